import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toFailure } from '../contracts/failure';
import type { WorkspaceHead } from '../contracts/workspace';
import { openWorkspace, type WorkspaceReader } from './read-workspace';
import { decodeRow, encodeRow } from './row-codec';
import { HEADER_BYTES } from './sealed-header';
import { createWorkspaceWriter } from './write-workspace';

const HEAD: WorkspaceHead = {
  app: '1.2.3',
  schema: 3,
  madeAt: '2026-11-20T08:00:00.000Z',
  texts: true,
  secrets: false,
};
/** A thousandth of the real cost: what is tested is not how long it takes. */
const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
type Parts = Readonly<Record<string, readonly unknown[]>>;

async function write(parts: Parts, passphrase: string | null = null): Promise<Blob> {
  const writer = await createWorkspaceWriter(HEAD, passphrase, CHEAP);
  for (const [name, rows] of Object.entries(parts)) await writer.add(name, rows);
  return writer.finish();
}

async function readAll(reader: WorkspaceReader): Promise<Record<string, unknown[]>> {
  const parts: Record<string, unknown[]> = {};
  for (const { name } of reader.manifest.parts) {
    const rows: unknown[] = [];
    for (let next = await reader.read(name, true); ; next = await reader.read(name, false)) {
      rows.push(...next.rows);
      if (next.done) break;
    }
    parts[name] = rows;
  }
  return parts;
}

async function failureOf(work: Promise<unknown>) {
  return work.then(
    () => null,
    (thrown: unknown) => toFailure(thrown),
  );
}

const noise = (bytes: number) =>
  Array.from({ length: Math.ceil(bytes / 65_536) }, () => crypto.getRandomValues(new Uint8Array(65_536)));

async function changed(file: Blob, at: number): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return new Blob([bytes]);
}

describe('rows as lines', () => {
  it('give back any row that a structured clone could hold, except what no table stores', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
      fc.float32Array(),
      fc.int8Array(),
      fc.uint8Array(),
      fc.constantFrom('$object', '$float32', '__proto__'),
    );
    const row = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('any')),
        fc.dictionary(
          fc.oneof(fc.string(), fc.constantFrom('$float32', '$object', '__proto__', 'id')),
          tie('any'),
        ),
      ),
    })).any;
    fc.assert(
      fc.property(row, (value) => {
        const line = encodeRow(value);
        expect(line).not.toContain('\n');
        expect(decodeRow(line)).toStrictEqual(normal(value));
      }),
    );
  });

  it('refuse what no file can hold', () => {
    expect(() => encodeRow({ handle: () => 1 })).toThrow(TypeError);
  });
});

/** fast-check's dictionaries have no prototype, and plain objects do not differ by it once stored. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Date)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, normal(each)]));
}

describe.each([
  ['plain', null],
  ['sealed', 'correct horse battery staple'],
])('a %s workspace file', (_name, passphrase) => {
  it('gives back every part, row by row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}$/),
          fc.array(fc.record({ id: fc.string(), value: fc.jsonValue() })),
          {
            minKeys: 1,
            maxKeys: 4,
          },
        ),
        async (parts) => {
          const filled = Object.fromEntries(Object.entries(parts).filter(([, rows]) => rows.length > 0));
          const read = await readAll(await openWorkspace(await write(filled, passphrase), passphrase));
          expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(filled)));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of several MB comes back whole', async () => {
    const rows = noise(3_000_000).map((value, id) => ({ id: String(id), value }));
    const file = await write({ search: rows }, passphrase);
    expect(file.size).toBeGreaterThan(2_000_000);
    const { search = [] } = await readAll(await openWorkspace(file, passphrase));
    // Compared as text: element by element takes a second a MB.
    expect(search.map(encodeRow)).toEqual(rows.map(encodeRow));
  });

  it('that was cut short, or changed in any byte, is never taken for whole', async () => {
    const file = await write(
      { rules: [{ id: 'a', text: 'hello' }], search: [{ id: 'b', value: noise(1) }] },
      passphrase,
    );
    const readable = async (blob: Blob) => readAll(await openWorkspace(blob, passphrase));
    const whole = JSON.stringify(await readable(file));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.size - 1), fc.boolean(), async (at, cut) => {
        const broken = cut ? file.slice(0, at) : await changed(file, at);
        const outcome = await readable(broken).then(
          JSON.stringify,
          (thrown: unknown) => toFailure(thrown).code,
        );
        // A zip file has bytes that mean nothing, such as times; then all of it is there.
        expect(['import-refused', 'import-damaged', whole]).toContain(outcome);
        if (cut) expect(outcome).not.toBe(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that the disk had no room for', () => {
  it('is none, and says so', async () => {
    const unread = new DOMException('The requested file could not be read', 'NotReadableError');
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(unread);
    expect(await failureOf(write({ rules: [{ id: 'a' }] }))).toMatchObject({
      code: 'quota-exceeded',
      message: expect.stringContaining('no room'),
    });
  });
});

describe('a sealed workspace file', () => {
  const rows = noise(400_000).map((value, id) => ({ id: String(id), value }));
  const sealed = write({ search: rows }, 'right');

  it('shows nothing of what is in it', async () => {
    const file = await write({ rules: [{ id: 'a', sentence: 'Invoices from Acme are act' }] }, 'right');
    const text = new TextDecoder('latin1').decode(await file.arrayBuffer());
    expect(text).not.toMatch(/Acme|rules|deskside-workspace/);
  });

  it('asks for its passphrase, and tells a wrong one from damage', async () => {
    const file = await sealed;
    expect(await failureOf(openWorkspace(file, null))).toMatchObject({
      message: expect.stringContaining('sealed'),
    });
    expect(await failureOf(openWorkspace(file, 'Right'))).toMatchObject({
      code: 'import-refused',
      message: expect.stringContaining('does not open'),
    });
    expect(await failureOf(openWorkspace(await changed(file, -5), 'right'))).toMatchObject({
      code: 'import-damaged',
    });
  });

  it('says that its end is missing, wherever it was cut', async () => {
    const file = await sealed;
    for (const lost of [1, 17, 70_000, 200_000])
      expect(await failureOf(openWorkspace(file.slice(0, file.size - lost), 'right'))).toMatchObject({
        message: expect.stringContaining('its end is missing'),
      });
  });

  it('finds pieces that changed places', async () => {
    const file = await sealed;
    const piece = 64 * 1024 + 16;
    const part = (n: number) => file.slice(HEADER_BYTES + n * piece, HEADER_BYTES + (n + 1) * piece);
    const swapped = new Blob([
      file.slice(0, HEADER_BYTES),
      part(1),
      part(0),
      file.slice(HEADER_BYTES + 2 * piece),
    ]);
    expect(await failureOf(openWorkspace(swapped, 'right').then(readAll))).toMatchObject({
      code: 'import-damaged',
    });
  });

  it('that would take all the memory to open is refused before any of it is taken', async () => {
    const bytes = new Uint8Array(await (await sealed).arrayBuffer());
    new DataView(bytes.buffer).setUint32(8, 0xffffffff);
    expect(await failureOf(openWorkspace(new Blob([bytes]), 'right'))).toMatchObject({
      code: 'import-refused',
    });
  });
});

describe('a file that is not a workspace', () => {
  it('is refused with a sentence, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const failure = await failureOf(openWorkspace(new Blob([new Uint8Array(bytes)]), null));
        expect(failure?.code).toBe('import-refused');
      }),
    );
  });
});
