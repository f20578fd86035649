import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../contracts/failure';
import { openWorkspace } from './read-workspace';
import { MANIFEST_NAME, partFileName } from './workspace-manifest';

const utf8 = new TextEncoder();
const REFUSED = /^import-(?:refused|damaged)$/;

interface Part {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** What the manifest says otherwise than it is. */
  readonly said?: object;
}

/** A file as someone may write it who means harm: its hashes need not be wrong. */
async function craft(parts: readonly Part[], more: object = {}): Promise<Blob> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { name, content } of parts) await zip.add(partFileName(name), new Uint8ArrayReader(content));
  const manifest = {
    ...{ format: 'deskside-workspace', version: 1, app: '1.0.0', schema: 1, texts: true, secrets: false },
    madeAt: '2026-11-20T08:00:00.000Z',
    parts: parts.map(({ name, content, said }) => ({
      name,
      rows: content.filter((byte) => byte === 0x0a).length,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      ...said,
    })),
    ...more,
  };
  await zip.add(MANIFEST_NAME, new Uint8ArrayReader(utf8.encode(JSON.stringify(manifest))));
  return new Blob([await zip.close()]);
}

/** Rows that were handed on, and how it ended. */
async function readPart(file: Blob, name: string): Promise<{ rows: number; ended: string }> {
  let rows = 0;
  try {
    const reader = await openWorkspace(file, null);
    for (let done = false; !done;) {
      const next = await reader.read(name, false);
      rows += next.rows.length;
      ({ done } = next);
    }
    return { rows, ended: 'whole' };
  } catch (thrown) {
    return { rows, ended: toFailure(thrown).code };
  }
}

const LINES = utf8.encode('{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n');

describe('a workspace file that means harm', () => {
  it('is taken as what it says of itself only where that is so', async () => {
    expect(await readPart(await craft([{ name: 'rules', content: LINES }]), 'rules')).toEqual({
      rows: 3,
      ended: 'whole',
    });
    const lie = fc.oneof(
      fc.record({ rows: fc.oneof(fc.maxSafeNat(), fc.double(), fc.constant(-1)) }),
      fc.record({ bytes: fc.oneof(fc.maxSafeNat(), fc.double(), fc.constant(-1)) }),
      fc.record({ sha256: fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), fc.string()) }),
      fc.record({ name: fc.oneof(fc.string(), fc.constantFrom('../rules', '__proto__', 'messages')) }),
    );
    await fc.assert(
      fc.asyncProperty(lie, async (said) => {
        const unsaid = { rows: 3, bytes: LINES.length, ...said };
        fc.pre(unsaid.rows !== 3 || unsaid.bytes !== LINES.length || 'sha256' in said || 'name' in said);
        fc.pre(!('name' in said) || said.name !== 'rules');
        const file = await craft([{ name: 'rules', content: LINES, said }]);
        expect((await readPart(file, 'name' in said ? said.name : 'rules')).ended).toMatch(REFUSED);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused for any description that is not quite one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('format', 'version', 'app', 'schema', 'madeAt', 'texts', 'secrets', 'parts'),
          fc.jsonValue(),
          { minKeys: 1 },
        ),
        async (more) => {
          const file = await craft([{ name: 'rules', content: LINES }], more);
          // What is an ordinary description after all is read as one.
          expect((await readPart(file, 'rules')).ended).toMatch(/^(?:whole|import-refused|import-damaged)$/);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('hands on nothing of a part that unpacks to more than it says', async () => {
    const bomb = { name: 'rules', content: new Uint8Array(8_000_000).fill(0x20) };
    const file = await craft([{ ...bomb, said: { bytes: 100, rows: 1 } }]);
    expect(file.size).toBeLessThan(20_000);
    expect(await readPart(file, 'rules')).toEqual({ rows: 0, ended: 'import-damaged' });
  });

  it('cannot hide how long its description is', async () => {
    const long = await craft([], { app: ' '.repeat(2_000_000) });
    expect((await readPart(long, 'rules')).ended).toBe('import-refused');
    const bytes = new Uint8Array(await long.arrayBuffer());
    const view = new DataView(bytes.buffer);
    // The length as the directory at the end and the entry itself tell it.
    for (let at = 0; at < bytes.length - 4; at += 1)
      if (view.getUint32(at, true) > 2_000_000 && view.getUint32(at, true) < 2_001_000)
        view.setUint32(at, 500, true);
    expect((await readPart(new Blob([bytes]), 'rules')).ended).toMatch(REFUSED);
  });

  it('with a line that never ends, or that nests without end, takes nothing down', async () => {
    const nested = utf8.encode(`${'['.repeat(50_000)}\n`);
    expect(await readPart(await craft([{ name: 'rules', content: nested }]), 'rules')).toEqual({
      rows: 0,
      ended: 'import-damaged',
    });
    const closed = utf8.encode(`${'['.repeat(50_000)}${']'.repeat(50_000)}\n`);
    expect((await readPart(await craft([{ name: 'rules', content: closed }]), 'rules')).ended).toBe(
      'import-damaged',
    );
    const endless = utf8.encode('{"id":"a');
    expect((await readPart(await craft([{ name: 'rules', content: endless }]), 'rules')).ended).toBe(
      'import-damaged',
    );
  });
});
