import { ByteCursor, CutOff, type ByteSource } from './byte-cursor';
import { tensorBytes } from './gguf-types';
import { brokenFile, unsupportedModel } from './model-file-failures';

/** What the beginning of a GGUF file tells. */
export interface GgufHeader {
  /** Of the values that are read at all: short texts, numbers, and `true` for a text too long to keep. */
  readonly metadata: ReadonlyMap<string, string | number | true>;
  /** Weights of all tensors in this file. */
  readonly parameters: number;
}

const MAGIC = 0x46554747; // “GGUF”
const VERSIONS = [2, 3];
/** Larger headers than any real one: 20 MB are much, most of it the vocabulary. Bounds the time that a crafted file can take. */
const MOST_HEADER_BYTES = 64 * 1024 * 1024;
/** Real models have fewer than a hundred entries; each is kept. */
const MOST_ENTRIES = 100_000;
const MOST_TEXT_BYTES = 4096;
const MOST_DIMENSIONS = 8;
const MOST_NESTING = 4;
const DEFAULT_ALIGNMENT = 32;
/** Of a key with its type and one byte of value, and of a tensor without dimensions. */
const LEAST_ENTRY_BYTES = 13;
const LEAST_TENSOR_BYTES = 24;

/** The types of metadata values, by their number in the file. */
const SCALAR_BYTES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const TEXT = 8;
const LIST = 9;

/**
 * Reads no more than the header. Rejects with `unsupported-model` for another format or version, and with `integrity-failed` for a file
 * that is damaged or not whole. `name` is the file's, for people.
 */
export async function readGgufHeader(source: ByteSource, name: string): Promise<GgufHeader> {
  const cursor = new ByteCursor(source, MOST_HEADER_BYTES);
  try {
    await checkStart(cursor, name);
    const tensorCount = await cursor.uint64();
    const entryCount = await cursor.uint64();
    if (tensorCount * LEAST_TENSOR_BYTES + entryCount * LEAST_ENTRY_BYTES > cursor.left)
      throw new CutOff(`${tensorCount} tensors and ${entryCount} entries in ${cursor.left} bytes`);
    const metadata = await readMetadata(cursor, entryCount);
    const tensors = await readTensors(cursor, tensorCount);
    const alignment = Math.max(1, Number(metadata.get('general.alignment') ?? DEFAULT_ALIGNMENT));
    const dataStart = Math.ceil(cursor.position / alignment) * alignment;
    if (!(dataStart + tensors.endOffset <= source.size))
      throw new CutOff(`${source.size} bytes instead of ${dataStart + tensors.endOffset}`);
    return { metadata, parameters: tensors.parameters };
  } catch (error) {
    throw error instanceof CutOff ? brokenFile(name, error.message) : error;
  }
}

async function checkStart(cursor: ByteCursor, name: string): Promise<void> {
  if (cursor.left < 8 || (await cursor.uint32()) !== MAGIC)
    throw unsupportedModel(`“${name}” is not a GGUF model, although its name says so.`);
  const version = await cursor.uint32();
  if (VERSIONS.includes(version)) return;
  // A version of this size is one whose bytes are in the other order.
  if (version % 0x10000 === 0 && version !== 0) {
    throw unsupportedModel(
      `“${name}” is a GGUF model for big-endian machines. Choose the usual, little-endian version.`,
    );
  }
  throw unsupportedModel(
    `“${name}” is a GGUF model of version ${version}, which cannot be read here. Choose a version of it that was made with a current llama.cpp.`,
  );
}

async function readMetadata(cursor: ByteCursor, count: number): Promise<GgufHeader['metadata']> {
  if (count > MOST_ENTRIES) throw new CutOff(`${count} entries`);
  const metadata = new Map<string, string | number | true>();
  for (let i = 0; i < count; i += 1) {
    const keyBytes = await cursor.uint64();
    if (keyBytes > MOST_TEXT_BYTES) throw new CutOff(`a key of ${keyBytes} bytes`);
    const key = await cursor.text(keyBytes);
    const value = await readValue(cursor, await cursor.uint32());
    if (value !== null) metadata.set(key, value);
  }
  return metadata;
}

/** Null for values that nobody here asks for; they are passed over. */
async function readValue(cursor: ByteCursor, type: number): Promise<string | number | true | null> {
  switch (type) {
    case 0:
      return cursor.uint8();
    case 2:
      return cursor.uint16();
    case 4:
      return cursor.uint32();
    case 10:
      return cursor.uint64();
    case TEXT: {
      const bytes = await cursor.uint64();
      if (bytes <= MOST_TEXT_BYTES) return cursor.text(bytes);
      cursor.skip(bytes);
      return true;
    }
    case LIST:
      await passList(cursor, 1);
      return null;
    default:
      cursor.skip(scalarBytes(type));
      return null;
  }
}

async function passList(cursor: ByteCursor, depth: number): Promise<void> {
  if (depth > MOST_NESTING) throw new CutOff(`lists in ${depth} lists`);
  const type = await cursor.uint32();
  const count = await cursor.uint64();
  if (type !== TEXT && type !== LIST) {
    cursor.skip(count * scalarBytes(type));
    return;
  }
  // Each takes eight bytes at least.
  if (count * 8 > cursor.left) throw new CutOff(`a list of ${count}`);
  for (let i = 0; i < count; i += 1) {
    if (type === LIST) await passList(cursor, depth + 1);
    else cursor.skip(await cursor.uint64());
  }
}

function scalarBytes(type: number): number {
  const bytes = SCALAR_BYTES[type];
  if (bytes === undefined) throw new CutOff(`a value of type ${type}`);
  return bytes;
}

async function readTensors(
  cursor: ByteCursor,
  count: number,
): Promise<{ readonly parameters: number; readonly endOffset: number }> {
  let parameters = 0;
  let endOffset = 0;
  for (let i = 0; i < count; i += 1) {
    cursor.skip(await cursor.uint64());
    const dimensions = await cursor.uint32();
    if (dimensions > MOST_DIMENSIONS) throw new CutOff(`a tensor of ${dimensions} dimensions`);
    let weights = 1;
    for (let d = 0; d < dimensions; d += 1) weights *= await cursor.uint64();
    const type = await cursor.uint32();
    const offset = await cursor.uint64();
    parameters += weights;
    endOffset = Math.max(endOffset, offset + tensorBytes(type, weights));
  }
  return { parameters, endOffset };
}
