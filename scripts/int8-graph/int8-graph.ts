import { PANEL, ROTATION, type DecoderShape } from './decoder-shape';
import { OnnxGraph } from './onnx-graph';

/**
 * The graph of a decoder whose matrix products are of 8-bit weights with 8-bit activations, for which ONNX Runtime has a fast kernel on
 * WebAssembly (`MatMulIntegerToFloat` of unsigned with signed). Each token's activations are rounded by their own largest, so what a token
 * gives does not depend on what it was read together with. The weights, made at load after `int8-recipe.ts`, are rotated (QuaRot,
 * arXiv 2404.00456): the residual stream and the values by what is in the weights already, the inner activations in the graph.
 *
 * @param finalGain weights of the last norm; those of the others are in the weights.
 */
export function writeInt8Graph(shape: DecoderShape, finalGain: readonly number[]): Uint8Array {
  return new DecoderGraph(shape).write(finalGain);
}

const OPSETS = { '': 22, 'com.microsoft': 1 };
/** An attention sink that weighs nothing. With it ONNX Runtime leaves its flash attention, whose tiles, sized by a cache that WebAssembly cannot ask for, are of one number there: three quarters of a long prompt's time. */
const NO_SINK = -1e30;

/** Rounded activations, by the names of their tensors. */
interface Codes {
  readonly codes: string;
  readonly largest: string;
}

class DecoderGraph {
  readonly #graph = new OnnxGraph();
  readonly #shape: DecoderShape;

  constructor(shape: DecoderShape) {
    this.#shape = shape;
  }

  write(finalGain: readonly number[]): Uint8Array {
    const { layers, hidden, vocabulary } = this.#shape;
    this.#declare();
    this.#constants();
    this.#positions();
    let stream = this.#embed();
    let added: string | null = null;
    for (let layer = 0; layer < layers; layer++) {
      const attended = this.#norm(`${layer}.attention`, stream, added);
      const attention = this.#attend(layer, attended.normed);
      const inner = this.#norm(`${layer}.inner`, attended.stream, attention);
      added = this.#feedForward(layer, inner.normed);
      stream = inner.stream;
    }
    const last = this.#norm('last', stream, added).normed;
    const kept = this.#graph.node('Slice', [last, this.#keepFrom(), 'end', 'axis.1'], 'last.kept');
    this.#graph.constant('last.gain', 'float', [hidden], finalGain);
    const scaled = this.#graph.node('Mul', [this.#unrotate(kept, 'last.plain'), 'last.gain'], 'last.scaled');
    this.#product('embedding', vocabulary, this.#quantise(this.#unrotate(scaled, 'last.turned')), 'logits');
    return this.#graph.toFile('decoder', OPSETS);
  }

  #declare(): void {
    const { layers, keyHeads, headSize, vocabulary } = this.#shape;
    const graph = this.#graph;
    const cached = (length: string) => [1, keyHeads, length, headSize];
    graph.input('input_ids', 'int64', [1, 'sequence_length']);
    graph.input('attention_mask', 'int64', [1, 'total_sequence_length']);
    graph.output('logits', 'float', [1, 'num_logits', vocabulary]);
    for (let layer = 0; layer < layers; layer++)
      for (const part of ['key', 'value']) {
        graph.input(`past_key_values.${layer}.${part}`, 'float', cached('past_sequence_length'));
        graph.output(`present.${layer}.${part}`, 'float', cached('total_sequence_length'));
      }
    graph.input('num_logits_to_keep', 'int64', []);
  }

  #constants(): void {
    const { hidden, inner, heads, headSize, vocabulary } = this.#shape;
    const graph = this.#graph;
    for (const width of new Set([hidden, inner, vocabulary, this.#qkvRows()]))
      graph.constant(`rows.${width}`, 'int64', [3], [1, -1, width]);
    graph.constant('axis.1', 'int64', [1], [1]);
    graph.constant('axis.last', 'int64', [1], [-1]);
    graph.constant('end', 'int64', [1], [Number.MAX_SAFE_INTEGER]);
    graph.constant('ones', 'float', [hidden], new Array<number>(hidden).fill(1));
    graph.constant('step', 'float', [], [1 / 127]);
    graph.constant('zero.code', 'uint8', [], [128]);
    graph.constant('sink', 'float', [heads], new Array<number>(heads).fill(NO_SINK));
    graph.constant('turn.inner', 'float', [PANEL, PANEL], hadamard(PANEL));
    graph.constant('turn.stream', 'float', [ROTATION, ROTATION], hadamard(ROTATION));
    graph.constant('blocks', 'int64', [4], [1, -1, hidden / ROTATION, ROTATION]);
    if (headSize !== ROTATION) throw new Error(`Heads of ${headSize} cannot be rotated by ${ROTATION}.`);
  }

  /** Lengths for the attention, and the tables of its rotary embedding, which are computed once at load. */
  #positions(): void {
    const { context, headSize, ropeTheta } = this.#shape;
    const graph = this.#graph;
    graph.constant('position.0', 'int64', [], [0]);
    graph.constant('position.1', 'int64', [], [1]);
    graph.constant('position.end', 'int64', [], [context]);
    const frequencies = Array.from({ length: headSize / 2 }, (_, i) => ropeTheta ** ((-2 * i) / headSize));
    graph.constant('frequencies', 'float', [1, headSize / 2], frequencies);
    graph.node('Range', ['position.0', 'position.end', 'position.1'], 'positions.whole');
    graph.node('Cast', ['positions.whole'], 'positions.float', { to: 1 });
    graph.node('Unsqueeze', ['positions.float', 'axis.1'], 'positions');
    graph.node('Mul', ['positions', 'frequencies'], 'angles');
    graph.node('Cos', ['angles'], 'cosines');
    graph.node('Sin', ['angles'], 'sines');
    graph.node('ReduceSum', ['attention_mask', 'axis.1'], 'known', { keepdims: 0 });
    graph.node('Sub', ['known', 'position.1'], 'known.before');
    graph.node('Cast', ['known.before'], 'lengths', { to: 6 });
    graph.node('Shape', ['attention_mask'], 'mask.shape');
    graph.node('Gather', ['mask.shape', 'position.1'], 'mask.length', { axis: 0 });
    graph.node('Cast', ['mask.length'], 'length', { to: 6 });
  }

  #keepFrom(): string {
    this.#graph.node('Reshape', ['num_logits_to_keep', 'axis.1'], 'keep');
    return this.#graph.node('Neg', ['keep'], 'keep.from');
  }

  /** Embeddings are columns of the matrix that also makes the logits: of panel `id / PANEL`, at `id % PANEL`. */
  #embed(): string {
    const { hidden, vocabulary } = this.#shape;
    const graph = this.#graph;
    this.#weights('embedding', vocabulary, hidden);
    const huge = vocabulary * 2;
    graph.constant('place.divisors', 'int64', [3], [PANEL, huge, 1]);
    graph.constant('place.moduli', 'int64', [3], [huge, huge, PANEL]);
    graph.constant(
      'place.inputs',
      'int64',
      [1, hidden, 3],
      Array.from({ length: hidden }, (_, i) => [0, i, 0]).flat(),
    );
    graph.constant('column', 'int64', [2], [-1, 1]);
    graph.node('Reshape', ['input_ids', 'column'], 'ids');
    graph.node('Div', ['ids', 'place.divisors'], 'place.divided');
    graph.node('Mod', ['place.divided', 'place.moduli'], 'place');
    graph.node('Unsqueeze', ['place', 'axis.1'], 'place.wide');
    graph.node('Add', ['place.wide', 'place.inputs'], 'places');
    graph.node('GatherND', ['embedding.codes', 'places'], 'embedded.codes');
    graph.node('Cast', ['embedded.codes'], 'embedded.float', { to: 1 });
    graph.node('GatherND', ['embedding.scales', 'place'], 'embedded.scales.flat');
    graph.node('Unsqueeze', ['embedded.scales.flat', 'axis.1'], 'embedded.scales');
    graph.node('Mul', ['embedded.float', 'embedded.scales'], 'embedded.rows');
    return graph.node('Reshape', ['embedded.rows', `rows.${hidden}`], 'embedded');
  }

  /** Adds to the residual stream what the last step made, and norms it. */
  #norm(name: string, stream: string, added: string | null): { normed: string; stream: string } {
    const graph = this.#graph;
    const normed = `${name}.normed`;
    const epsilon = { float: this.#shape.epsilon };
    if (added === null) {
      graph.node('SimplifiedLayerNormalization', [stream, 'ones'], normed, {
        axis: -1,
        epsilon,
        stash_type: 1,
      });
      return { normed, stream };
    }
    const sum = `${name}.stream`;
    graph.node('com.microsoft:SkipSimplifiedLayerNormalization', [stream, added, 'ones'], [normed, '', '', sum], { epsilon }); // prettier-ignore
    return { normed, stream: sum };
  }

  #attend(layer: number, input: string): string {
    const { hidden, heads, keyHeads, headSize } = this.#shape;
    const graph = this.#graph;
    const past = ['key', 'value'].map((part) => `past_key_values.${layer}.${part}`);
    const present = ['key', 'value'].map((part) => `present.${layer}.${part}`);
    this.#weights(`${layer}.qkv`, this.#qkvRows(), hidden);
    const qkv = this.#product(`${layer}.qkv`, this.#qkvRows(), this.#quantise(input), `${layer}.qkv`);
    const attended = graph.node(
      'com.microsoft:GroupQueryAttention',
      [qkv, '', '', ...past, 'lengths', 'length', 'cosines', 'sines', '', '', 'sink'],
      [`${layer}.attended`, ...present],
      { num_heads: heads, kv_num_heads: keyHeads, do_rotary: 1, scale: { float: 1 / Math.sqrt(headSize) } },
    );
    this.#weights(`${layer}.out`, hidden, hidden);
    return this.#product(`${layer}.out`, hidden, this.#quantise(attended), `${layer}.out`);
  }

  #feedForward(layer: number, input: string): string {
    const { hidden, inner } = this.#shape;
    const graph = this.#graph;
    const rounded = this.#quantise(input);
    for (const part of ['gate', 'up']) {
      this.#weights(`${layer}.${part}`, inner, hidden);
      this.#panelProduct(`${layer}.${part}`, rounded, `${layer}.${part}.panels`);
      graph.node('Mul', [`${layer}.${part}.panels`, rounded.largest], `${layer}.${part}`);
    }
    graph.node('com.microsoft:QuickGelu', [`${layer}.gate`], `${layer}.open`, { alpha: { float: 1 } });
    graph.node('Mul', [`${layer}.open`, `${layer}.up`], `${layer}.let`);
    const turned = graph.node('MatMul', [`${layer}.let`, 'turn.inner'], `${layer}.let.turned`);
    const down = this.#rows(turned, inner, `${layer}.let.rows`);
    this.#weights(`${layer}.down`, hidden, inner);
    return this.#product(`${layer}.down`, hidden, this.#quantise(down), `${layer}.down`);
  }

  /** 8-bit codes of each row of `[1, rows, width]`: 127 stands for the row's largest. */
  #quantise(input: string): Codes {
    const graph = this.#graph;
    graph.node('Abs', [input], `${input}/sizes`);
    const largest = graph.node('ReduceMax', [`${input}/sizes`, 'axis.last'], `${input}/largest`);
    graph.node('Div', [input, largest], `${input}/shares`);
    return {
      codes: graph.node('QuantizeLinear', [`${input}/shares`, 'step', 'zero.code'], `${input}/codes`),
      largest,
    };
  }

  #weights(name: string, rows: number, columns: number): void {
    const codes = rows * columns;
    this.#graph.external(`${name}.codes`, 'int8', [rows / PANEL, columns, PANEL], { location: name, offset: 0, length: codes }); // prettier-ignore
    this.#graph.external(`${name}.scales`, 'float', [rows / PANEL, 1, PANEL], { location: name, offset: codes, length: rows * 4 }); // prettier-ignore
  }

  /** `[panels, rows, PANEL]`, still to be multiplied with the largest of each row. */
  #panelProduct(weights: string, input: Codes, output: string): string {
    const inputs = [input.codes, `${weights}.codes`, 'step', `${weights}.scales`, 'zero.code'];
    return this.#graph.node('com.microsoft:MatMulIntegerToFloat', inputs, output);
  }

  #product(weights: string, width: number, input: Codes, output: string): string {
    const rows = this.#rows(this.#panelProduct(weights, input, `${output}/panels`), width, `${output}/rows`);
    return this.#graph.node('Mul', [rows, input.largest], output);
  }

  #rows(panels: string, width: number, output: string): string {
    this.#graph.node('Transpose', [panels], `${output}/apart`, { perm: [1, 0, 2] });
    return this.#graph.node('Reshape', [`${output}/apart`, `rows.${width}`], output);
  }

  /** The rotation is its own inverse: this takes it away, or gives it. */
  #unrotate(input: string, output: string): string {
    this.#graph.node('Reshape', [input, 'blocks'], `${output}/blocks`);
    this.#graph.node('MatMul', [`${output}/blocks`, 'turn.stream'], `${output}/turned`);
    return this.#graph.node('Reshape', [`${output}/turned`, `rows.${this.#shape.hidden}`], output);
  }

  #qkvRows(): number {
    const { heads, keyHeads, headSize } = this.#shape;
    return (heads + 2 * keyHeads) * headSize;
  }
}

/** Row by row, normalised (Sylvester's construction). */
function hadamard(size: number): number[] {
  return Array.from({ length: size * size }, (_, i) => {
    const shared = Math.floor(i / size) & (i % size);
    return (bitCount(shared) % 2 === 0 ? 1 : -1) / Math.sqrt(size);
  });
}

function bitCount(value: number): number {
  return value === 0 ? 0 : (value & 1) + bitCount(value >> 1);
}
