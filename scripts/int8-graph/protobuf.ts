/** As much of protocol buffers' wire format as ONNX files need (https://protobuf.dev/programming-guides/encoding/). */
const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

export type FieldValue = number | bigint | string | Uint8Array | { readonly float: number };

/** A message from its fields, in the order given. Numbers are written as varints, `{ float }` as 32 bits, text as UTF-8. */
export function encodeMessage(fields: readonly (readonly [number: number, value: FieldValue])[]): Uint8Array {
  return joinBytes(fields.flatMap(([number, value]) => encodeField(number, value)));
}

function encodeField(number: number, value: FieldValue): Uint8Array[] {
  if (typeof value === 'number' || typeof value === 'bigint')
    return [encodeVarint((number << 3) | VARINT), encodeVarint(value)];
  if (typeof value === 'string' || value instanceof Uint8Array) {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return [encodeVarint((number << 3) | BYTES), encodeVarint(bytes.length), bytes];
  }
  return [encodeVarint((number << 3) | FIXED_32), new Uint8Array(Float32Array.of(value.float).buffer)];
}

/** Negative numbers take ten bytes: they are written as 64 bits, two's complement. */
function encodeVarint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

export interface DecodedField {
  readonly number: number;
  /** Of varints. */
  readonly integer: number;
  /** Of text, bytes and messages; empty for the others. */
  readonly bytes: Uint8Array;
}

/** The fields of a message, in order. Throws on what is no protocol buffer. */
export function decodeMessage(message: Uint8Array): DecodedField[] {
  const source = new ByteSource(message);
  const fields: DecodedField[] = [];
  while (!source.atEnd) {
    const tag = source.varint();
    const wireType = tag & 7;
    fields.push({
      number: tag >> 3,
      integer: wireType === VARINT ? source.varint() : 0,
      bytes: wireType === VARINT ? new Uint8Array() : source.take(lengthOf(wireType, source)),
    });
  }
  return fields;
}

/** Numbers that a writer packed into the bytes of one field. */
export function decodePacked(bytes: Uint8Array): number[] {
  const source = new ByteSource(bytes);
  const numbers: number[] = [];
  while (!source.atEnd) numbers.push(source.varint());
  return numbers;
}

function lengthOf(wireType: number, source: ByteSource): number {
  if (wireType === BYTES) return source.varint();
  if (wireType === FIXED_64) return 8;
  if (wireType === FIXED_32) return 4;
  throw new Error(`The file has a field of the unknown kind ${wireType}.`);
}

class ByteSource {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#bytes[this.#position];
      if (byte === undefined) throw new Error('The file ends in the middle of a number.');
      this.#position += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, value));
    }
  }

  take(length: number): Uint8Array {
    const start = this.#position;
    if (start + length > this.#bytes.length) throw new Error('The file ends in the middle of a field.');
    this.#position += length;
    return this.#bytes.subarray(start, start + length);
  }
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}
