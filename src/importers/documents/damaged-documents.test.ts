import '../../../tests/support/pdf-in-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDocx } from '../../../tests/fixtures/make-docx';
import { makePdf, setLines } from '../../../tests/fixtures/make-pdf';
import { createImportApi } from '../create-import-api';

const TEXT =
  'The board met in the old mill and spoke about the roof, which has leaked since the great storm.';
const CSV = new TextEncoder().encode('name,note\r\nAna,"one, two"\r\nBen,"three ""four"""\r\n');

/** Longer than any of these small files takes, shorter than a hang. */
const PATIENCE_MS = 20_000;

/** Bytes with some of them changed, a stretch left out, or the end cut off. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const place = fc.nat({ max: bytes.length - 1 });
  return fc
    .record({
      changes: fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 12 }),
      gap: fc.option(fc.tuple(place, fc.nat({ max: 200 }))),
      end: fc.option(place),
    })
    .map(({ changes, gap, end }) => {
      const copy = new Uint8Array(bytes);
      for (const [at, value] of changes) copy[at] = value;
      const [from, count] = gap ?? [0, 0];
      const kept = new Uint8Array([...copy.subarray(0, from), ...copy.subarray(from + count)]);
      return kept.slice(0, end ?? kept.length);
    });
}

async function expectAnswer(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  let documents = 0;
  const answer = createImportApi().readDocuments(
    { requestId: 'a', files: [{ name, blob: new Blob([bytes]) }] },
    async () => void (documents += 1),
    () => undefined,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), PATIENCE_MS)));
  const result = await Promise.race([answer, late]);
  clearTimeout(timer);
  if (result === 'late' || !result.ok) throw new Error(JSON.stringify(result));
  const { problems } = result.value;
  expect(documents + problems.length).toBe(1);
  for (const { failure } of problems) expect(failure.message).toMatch(/^[A-Z].{20,}\.$/su);
}

describe('a damaged document is read or refused with a sentence, and nothing is thrown', () => {
  it.each([
    ['a.pdf', async () => makePdf([await setLines(TEXT, { x: 60, y: 120, width: 200 })]), 60],
    ['a.docx', makeDocx, 40],
    ['a.csv', async () => CSV, 150],
  ] as const)('%s', async (name, make, runs) => {
    const bytes = await make();
    await fc.assert(
      fc.asyncProperty(damaged(bytes), (broken) => expectAnswer(name, broken)),
      { numRuns: runs },
    );
  });
});
