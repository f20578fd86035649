import { describe, expect, it } from 'vitest';
import type { DeskDocument } from '../../contracts/document';
import { findPoints } from '../../tasks/summarise/document/summarise-document';
import { summariseFolder } from './folder-summary';

const document = (id: string, text: string): DeskDocument => ({
  ...{ id, path: `${id}.txt`, mediaType: 'text/plain', bytes: text.length, title: id, text, importedAt: '' },
  warnings: [],
});
const documents = [
  document('mill', 'The mill sold 4,120 tonnes of flour for €2.31 million in 2026.'),
  document('bridge', 'The bridge is closed for repairs until 14 March 2027.'),
  document('school', 'The board approved the new school with 380 places.'),
];
const read = async (id: string) => documents.find((one) => one.id === id) ?? document(id, '');
const run = (signal = new AbortController().signal) =>
  summariseFolder(
    documents.map(({ id }) => id),
    { read, findPoints },
    { signal, onProgress: () => undefined },
  );

describe('summariseFolder', () => {
  it('takes from each document, and says where each sentence is from', async () => {
    const points = await run();
    expect(points.map(({ documentId }) => documentId)).toEqual(['mill', 'bridge', 'school']);
    for (const { documentId, evidence } of points)
      for (const { quote, start, end } of evidence)
        expect((await read(documentId)).text.slice(start, end)).toBe(quote);
  });

  it('stops when cancelled', async () => {
    await expect(run(AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});
