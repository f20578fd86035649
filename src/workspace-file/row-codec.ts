import { DesksideError } from '../contracts/failure';
import { toBase64 } from '../platform/base64';
import { damagedWorkspace } from './workspace-failures';

/**
 * Rows as lines of JSON that any program can read. What JSON has no word for is an object with one key that begins with `$`: typed arrays
 * and bytes in Base64, numbers that are not finite, dates. An object of the row's own with such a key is wrapped in `$object`.
 */
const TYPED_ARRAYS = {
  $float32: Float32Array,
  $float64: Float64Array,
  $int8: Int8Array,
  $uint8: Uint8Array,
  $int32: Int32Array,
  $uint32: Uint32Array,
} as const;
type Tag = keyof typeof TYPED_ARRAYS;

/** @throws {TypeError} for what cannot be written, such as a function or a handle of a file. */
export function encodeRow(row: unknown): string {
  return JSON.stringify(toPlain(row));
}

/** @throws {DesksideError} `import-damaged` for what no encoder wrote. */
export function decodeRow(line: string): unknown {
  try {
    return fromPlain(JSON.parse(line) as unknown);
  } catch (error) {
    throw new DesksideError(damagedWorkspace('a row makes no sense', String(error)), { cause: error });
  }
}

function toPlain(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof ArrayBuffer) return { $bytes: toBase64(new Uint8Array(value)) };
  for (const [tag, type] of Object.entries(TYPED_ARRAYS))
    if (value instanceof type)
      return { [tag]: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  if (typeof value === 'object' && isPlain(value)) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    const plain = Object.fromEntries(entries.map(([key, each]) => [key, toPlain(each)]));
    return entries.some(([key]) => key.startsWith('$')) ? { $object: plain } : plain;
  }
  throw new TypeError(`A row holds what cannot be written to a file: ${typeof value}.`);
}

/** Of another realm as well, as rows are that came from a worker in some environments. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0].startsWith('$')) return fromTag(first[0], first[1]);
  return fromEntries(entries);
}

/** `__proto__` becomes a property like any other. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.fromEntries(entries.map(([key, each]) => [key, fromPlain(each)]));
}

function fromTag(tag: string, content: unknown): unknown {
  if (tag === '$object' && typeof content === 'object' && content !== null)
    return fromEntries(Object.entries(content));
  if (typeof content !== 'string') throw new TypeError(`${tag} without its text`);
  if (tag === '$number') return Number(content);
  if (tag === '$date') return new Date(content);
  const bytes = fromBase64(content);
  if (tag === '$bytes') return bytes.buffer;
  if (!(tag in TYPED_ARRAYS)) throw new TypeError(`${tag} is not known`);
  return new TYPED_ARRAYS[tag as Tag](bytes.buffer);
}

/** @throws {DOMException} for what no encoder wrote */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
