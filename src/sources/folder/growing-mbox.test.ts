import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compacted,
  FakeMailFolder,
  isMarkedDeleted,
  markDeleted,
  thunderbirdEntries,
  thunderbirdEntry,
} from '../../../tests/support/mail-folder';
import type { MailSource } from '../../contracts/mail-source';
import { createFolderSource } from './folder-source';

const NEVER = new AbortController().signal;
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const MINUTE_MS = 60_000;

const idOf = (number: number): string => `<m${number}@mill.example>`;

/** Some have several parts, some quote a line that begins a mail, and each says where its text ends. */
function mailNumber(number: number): string {
  const text = `Text ${number}\r\n\r\nFrom Monday on.\r\n${'word '.repeat(number % 40)}\r\nEnd of ${number}.\r\n`;
  const head = `Message-ID: ${idOf(number)}\r\nFrom: Ada <ada@mill.example>\r\nSubject: Mail ${number}\r\n`;
  if (number % 3 > 0) return `${head}\r\n${text}`;
  const part = `--b\r\nContent-Type: text/plain\r\n\r\n${text}--b--\r\n`;
  return `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part}`;
}

type Step =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'begin'; readonly part: number }
  | { readonly do: 'delete'; readonly which: number }
  | { readonly do: 'compact' }
  | { readonly do: 'look' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 7 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('begin' as const), part: fc.double({ min: 0.05, max: 0.9, noNaN: true }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'compact' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'look' as const }) },
); // prettier-ignore

/** A mailbox that a mail program keeps, and what Deskside has read of it. */
class Desk {
  readonly folder = new FakeMailFolder('Mail');
  readonly came: string[] = [];
  /** Mails that were there, whole, at some look. */
  readonly present = new Set<string>();
  /** Those of them that nothing gave reason to wait for: one that half a line follows may not be whole. */
  readonly expected = new Set<string>();
  wasRewritten = false;
  #cursor: string | null = null;
  #numbers = 0;
  /** What is still to be written of the mail at the end. */
  #rest = '';
  #time = Date.now() - MINUTE_MS;

  constructor() {
    this.#write('');
  }

  get #mbox(): string {
    return this.folder.read('Inbox');
  }

  #write(text: string): void {
    this.#time += 1;
    this.folder.write('Inbox', text, this.#time);
  }

  async take(next: Step): Promise<void> {
    if (next.do === 'look') return this.look();
    if (next.do === 'append') for (let count = 0; count < next.count; count += 1) this.#append(1);
    if (next.do === 'begin') this.#append(next.part);
    if (next.do === 'delete') {
      const ids = [...this.#mbox.matchAll(/Message-ID: (<[^>]+>)/gu)].map(([, id = '']) => id);
      const id = ids[next.which % Math.max(1, ids.length)];
      if (id !== undefined) this.#write(markDeleted(this.#mbox, id));
    }
    if (next.do === 'compact' && this.#rest === '') {
      this.wasRewritten ||= compacted(this.#mbox) !== this.#mbox;
      this.#write(compacted(this.#mbox));
    }
  }

  #append(part: number): void {
    this.#write(this.#mbox + this.#rest);
    this.#rest = '';
    this.#numbers += 1;
    const whole = thunderbirdEntry(mailNumber(this.#numbers));
    let cut = Math.ceil(whole.length * part);
    // What ends with a line may be a whole mail as far as anybody can tell; quiet time tells then.
    while (part < 1 && whole[cut - 1] === '\n') cut -= 1;
    this.#rest = whole.slice(cut);
    this.#write(this.#mbox + whole.slice(0, cut));
  }

  async finish(): Promise<void> {
    this.#write(this.#mbox + this.#rest);
    this.#rest = '';
    await this.look();
  }

  async look(): Promise<void> {
    const entries = thunderbirdEntries(this.#mbox);
    for (const [at, entry] of entries.entries()) {
      const isBegun = this.#rest !== '' && at === entries.length - 1;
      if (isBegun || isMarkedDeleted(entry)) continue;
      const id = /Message-ID: (<[^>]+>)/u.exec(entry)?.[1] ?? '';
      this.present.add(id);
      if (this.#rest === '' || at < entries.length - 2) this.expected.add(id);
    }
    const source = createFolderSource({ name: 'Mail', handle: this.folder.handle, limits: { mails: 5 } });
    const { mails, cursor } = await readEntries(source, this.#cursor);
    this.#cursor = cursor;
    for (const mail of mails) {
      const number = /^Subject: Mail (\d+)/mu.exec(mail)?.[1];
      expect(mail).toContain(`End of ${number}.`);
      this.came.push(idOf(Number(number)));
    }
  }
}

async function readEntries(
  source: MailSource,
  from: string | null,
): Promise<{ mails: string[]; cursor: string }> {
  const mails: string[] = [];
  let cursor = from;
  for (;;) {
    const page = await source.changes(cursor, { since: LONG_AGO, signal: NEVER });
    for (const item of page.items) {
      const text = await (await source.fetch(item, NEVER))?.blob.text();
      if (text !== undefined) mails.push(...thunderbirdEntries(text));
    }
    cursor = page.cursor;
    if (!page.more) return { mails, cursor };
  }
}

describe('a mailbox that grows, loses mails and is compacted', () => {
  it('is read as exactly the mails that it had, each whole, and once unless it was written anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const desk = new Desk();
        for (const next of steps) await desk.take(next);
        await desk.finish();
        const came = new Set(desk.came);
        expect([...desk.expected].filter((id) => !came.has(id))).toEqual([]);
        expect(desk.came.filter((id) => !desk.present.has(id))).toEqual([]);
        if (!desk.wasRewritten) expect(desk.came).toHaveLength(came.size);
      }),
      { numRuns: 300 },
    );
  });
});
