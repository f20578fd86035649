/** Values and objects of TVM's foreign function interface, in the memory of a library that is stood in for. */
export type Value = undefined | number | string | Uint8Array | TvmObject;
export type Call = (...args: readonly Value[]) => Value;

export interface TvmObject {
  readonly handle: number;
  readonly type: number;
  references: number;
  readonly call?: Call;
  readonly items?: readonly Value[];
  readonly tensor?: Tensor;
}

export interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Views share their buffer. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `TypeIndex` of tvm-ffi. */
export const TYPES = {
  none: 0,
  int: 1,
  bool: 2,
  float: 3,
  device: 6,
  rawString: 8,
  byteArray: 9,
  string: 65,
  bytes: 66,
  function: 68,
  shape: 69,
  tensor: 70,
  array: 71,
  module: 73,
} as const;
const HEADER_BYTES = 24;
export const ANY_BYTES = 16;
const CPU = 1;

export class TvmObjects {
  readonly memory = new WebAssembly.Memory({ initial: 64 });
  readonly #objects = new Map<number, TvmObject>();
  #free = 1024;

  release(handle: number): void {
    const object = this.require(handle);
    object.references -= 1;
    if (object.references === 0) this.#objects.delete(handle);
  }

  readAny(at: number): Value {
    const view = this.view();
    const type = view.getInt32(at, true);
    const pointer = view.getUint32(at + 8, true);
    switch (type) {
      case TYPES.none:
      case TYPES.device:
        return undefined;
      case TYPES.int:
      case TYPES.bool:
        return view.getInt32(at + 8, true);
      case TYPES.float:
        return view.getFloat64(at + 8, true);
      case TYPES.rawString: {
        const bytes = new Uint8Array(this.memory.buffer);
        return new TextDecoder().decode(bytes.slice(pointer, bytes.indexOf(0, pointer)));
      }
      case TYPES.byteArray:
        return this.#byteArray(pointer);
      default:
        return this.require(pointer);
    }
  }

  writeAny(at: number, value: Value): void {
    const view = this.view();
    view.setBigUint64(at + 8, 0n, true);
    view.setInt32(at + 4, 0, true);
    if (value === undefined) view.setInt32(at, TYPES.none, true);
    else if (typeof value === 'number') {
      view.setInt32(at, TYPES.int, true);
      view.setInt32(at + 8, value, true);
    } else {
      const object = isObject(value) ? value : this.#text(value);
      // What is made along the way may have moved the memory.
      this.view().setInt32(at, object.type, true);
      this.view().setUint32(at + 8, object.handle, true);
    }
  }

  /** A string or bytes as an object of TVM. */
  #text(value: string | Uint8Array): TvmObject {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    const data = this.store(bytes);
    const object = this.make(typeof value === 'string' ? TYPES.string : TYPES.bytes, {}, 8);
    this.view().setUint32(object.handle + HEADER_BYTES, data, true);
    this.view().setUint32(object.handle + HEADER_BYTES + 4, bytes.byteLength, true);
    return object;
  }

  tensor(shape: readonly number[], dtype: string, shared?: Uint8Array<ArrayBuffer>): TvmObject {
    const size = shape.reduce((product, dimension) => product * dimension, 1);
    const bits = Number(/\d+$/.exec(dtype)?.[0] ?? 32);
    const bytes = shared ?? new Uint8Array((size * bits) / 8);
    const object = this.make(TYPES.tensor, { tensor: { shape, dtype, bytes } }, 40 + 8 * shape.length);
    const view = this.view();
    // DLTensor: data, device, dimensions, type, shape, strides, offset.
    const at = object.handle + HEADER_BYTES;
    view.setInt32(at + 4, CPU, true);
    view.setInt32(at + 12, shape.length, true);
    view.setUint8(at + 16, dtype.startsWith('float') ? 2 : dtype.startsWith('uint') ? 1 : 0);
    view.setUint8(at + 17, bits);
    view.setUint16(at + 18, 1, true);
    view.setUint32(at + 20, at + 40, true);
    view.setBigUint64(at + 32, 0n, true);
    shape.forEach((dimension, i) => view.setBigInt64(at + 40 + 8 * i, BigInt(dimension), true));
    return object;
  }

  make(type: number, content: Pick<TvmObject, 'call' | 'items' | 'tensor'>, bytes = 0): TvmObject {
    const handle = this.allocate(HEADER_BYTES + bytes);
    this.view().setInt32(handle + 8, type, true);
    const object: TvmObject = { handle, type, references: 1, ...content };
    this.#objects.set(handle, object);
    return object;
  }

  /** With one more reference, for what is held by another object. */
  kept(value: Value): Value {
    if (isObject(value)) value.references += 1;
    return value;
  }

  require(handle: number): TvmObject {
    const object = this.#objects.get(handle);
    if (!object) throw new Error(`no object ${handle}`);
    return object;
  }

  allocate(bytes: number): number {
    const at = this.#free;
    this.#free += (bytes + 15) & ~15;
    const missing = this.#free - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65_536));
    return at;
  }

  store(bytes: Uint8Array): number {
    const at = this.allocate(bytes.byteLength);
    new Uint8Array(this.memory.buffer).set(bytes, at);
    return at;
  }

  #byteArray(at: number): Uint8Array {
    const view = this.view();
    const start = view.getUint32(at, true);
    return new Uint8Array(this.memory.buffer).slice(start, start + view.getUint32(at + 4, true));
  }

  byteArrayText(at: number): string {
    return new TextDecoder().decode(this.#byteArray(at));
  }

  view(): DataView {
    return new DataView(this.memory.buffer);
  }
}

function isObject(value: Value): value is TvmObject {
  return typeof value === 'object' && 'handle' in value;
}

export function itemsOf(value: Value): readonly Value[] {
  return (isObject(value) && value.items) || [];
}

export function tensorOf(value: Value): Tensor {
  if (isObject(value) && value.tensor) return value.tensor;
  throw new Error('no tensor');
}

export const bytesOf = (values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>) =>
  new Uint8Array(values.buffer);
export const float32 = ({ bytes }: Tensor) =>
  new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
export const int32 = ({ bytes }: Tensor) =>
  new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
