import {
  ANY_BYTES,
  bytesOf,
  float32,
  int32,
  itemsOf,
  tensorOf,
  TvmObjects,
  TYPES,
  type Call,
  type Value,
} from './tvm-objects';

/**
 * Stands in for a compiled model library of MLC, down to the calls of TVM's foreign function interface, so that web-llm itself runs without one:
 * its conversation, prefill, decoding, sampling and grammars are the real ones, and only what a GPU would compute is told by `StandInModel`.
 */
export interface StandInModel {
  /** Tokens that the vocabulary has. */
  readonly vocabulary: number;
  /** Of a generator: a score for each token to come next after these. */
  score?(context: readonly number[]): Float32Array<ArrayBuffer>;
  /** Of an embedder: what a text comes to. */
  embed?(tokens: readonly number[]): readonly number[];
  /** Called with all tokens that a generator has read, of which so many just now. */
  readonly onRead?: (context: readonly number[], tokens: number) => void;
}

/** The context of embedders, in tokens. */
export const EMBEDDER_TOKENS = 512;
const EMBEDDER_BATCH = 4;

/** What `WebAssembly.instantiate` would give for the library. */
export function standInForTvm(model: StandInModel): {
  readonly module: object;
  readonly instance: WebAssembly.Instance;
} {
  const exports = new StandIn(model).exports();
  // web-llm asks whether it is an instance; the real one has its exports from the prototype.
  const instance = Object.create(WebAssembly.Instance.prototype, {
    exports: { value: exports },
  }) as WebAssembly.Instance;
  return { module: {}, instance };
}

class StandIn {
  readonly #model: StandInModel;
  readonly #objects = new TvmObjects();
  /** The KV cache. */
  #context: number[] = [];
  #lastError = '';

  constructor(model: StandInModel) {
    this.#model = model;
  }

  exports(): Record<string, unknown> {
    return {
      memory: this.#objects.memory,
      _initialize: () => undefined,
      TVMWasmAllocSpace: (bytes: number) => this.#objects.allocate(bytes),
      TVMWasmFreeSpace: () => undefined,
      TVMFFIFunctionGetGlobal: (name: number, out: number) => {
        const call = this.#globals[this.#objects.byteArrayText(name)];
        this.#objects
          .view()
          .setUint32(out, call ? this.#objects.make(TYPES.function, { call }).handle : 0, true);
        return 0;
      },
      TVMFFIWasmFunctionCreate: (_: number, out: number) => {
        this.#objects
          .view()
          .setUint32(out, this.#objects.make(TYPES.function, { call: () => undefined }).handle, true);
        return 0;
      },
      TVMFFIFunctionSetGlobal: () => 0,
      TVMFFITypeKeyToIndex: (key: number, out: number) => {
        this.#objects
          .view()
          .setUint32(
            out,
            this.#objects.byteArrayText(key) === 'ffi.Array' ? TYPES.array : TYPES.module,
            true,
          );
        return 0;
      },
      TVMFFIFunctionCall: (handle: number, args: number, count: number, out: number) =>
        this.#invoke(handle, args, count, out),
      TVMFFIObjectIncRef: (handle: number) => {
        this.#objects.require(handle).references += 1;
        return 0;
      },
      TVMFFIObjectDecRef: (handle: number) => {
        this.#objects.release(handle);
        return 0;
      },
      TVMFFIWasmGetLastError: () => this.#objects.store(new TextEncoder().encode(`${this.#lastError}\0`)),
    };
  }

  /** `getGlobalFunc` of TVM's runtime. */
  readonly #globals: Readonly<Record<string, Call>> = {
    'ffi.SystemLib': () => this.#objects.make(TYPES.module, {}),
    'ffi.ModuleGetFunction': (_, name) => {
      const call = this.#functions[String(name)];
      return call && this.#objects.make(TYPES.function, { call });
    },
    'ffi.Array': (...items) =>
      this.#objects.make(TYPES.array, { items: items.map((item) => this.#objects.kept(item)) }),
    'ffi.ArraySize': (array) => itemsOf(array).length,
    'ffi.ArrayGetItem': (array, index) => this.#objects.kept(itemsOf(array)[Number(index)]),
    'ffi.Shape': (...items) => this.#objects.make(TYPES.shape, { items }),
    'runtime.TVMTensorAllocWithScope': (shape, dtype) =>
      this.#objects.tensor(itemsOf(shape).map(Number), String(dtype)),
    'runtime.TVMTensorCreateView': (tensor, shape, dtype) =>
      this.#objects.tensor(itemsOf(shape).map(Number), String(dtype), tensorOf(tensor).bytes),
    'runtime.TVMTensorCopyFromTo': (from, to) => tensorOf(to).bytes.set(tensorOf(from).bytes) ?? undefined,
    'tvmjs.runtime.TensorCopyFromBytes': (tensor, bytes) =>
      tensorOf(tensor).bytes.set(bytes as Uint8Array) ?? undefined,
    'tvmjs.runtime.TensorCopyToBytes': (tensor) => tensorOf(tensor).bytes,
    'vm.builtin.param_module_from_cache_by_name': () => this.#objects.make(TYPES.module, {}),
    'vm.builtin.kv_state_clear': () => void (this.#context = []),
    ...Object.fromEntries(DO_NOTHING.map((name) => [name, () => undefined])),
  };

  /** The functions of the model's own library. */
  readonly #functions: Readonly<Record<string, Call>> = {
    vm_load_executable: () => this.#objects.make(TYPES.module, {}),
    vm_initialization: () => undefined,
    get_params: () => this.#objects.make(TYPES.array, { items: [] }),
    _metadata: () =>
      JSON.stringify(
        this.#model.embed
          ? { params: [], prefill_chunk_size: EMBEDDER_TOKENS, max_batch_size: EMBEDDER_BATCH }
          : { params: [], prefill_chunk_size: 1024 },
      ),
    'webgpu.get_fmap': () => '{}',
    'webgpu.get_shader': () => '',
    'webgpu.update_prebuild': () => undefined,
    create_tir_paged_kv_cache: () => this.#objects.make(TYPES.shape, {}),
    // An embedding is the token itself.
    embed: (tokens) => {
      const ids = int32(tensorOf(tokens));
      return this.#objects.tensor([ids.length, 1], 'float32', bytesOf(Float32Array.from(ids)));
    },
    prefill: (input, second) => (this.#model.embed ? this.#embed(input, second) : this.#read(input)),
    decode: (embeddings) => this.#read(embeddings),
    softmax_with_temperature: (logits, temperature) => {
      const [value = 1] = float32(tensorOf(temperature));
      const { shape } = tensorOf(logits);
      return this.#objects.tensor(shape, 'float32', bytesOf(softmax(float32(tensorOf(logits)), value)));
    },
    argsort_probs: (probabilities) => {
      const values = float32(tensorOf(probabilities));
      const order = Int32Array.from(values, (_, i) => i).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
      const { shape } = tensorOf(probabilities);
      const sorted = Float32Array.from(order, (token) => values[token] ?? 0);
      return this.#objects.make(TYPES.array, {
        items: [
          this.#objects.tensor(shape, 'float32', bytesOf(sorted)),
          this.#objects.tensor(shape, 'int32', bytesOf(order)),
        ],
      });
    },
    sample_with_top_p: (sorted, order, uniform, _, topP) => {
      const [random = 0] = float32(tensorOf(uniform));
      const [share = 1] = float32(tensorOf(topP));
      const place = samplePlace(float32(tensorOf(sorted)), random, share);
      return this.#objects.tensor([1], 'int32', bytesOf(Int32Array.of(int32(tensorOf(order))[place] ?? -1)));
    },
    apply_bitmask_inplace: (logits, _, mask) => {
      const scores = float32(tensorOf(logits));
      const bits = int32(tensorOf(mask));
      for (const token of scores.keys()) {
        const allowed = ((bits[token >> 5] ?? 0) >> (token & 31)) & 1;
        if (!allowed) scores[token] = -Infinity;
      }
      return undefined;
    },
    apply_penalty_inplace: () => undefined,
    apply_logit_bias_inplace: () => undefined,
  };

  #read(embeddings: Value): Value {
    const tokens = float32(tensorOf(embeddings));
    this.#context.push(...tokens);
    this.#model.onRead?.(this.#context, tokens.length);
    const scores = this.#model.score?.(this.#context) ?? new Float32Array(this.#model.vocabulary);
    const logits = this.#objects.tensor([1, 1, this.#model.vocabulary], 'float32', bytesOf(scores));
    return this.#objects.make(TYPES.array, { items: [logits] });
  }

  /** Of each text the vector at its first token counts; the others are left at zero. */
  #embed(texts: Value, mask: Value): Value {
    const [rows = 0, width = 0] = tensorOf(texts).shape;
    const ids = int32(tensorOf(texts));
    const present = int32(tensorOf(mask));
    const vectors = Array.from({ length: rows }, (_, row) => {
      const tokens = [...ids.subarray(row * width, (row + 1) * width)];
      return this.#model.embed?.(tokens.filter((_token, i) => present[row * width + i] === 1)) ?? [];
    });
    const dimensions = vectors[0]?.length ?? 0;
    const hidden = new Float32Array(rows * width * dimensions);
    vectors.forEach((vector, row) => hidden.set(vector, row * width * dimensions));
    return this.#objects.tensor([rows, width, dimensions], 'float32', bytesOf(hidden));
  }

  #invoke(handle: number, args: number, count: number, out: number): number {
    try {
      const call = this.#objects.require(handle).call ?? (() => undefined);
      const values = Array.from({ length: count }, (_, i) => this.#objects.readAny(args + i * ANY_BYTES));
      this.#objects.writeAny(out, call(...values));
      return 0;
    } catch (error) {
      this.#lastError = String(error);
      return -1;
    }
  }
}

const DO_NOTHING = [
  'ffi.FunctionListGlobalNamesFunctor',
  'ffi.ModuleImportModule',
  'tvmjs.runtime.ArrayConcat',
  'tvmjs.array.decode_storage',
  'tvmjs.runtime.ConcatEmbeddings',
  'vm.builtin.tensor_cache.get',
  'vm.builtin.tensor_cache.remove',
  'vm.builtin.tensor_cache.update',
  'vm.builtin.tensor_cache.clear',
  'vm.builtin.param_module_from_cache',
  'vm.builtin.sample_top_p_from_logits',
  'vm.builtin.sample_top_p_from_prob',
  'vm.builtin.apply_repetition_penalty',
  'vm.builtin.apply_presence_and_frequency_penalty',
  'vm.builtin.apply_softmax_with_temperature',
  'vm.builtin.kv_state_add_sequence',
  'vm.builtin.kv_state_remove_sequence',
  'vm.builtin.kv_state_begin_forward',
  'vm.builtin.kv_state_end_forward',
  'vm.builtin.attention_kv_cache_enable_sliding_window_for_seq',
];

function softmax(scores: Float32Array, temperature: number): Float32Array<ArrayBuffer> {
  const most = Math.max(...scores);
  const powers = Float32Array.from(scores, (score) => Math.exp((score - most) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Where in the sorted probabilities a random number between 0 and 1 falls, of those that make up the share. */
function samplePlace(sorted: Float32Array, random: number, share: number): number {
  let kept = 0;
  let count = 0;
  while (count < sorted.length && kept < share) kept += sorted[count++] ?? 0;
  let reached = 0;
  for (let place = 0; place < count; place += 1) {
    reached += sorted[place] ?? 0;
    if (random * kept < reached) return place;
  }
  return Math.max(0, count - 1);
}
