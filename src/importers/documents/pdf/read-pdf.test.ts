import '../../../../tests/support/pdf-in-node';
import { degrees, PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { makePdf, PAGE, setLines } from '../../../../tests/fixtures/make-pdf';
import { makeLockedPdf } from '../../../../tests/fixtures/make-locked-pdf';
import { assembleLines } from '../document-lines';
import { readPdf } from './read-pdf';

const ROOF =
  'The board met in the old mill and spoke about the roof, which has leaked since the winter of the great storm. It agreed to repair it for 4,100 euros before the third of May.';
const LEASE =
  'The lease of the hall ends in March, and nobody has asked for the keys so far. The treasurer will write to the owner and ask whether it can be kept for another year.';

async function read(bytes: Uint8Array<ArrayBuffer>, pages: number[] = [], password?: string) {
  const { lines, ...rest } = await readPdf(bytes, {
    password,
    signal: new AbortController().signal,
    onPage: (done) => void pages.push(done),
  });
  return { ...assembleLines(lines), ...rest };
}

describe('readPdf', () => {
  it('joins lines to paragraphs, reads columns one after the other, and sees headings by their size', async () => {
    const { text, blocks } = await read(
      await makePdf([
        [
          { text: 'Annual report', x: 60, y: 110, size: 20 },
          ...(await setLines(ROOF, { x: 60, y: 150, width: 220 })),
          ...(await setLines(LEASE, { x: 310, y: 150, width: 220 })),
        ],
      ]),
    );
    expect(text).toBe(`Annual report\n\n${ROOF}\n\n${LEASE}`);
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'paragraph']);
  });

  it('leaves out heads, feet and page numbers, goes on over a page, and knows where pages begin', async () => {
    const halves = await setLines(`${ROOF} ${LEASE}`, { x: 60, y: 120, width: 470 });
    const middle = halves.length >> 1;
    const frame = (number: number) => [
      { text: 'Minutes of the mill', x: 60, y: 40, size: 9 },
      { text: `Page ${number} of 3`, x: 280, y: 815, size: 9 },
    ];
    const told: number[] = [];
    const { text, pages } = await read(
      await makePdf([
        [...frame(1), ...halves.slice(0, middle)],
        [...frame(2), ...halves.slice(middle).map((line, index) => ({ ...line, y: 120 + index * 14.3 }))],
        [...frame(3), { text: 'Signed in the mill.', x: 60, y: 120 }],
      ]),
      told,
    );
    expect(text).toBe(`${ROOF} ${LEASE}\n\nSigned in the mill.`);
    expect(text.slice(pages[1]).startsWith(halves[middle]?.text ?? '-')).toBe(true);
    expect(text.slice(pages[2])).toBe('Signed in the mill.');
    expect(told).toEqual([1, 2, 3]);
  });

  it('makes words whole that a line parted, and keeps hyphens that belong to them', async () => {
    const lines = ['A well-known mill in the mid-', 'dle of a well-', 'known town.'];
    const { text } = await read(
      await makePdf([lines.map((line, index) => ({ text: line, x: 60, y: 120 + index * 14 }))]),
    );
    expect(text).toBe('A well-known mill in the middle of a well-known town.');
  });

  it('reads tables row by row with their empty cells, and lists item by item', async () => {
    const table = [
      ['Name', 'Amount', 'Note'],
      ['Ana', '12', 'paid'],
      ['Ben', '', 'open'],
    ];
    const { text, blocks } = await read(
      await makePdf([
        [
          ...table.flatMap((cells, row) =>
            cells.flatMap((cell, column) =>
              cell === '' ? [] : [{ text: cell, x: 60 + column * 140, y: 120 + row * 16 }],
            ),
          ),
          { text: '• Mend the roof', x: 60, y: 220 },
          { text: '• Paint the door', x: 60, y: 234 },
        ],
      ]),
    );
    expect(text).toBe(
      'Name | Amount | Note\nAna | 12 | paid\nBen |  | open\n\n- Mend the roof\n- Paint the door',
    );
    expect(blocks.map(({ kind }) => kind)).toEqual(['row', 'row', 'row', 'item', 'item']);
  });

  it('says that a scan has no text, and which pages of others have none', async () => {
    await expect(read(await makePdf([[], []]))).rejects.toMatchObject({ failure: { code: 'import-empty' } });
    const { warnings, pages, text } = await read(
      await makePdf([[{ text: 'One', x: 60, y: 120 }], [], [], [{ text: 'Four', x: 60, y: 120 }]]),
    );
    expect(warnings).toMatchObject([{ code: 'pages-without-text', message: expect.stringContaining('2–3') }]);
    expect(pages).toHaveLength(4);
    expect(text.slice(pages[3])).toBe('Four');
  });

  it('asks for the password of a protected PDF, says when it is wrong, and opens it with the right one', async () => {
    const locked = (): Promise<Uint8Array<ArrayBuffer>> => makeLockedPdf('Behind the lock.', 'mill');
    const failure = async (password?: string): Promise<unknown> =>
      read(await locked(), [], password).catch((error: { readonly failure?: unknown }) => error.failure);
    expect(await failure()).toMatchObject({
      code: 'import-encrypted',
      message: expect.stringContaining('Give its'),
    });
    expect(await failure('mull')).toMatchObject({
      code: 'import-encrypted',
      message: expect.stringContaining('not the password'),
    });
    expect((await read(await locked(), [], 'mill')).text).toBe('Behind the lock.');
  });

  it('reads pages that are turned', async () => {
    const turned = await PDFDocument.create();
    const sheet = turned.addPage([PAGE.height, PAGE.width]);
    sheet.setRotation(degrees(90));
    sheet.drawText('Turned text is read.', { x: 400, y: 100, rotate: degrees(90), size: 12 });
    expect((await read(new Uint8Array(await turned.save()))).text).toBe('Turned text is read.');
  });

  it.each([
    ['nothing behind its first line', '%PDF-1.7\n'],
    ['noise', '%PDF-1.7 …'],
  ])('says that a PDF with %s is damaged', async (_what, content) => {
    const bytes = new Uint8Array(new TextEncoder().encode(content));
    await expect(read(bytes)).rejects.toMatchObject({ failure: { code: 'import-damaged' } });
  });

  it('reads what is left of a PDF that was cut off', async () => {
    const bytes = await makePdf([await setLines(ROOF, { x: 60, y: 120, width: 470 })]);
    const cut = bytes.slice(0, bytes.length - 200);
    const result = await read(cut).catch((error: unknown) => error);
    expect(result).toMatchObject(
      result instanceof Error
        ? { failure: { code: 'import-damaged' } }
        : { text: expect.stringContaining('mill') },
    );
  });
});
