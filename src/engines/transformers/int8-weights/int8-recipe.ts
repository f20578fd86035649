import { DesksideError } from '../../../contracts/failure';

/** How the weights of a graph with 8-bit matrix products are made from those that are stored, which hold the same model in half the bytes. */
export interface Int8Recipe {
  readonly format: typeof INT8_RECIPE_FORMAT;
  /** Output channels that lie together; see `int8-panels.ts`. */
  readonly panel: number;
  /** Rows that are made at a time; a multiple of the panel and of each rotation of outputs. */
  readonly rowsAtOnce: number;
  /** The weights of the model's norms, as floats one after another, each of `length`. */
  readonly gains: { readonly part: Int8Part; readonly length: number; readonly count: number };
  readonly matrices: readonly Int8Matrix[];
  /** What is read, each once, in this order. */
  readonly files: readonly string[];
  /** Each is made when the file of its codes is read; its scales and zeros lie there or in a file before. */
  readonly pieces: readonly Int8Piece[];
}

export const INT8_RECIPE_FORMAT = 'deskside-int8-1';

/** A matrix that the graph asks for: under `path` first the codes, then the scales. */
export interface Int8Matrix {
  readonly path: string;
  /** Output channels. */
  readonly rows: number;
  /** Input channels. */
  readonly columns: number;
}

/** Where something begins. */
export interface Int8Part {
  readonly file: string;
  /** Bytes. */
  readonly offset: number;
}

/** Stored rows of a matrix. */
export interface Int8Piece {
  readonly path: string;
  /** The first of the matrix' rows that these are. */
  readonly firstRow: number;
  readonly rows: number;
  readonly bits: 4 | 8;
  /** Blocks of 32 weights in a row, with those that hold remainders; see `block-matrix.ts`. */
  readonly blocks: number;
  readonly codes: Int8Part;
  readonly scales: Int8Part;
  /** Absent at 8 bits. */
  readonly zeros?: Int8Part;
  /** The norm whose weight each input channel is multiplied with. */
  readonly gain?: number;
  /** Sizes of the rotations of the input channels and, from a row on, of the output channels; see `rotate.ts`. */
  readonly rotateInputs?: number;
  readonly rotateOutputs?: { readonly from: number; readonly size: number };
}

/** Rejects recipes of another format with `unsupported-model`. */
export function readInt8Recipe(file: ArrayBuffer): Int8Recipe {
  const recipe = JSON.parse(new TextDecoder().decode(file)) as Int8Recipe;
  if (recipe.format === INT8_RECIPE_FORMAT) return recipe;
  throw new DesksideError({
    code: 'unsupported-model',
    message:
      'This model was packed for another version of Deskside. Update Deskside, or install the model again.',
    retryable: false,
  });
}
