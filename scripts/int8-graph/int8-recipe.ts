import {
  INT8_RECIPE_FORMAT,
  type Int8Matrix,
  type Int8Part,
  type Int8Piece,
  type Int8Recipe,
} from '../../src/engines/transformers/int8-weights/int8-recipe';
import { PANEL, ROTATION, type DecoderShape } from './decoder-shape';
import type { SourceTensor } from './source-tensors';

type SourceTensors = ReadonlyMap<string, SourceTensor>;

/** How the weights of `int8-graph.ts` are made from those of a 4-bit graph of the same decoder. Throws when that lacks a tensor. */
export function writeInt8Recipe(shape: DecoderShape, tensors: SourceTensors, folder: string): Int8Recipe {
  const layers = Array.from({ length: shape.layers }, (_, layer) => layerMatrices(shape, layer)).flat();
  const pieces = [
    ...embeddingHalves(shape, tensors, folder),
    ...layers.map(({ path, source, treatment }) => ({
      path,
      firstRow: 0,
      ...stored(tensors, source, folder),
      ...treatment,
    })),
  ].toSorted(({ codes: a }, { codes: b }) => a.file.localeCompare(b.file) || a.offset - b.offset);
  return {
    format: INT8_RECIPE_FORMAT,
    panel: PANEL,
    rowsAtOnce: ROTATION,
    gains: storedGains(shape, tensors, folder),
    matrices: [
      { path: 'embedding', rows: shape.vocabulary, columns: shape.hidden },
      ...layers.map(({ path, rows, columns }) => ({ path, rows, columns })),
    ],
    files: [...new Set(pieces.map(({ codes }) => codes.file))],
    pieces,
  };
}

interface LayerMatrix extends Int8Matrix {
  /** What its tensors are called. */
  readonly source: string;
  readonly treatment: Pick<Int8Piece, 'gain' | 'rotateInputs' | 'rotateOutputs'>;
}

function layerMatrices(shape: DecoderShape, layer: number): LayerMatrix[] {
  const { hidden, inner, heads, keyHeads, headSize } = shape;
  const queriesAndKeys = (heads + keyHeads) * headSize;
  const matrix = (
    name: string,
    source: string,
    rows: number,
    columns: number,
    treatment: LayerMatrix['treatment'],
  ) => ({
    path: `${layer}.${name}`,
    source: `model.layers.${layer}.${source}.MatMul`,
    rows,
    columns,
    treatment,
  });
  const fromStream = (gain: number) => ({ gain, rotateInputs: ROTATION });
  const toStream = (rotateInputs: number) => ({ rotateInputs, rotateOutputs: { from: 0, size: ROTATION } });
  const innerGain = fromStream(2 * layer + 1);
  return [
    matrix('qkv', 'attn.qkv_proj', queriesAndKeys + keyHeads * headSize, hidden, {
      ...fromStream(2 * layer),
      rotateOutputs: { from: queriesAndKeys, size: ROTATION },
    }),
    matrix('out', 'attn.o_proj', hidden, hidden, toStream(ROTATION)),
    matrix('gate', 'mlp.gate_proj', inner, hidden, innerGain),
    matrix('up', 'mlp.up_proj', inner, hidden, innerGain),
    matrix('down', 'mlp.down_proj', hidden, inner, toStream(PANEL)),
  ];
}

/** Stored in two files, because one would be too large for some hosts. */
function embeddingHalves({ vocabulary }: DecoderShape, tensors: SourceTensors, folder: string): Int8Piece[] {
  return [0, 1].map((half) => ({
    path: 'embedding',
    firstRow: (half * vocabulary) / 2,
    ...stored(tensors, `lm_head.${half}`, folder),
    rotateInputs: ROTATION,
  }));
}

function stored(tensors: SourceTensors, name: string, folder: string) {
  const eightBits = tensors.get(`${name}.weight_Q8G32`);
  const codes = eightBits ?? requireTensor(tensors, `${name}.weight_Q4G32`);
  const [rows = 0, blocks = 0] = codes.shape;
  const scales = requireTensor(tensors, `${name}.weight_scale`);
  return {
    rows,
    bits: eightBits ? (8 as const) : (4 as const),
    blocks,
    codes: part(codes, folder),
    scales: part(scales, folder),
    ...(eightBits ? {} : { zeros: part(requireTensor(tensors, `${name}.weight_zp`), folder) }),
  };
}

/** The norms of the layers, which lie one after another in the order of the layers. */
function storedGains(
  { layers, hidden }: DecoderShape,
  tensors: SourceTensors,
  folder: string,
): Int8Recipe['gains'] {
  const names = Array.from({ length: layers }, (_, layer) =>
    ['input', 'post_attention'].map((place) => `model.layers.${layer}.${place}_layernorm.weight`),
  ).flat();
  const [first, ...others] = names.map((name) => requireTensor(tensors, name));
  if (
    !first ||
    others.some(
      ({ offset, location }, i) =>
        location !== first.location || offset !== first.offset + (i + 1) * first.length,
    )
  )
    throw new Error('The norms do not lie one after another.');
  return { part: part(first, folder), length: hidden, count: names.length };
}

function part({ location, offset }: SourceTensor, folder: string): Int8Part {
  return { file: `${folder}${location}`, offset };
}

/** Also of the last norm, which the graph keeps. */
export function requireTensor(tensors: SourceTensors, name: string): SourceTensor {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw new Error(`The graph has no tensor “${name}” in a data file.`);
}
