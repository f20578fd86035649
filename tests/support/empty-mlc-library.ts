/**
 * A model library with no model in it, in the form that web-llm's runtime starts: every call succeeds, every lookup finds something, and nothing
 * is behind it. web-llm gets past the library, takes a GPU device, reads tokenizer and weights, and fails where it needs the model.
 */
export function emptyMlcLibrary(): Uint8Array<ArrayBuffer> {
  const functions: readonly {
    readonly names: readonly string[];
    readonly type: number;
    readonly code: number[];
  }[] = [
    { names: ['TVMWasmAllocSpace'], type: 0, code: ALLOCATE },
    { names: FINDERS, type: 1, code: FIND },
    { names: SILENT, type: 2, code: [0x41, 0] },
  ];
  const exported = functions.flatMap(({ names }, index) => names.map((name) => ({ name, kind: 0, index })));
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // (i32) -> i32, (i32, i32) -> i32, () -> i32
    ...section(
      1,
      vector([
        [0x60, 1, I32, 1, I32],
        [0x60, 2, I32, I32, 1, I32],
        [0x60, 0, 1, I32],
      ]),
    ),
    ...section(3, vector(functions.map(({ type }) => [type]))),
    // 64 pages of 64 KiB
    ...section(5, vector([[0x00, ...unsigned(64)]])),
    // The next free byte, and the last handle that was given out.
    ...section(
      6,
      vector([
        [I32, 1, 0x41, ...unsigned(1024), 0x0b],
        [I32, 1, 0x41, 0, 0x0b],
      ]),
    ),
    ...section(
      7,
      vector(
        [...exported, { name: 'memory', kind: 2, index: 0 }].map(({ name, kind, index }) => [
          ...text(name),
          kind,
          index,
        ]),
      ),
    ),
    ...section(10, vector(functions.map(({ code }) => sized([0, ...code, 0x0b])))),
  ]);
}

const I32 = 0x7f;
const FINDERS = ['TVMFFIFunctionGetGlobal', 'TVMFFIWasmFunctionCreate', 'TVMFFITypeKeyToIndex'];
const SILENT = [
  '_initialize',
  'TVMWasmFreeSpace',
  'TVMFFIFunctionSetGlobal',
  'TVMFFIFunctionCall',
  'TVMFFIObjectDecRef',
  'TVMFFIObjectIncRef',
  'TVMFFIAnyViewToOwnedAny',
  'TVMFFIErrorSetRaisedFromCStr',
  'TVMFFIWasmGetLastError',
];
/** `free += (bytes + 15) & -16`, and what it was before. */
const ALLOCATE = [0x23, 0, 0x23, 0, 0x20, 0, 0x41, 15, 0x6a, 0x41, 0x70, 0x71, 0x6a, 0x24, 0];
/** `*second = last += 1`, and 0. */
const FIND = [0x20, 1, 0x23, 1, 0x41, 1, 0x6a, 0x24, 1, 0x23, 1, 0x36, 2, 0, 0x41, 0];

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(content: readonly number[]): number[] {
  return [...unsigned(content.length), ...content];
}

function text(content: string): number[] {
  return sized([...new TextEncoder().encode(content)]);
}

/** LEB128; right for `i32.const` too, as long as bit 6 of the last byte is clear. */
function unsigned(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
