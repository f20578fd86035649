import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ggufFile, TINY_GGUF } from '../../../tests/support/gguf-file';
import { DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { ByteSource } from './byte-cursor';
import { readGgufHeader, type GgufHeader } from './gguf-header';

function sourceOf(bytes: Uint8Array<ArrayBuffer>, size = bytes.byteLength) {
  let read = 0;
  const source: ByteSource = {
    size,
    read: (start, end) => {
      read += end - start;
      return Promise.resolve(bytes.slice(start, end));
    },
  };
  return { source, readBytes: () => read };
}

const header = (bytes: Uint8Array<ArrayBuffer>): Promise<GgufHeader> =>
  readGgufHeader(sourceOf(bytes).source, 'tiny.gguf');

/** The failure; an error that is none of ours fails the test. */
async function failureOf(reading: Promise<unknown>): Promise<Failure | null> {
  try {
    await reading;
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(DesksideError);
    return toFailure(error);
  }
}

/** `TINY_GGUF` with eight bytes of it replaced by a number. */
function withUint64(offset: number, value: bigint): Uint8Array<ArrayBuffer> {
  const bytes = ggufFile(TINY_GGUF);
  new DataView(bytes.buffer).setBigUint64(offset, value, true);
  return bytes;
}

it('tells what the file says of itself', async () => {
  const { metadata, parameters } = await header(ggufFile(TINY_GGUF));
  expect(parameters).toBe(64);
  expect(metadata.get('general.architecture')).toBe('llama');
  expect(metadata.get('general.file_type')).toBe(7);
  expect(metadata.get('llama.context_length')).toBe(4096);
});

it('reads no weights, and only windows of the header at a time', async () => {
  const words = Array.from({ length: 60_000 }, (_, i) => `some word of the vocabulary ${i}`);
  const metadata = { ...TINY_GGUF.metadata, 'tokenizer.ggml.tokens': words };
  const bytes = ggufFile({ ...TINY_GGUF, metadata });
  const { source, readBytes } = sourceOf(bytes, 2 ** 31);
  expect((await readGgufHeader(source, 'large.gguf')).metadata.get('tokenizer.chat_template')).toBe(
    '{{ messages }}',
  );
  expect(bytes.byteLength).toBeGreaterThan(2 * 1024 * 1024);
  expect(readBytes()).toBeLessThan(bytes.byteLength + 1024 * 1024);
});

it('knows that a long chat template is there without keeping it', async () => {
  const metadata = { ...TINY_GGUF.metadata, 'tokenizer.chat_template': 'x'.repeat(100_000) };
  expect((await header(ggufFile({ ...TINY_GGUF, metadata }))).metadata.get('tokenizer.chat_template')).toBe(
    true,
  );
});

describe('what cannot be read', () => {
  it('is refused wherever the file was cut off', async () => {
    const whole = ggufFile(TINY_GGUF);
    for (let length = 0; length < whole.byteLength; length += 1) {
      const failure = await failureOf(header(whole.slice(0, length)));
      expect(failure?.code, `${length} bytes`).toBe(length < 8 ? 'unsupported-model' : 'integrity-failed');
    }
  });

  it.each([
    ['tensors', 8],
    ['entries', 16],
    ['letters in a key', 24],
  ])('is refused at once when it claims 2^60 %s', async (_what, offset) => {
    const { source, readBytes } = sourceOf(withUint64(offset, 2n ** 60n), 2 ** 31);
    expect((await failureOf(readGgufHeader(source, 'absurd.gguf')))?.code).toBe('integrity-failed');
    expect(readBytes()).toBeLessThanOrEqual(1024 * 1024);
  });

  it('is refused when a tensor is larger than the file', async () => {
    const tensors = [{ name: 'w', dimensions: [2 ** 40, 2 ** 40], type: 999, offset: 0 }];
    expect((await failureOf(header(ggufFile({ ...TINY_GGUF, tensors }))))?.code).toBe('integrity-failed');
  });

  it('says of other byte orders and versions what they are', async () => {
    const bigEndian = ggufFile(TINY_GGUF);
    new DataView(bigEndian.buffer).setUint32(4, 3, false);
    expect((await failureOf(header(bigEndian)))?.message).toContain('big-endian');
    expect((await failureOf(header(ggufFile({ version: 1 }))))?.message).toContain('version 1');
    const page = new TextEncoder().encode('<!doctype html><title>Sign in</title>');
    expect((await failureOf(header(page)))?.message).toContain('is not a GGUF model');
  });

  it('never does worse than a failure, whatever the bytes', async () => {
    const whole = ggufFile(TINY_GGUF);
    const damage = fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = whole.slice();
        for (const [offset, value] of changes) bytes[offset] = value;
        await failureOf(header(bytes));
      }),
      { numRuns: 200 },
    );
  });
});
