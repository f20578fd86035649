/** A tensor in the header of a GGUF file: its entry, without the offset at the end, and where its bytes begin and end in the data. */
interface Tensor {
  readonly entry: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const ALIGNMENT = 32;
const SCALAR_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
const TEXT = 8;
const LIST = 9;

/** Cuts a GGUF file into two parts, as llama.cpp's `gguf-split` does: all metadata in the first, half of the tensors in each. */
export function splitGguf(file: ArrayBuffer): [Blob, Blob] {
  const { metadata, entryCount, tensors } = readHeader(file);
  const half = Math.ceil(tensors.length / 2);
  const part = (index: number, own: Uint8Array, ownCount: number, held: readonly Tensor[]): Blob => {
    const split = [
      uint16Entry('split.no', index),
      uint16Entry('split.count', 2),
      int32Entry('split.tensors.count', tensors.length),
    ];
    let offset = 0;
    const entries = held.map(({ entry, start, end }) => {
      const placed = [entry, uint64(offset)];
      offset = aligned(offset + end - start);
      return placed;
    });
    const opening = [
      new TextEncoder().encode('GGUF'),
      uint32(3),
      uint64(held.length),
      uint64(ownCount + split.length),
    ];
    const header = joined([...opening, own, ...split, ...entries.flat()]);
    const data = held.flatMap(({ start, end }) => padded(new Uint8Array(file, start, end - start)));
    return new Blob([...padded(header), ...data]);
  };
  return [
    part(0, metadata, entryCount, tensors.slice(0, half)),
    part(1, new Uint8Array(), 0, tensors.slice(half)),
  ];
}

function readHeader(file: ArrayBuffer) {
  const view = new DataView(file);
  let at = 8;
  const uint32At = (): number => view.getUint32((at += 4) - 4, true);
  const uint64At = (): number => Number(view.getBigUint64((at += 8) - 8, true));
  const passText = (): void => {
    const length = uint64At();
    at += length;
  };
  const passValue = (type: number): void => {
    if (type === TEXT) passText();
    else if (type === LIST) {
      const [itemType, count] = [uint32At(), uint64At()];
      for (let i = 0; i < count; i += 1) passValue(itemType);
    } else at += SCALAR_BYTES[type] ?? 0;
  };
  const tensorCount = uint64At();
  const entryCount = uint64At();
  const metadataStart = at;
  for (let i = 0; i < entryCount; i += 1) {
    passText();
    passValue(uint32At());
  }
  const metadata = new Uint8Array(file, metadataStart, at - metadataStart);
  const found = Array.from({ length: tensorCount }, () => {
    const start = at;
    passText();
    const dimensions = uint32At();
    at += 8 * dimensions + 4;
    const entry = new Uint8Array(file, start, at - start);
    return { entry, offset: uint64At() };
  });
  const dataStart = aligned(at);
  const ends = [...found.map(({ offset }) => offset), file.byteLength - dataStart].sort((a, b) => a - b);
  const tensors = found.map(({ entry, offset }): Tensor => {
    const end = ends.find((other) => other > offset) ?? offset;
    return { entry, start: dataStart + offset, end: dataStart + end };
  });
  return { metadata, entryCount, tensors };
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const padded = (bytes: Uint8Array<ArrayBuffer>) => [
  bytes,
  new Uint8Array(aligned(bytes.length) - bytes.length),
];
const uint16Entry = (key: string, value: number) => joined([text(key), uint32(2), uint16(value)]);
const int32Entry = (key: string, value: number) => joined([text(key), uint32(5), uint32(value)]);

function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return joined([uint64(bytes.length), bytes]);
}

function uint16(value: number): Uint8Array {
  return new Uint8Array(Uint16Array.of(value).buffer);
}

function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

function uint64(value: number): Uint8Array {
  return new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
