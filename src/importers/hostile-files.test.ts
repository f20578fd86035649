import { BlobWriter, configure, TextReader, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, htmlMail, mail, mboxrd, multipart } from '../../tests/fixtures/mail/build-mail';
import type { ImportFile } from '../contracts/import-api';
import type { ImportedMessage } from '../contracts/original-mail';
import { importFiles } from './import-files';
import { readTable } from './tables/read-table';

configure({ useWebWorkers: false });

const SOUND: ImportFile = {
  name: 'sound.eml',
  blob: new Blob([mail({ headers: { Subject: 'A sound mail' } })]),
};

/** Imports a file whose bytes are not to be trusted and a sound one after it, and checks what must hold whatever the first one is. */
async function expectOthersUnharmed(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const all: ImportedMessage[] = [];
  const sink = {
    onBatch: async (messages: readonly ImportedMessage[]) => void all.push(...messages),
    onProgress: () => undefined,
  };
  const files = [{ name, blob: new Blob([bytes]) }, SOUND];
  const outcome = await importFiles(files, 'inbox', sink, new AbortController().signal);
  expect(all.filter(({ subject }) => subject === 'A sound mail')).toHaveLength(1);
  expect(outcome.messages).toBe(all.length);
  for (const { fileName, failure } of outcome.problems) {
    expect(fileName.startsWith(name)).toBe(true);
    expect(failure.message).toMatch(/[.!?]$/);
  }
  for (const { id, text, segments } of all) {
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(segments.at(-1)?.end ?? 0).toBe(text.length);
  }
}

/** One small wound in a file: bytes overwritten, cut out, put in, or repeated. `at` is a place between 0 and 1. */
const wound = fc.record({
  kind: fc.constantFrom('overwrite', 'cut', 'insert', 'repeat', 'end'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  length: fc.integer({ min: 1, max: 400 }),
});
type Wound = typeof wound extends fc.Arbitrary<infer T> ? T : never;

function injure(file: Uint8Array, { kind, at, bytes, length }: Wound): Uint8Array<ArrayBuffer> {
  const place = Math.floor(at * file.length);
  const [before, after] = [file.subarray(0, place), file.subarray(place)];
  switch (kind) {
    case 'overwrite':
      return Uint8Array.of(...before, ...bytes, ...after.subarray(bytes.length));
    case 'cut':
      return Uint8Array.of(...before, ...after.subarray(length));
    case 'insert':
      return Uint8Array.of(...before, ...bytes, ...after);
    case 'repeat':
      return Uint8Array.of(...before, ...after.subarray(0, length), ...after);
    case 'end':
      return Uint8Array.from(before);
  }
}

const MAILS = [
  mail({ headers: { Subject: 'One' }, body: 'From here on it is prose.\n\n>From there too.\n' }),
  htmlMail('<p>The <b>gate</b> opens<style>p{color:red}</style></p>', 'The gate opens.').replace(
    'quay-1',
    'quay-2',
  ),
  mail({
    headers: { 'Message-ID': '<quay-3@north.example>', 'Content-Type': 'multipart/mixed; boundary="m"' },
    body: multipart('m', [
      'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nVGhlIGdhdGUgb3BlbnMu',
      'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERg==',
      'Content-Type: message/rfc822\n\nSubject: Inner\nFrom: a@b.example\n\nInner words.',
    ]),
  }),
];

let zipped: Uint8Array;
beforeAll(async () => {
  const writer = new ZipWriter(new BlobWriter('application/zip'));
  await writer.add('Mail/all.mbox', new TextReader(mboxrd(MAILS)));
  for (const [index, text] of MAILS.entries()) await writer.add(`Mail/${index}.eml`, new TextReader(text));
  zipped = new Uint8Array(await (await writer.close()).arrayBuffer());
});

describe('files that were injured', () => {
  const wounds = fc.array(wound, { minLength: 1, maxLength: 4 });

  it.each([
    ['cases 29 and 30: a mailbox', 'a.mbox', () => bytesOf(mboxrd(MAILS)), 250],
    ['cases 29 and 30: a mailbox with CRLF', 'a.mbox', () => bytesOf(mboxrd(MAILS, '\r\n')), 150],
    ['case 30: a mail', 'a.eml', () => bytesOf(MAILS[2] ?? ''), 250],
    ['case 33: an archive', 'a.zip', () => zipped, 400],
  ] as const)(
    '%s: whatever is wrong with it is said, and the next file is read',
    async (_, name, make, numRuns) => {
      const sound = make();
      await fc.assert(
        fc.asyncProperty(wounds, (all) =>
          expectOthersUnharmed(name, all.reduce<Uint8Array<ArrayBuffer>>(injure, Uint8Array.from(sound))),
        ),
        { numRuns },
      );
    },
  );

  it('case 35: a table is read or refused with a sentence', async () => {
    const sound = bytesOf(
      '\ufeffid;text;label\n1;"a ""quoted"" text\nover two lines";bug\n2;plain, with commas;question\n',
    );
    await fc.assert(
      fc.asyncProperty(wounds, async (all) => {
        const bytes = all.reduce<Uint8Array<ArrayBuffer>>(injure, Uint8Array.from(sound));
        const table = await readTable(new File([bytes], 'a.csv')).catch((thrown: unknown) => thrown);
        if (table instanceof Error) expect(table).toHaveProperty('failure.message');
        else expect(table).toHaveProperty('rows');
      }),
      { numRuns: 300 },
    );
  });

  it('case 32: an empty mail and one that is all attachment are read, and say so', async () => {
    const all: ImportedMessage[] = [];
    const sink = {
      onBatch: async (messages: readonly ImportedMessage[]) => void all.push(...messages),
      onProgress: () => undefined,
    };
    const attachment = mail({
      headers: { 'Content-Type': 'application/pdf; name="plan.pdf"', 'Content-Transfer-Encoding': 'base64' },
      body: 'JVBERg==',
    });
    const files = [mail({ body: '' }), attachment].map((text, index) => ({
      name: `${index}.eml`,
      blob: new Blob([text]),
    }));
    const outcome = await importFiles(files, 'inbox', sink, new AbortController().signal);
    expect(outcome.problems).toEqual([]);
    expect(all.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([['no-text'], ['no-text']]);
    expect(all[1]?.attachments).toMatchObject([{ name: 'plan.pdf' }]);
  });
});
