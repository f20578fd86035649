import { madeHtml, madeText, quoted } from './made-text';
import { base64Lines, encodedHeader, isLatin1, quotedPrintable } from './mime-writing';
import type { SeededRandom } from './seeded-random';
import type { MadePerson, WordStock } from './word-stock';

/** A mail that others can answer. */
export interface MadeThread {
  readonly subject: string;
  readonly messageIds: string[];
  readonly language: number;
  lastText: string;
  lastAuthor: string;
}

export interface MadeMailParts {
  readonly random: SeededRandom;
  readonly stock: WordStock;
  readonly thread: MadeThread;
  readonly messageId: string;
  /** Seconds since 1970. */
  readonly sentAt: number;
  readonly attachmentBytes: number;
  /** Bytes that attachments are cut from. */
  readonly noise: Uint8Array;
}

interface Entity {
  readonly headers: readonly string[];
  readonly body: string;
}

/** One mail with `\n` line ends, in bytes of one character each. It becomes the last of its thread. */
export function madeMail(parts: MadeMailParts): string {
  const { random, stock, thread, messageId, sentAt } = parts;
  const sender = random.pick(stock.people);
  const language = stock.languages[thread.language] ?? stock.languages[0];
  if (!language) throw new RangeError('There is no language to write in.');
  const isAnswer = thread.messageIds.length > 0;
  const isList = !isAnswer && random.chance(0.2);
  const own = madeText(random, language, sender.name);
  const text = isAnswer ? `${own}\n\n${quoted(thread.lastText, thread.lastAuthor)}\n` : `${own}\n`;
  const entity = withAttachments(bodyOf(text, isList, random), parts);
  const headers = [
    `From: ${addressOf(sender)}`,
    `To: ${addressOf(stock.owner)}`,
    ...(random.chance(0.3)
      ? [`Cc: ${addressOf(random.pick(stock.people))},\n ${addressOf(random.pick(stock.people))}`]
      : []),
    `Subject: ${encodedHeader(isAnswer ? `Re: ${thread.subject}` : thread.subject)}`,
    `Date: ${new Date(sentAt * 1000).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId}`,
    ...(isAnswer
      ? [
          `In-Reply-To: ${thread.messageIds.at(-1) ?? ''}`,
          `References: ${thread.messageIds.slice(-8).join('\n ')}`,
        ]
      : []),
    ...(isList
      ? [
          'List-ID: <news.firm.example>',
          'List-Unsubscribe: <https://news.example/unsubscribe>',
          'Precedence: bulk',
        ]
      : []),
    'Received: from relay.example (relay.example [192.0.2.7])\n\tby mx.harbour.example with ESMTPS id 4f2c1a',
    'MIME-Version: 1.0',
    ...entity.headers,
  ];
  thread.messageIds.push(messageId);
  // Short, as people cut what they quote; else a long thread would double with every answer.
  thread.lastText = own.slice(0, 600);
  thread.lastAuthor = sender.name;
  return `${headers.join('\n')}\n\n${entity.body}`;
}

function addressOf({ name, address }: MadePerson): string {
  return `${/^[ -~]*$/.test(name) ? `"${name}"` : encodedHeader(name)} <${address}>`;
}

function bodyOf(text: string, isList: boolean, random: SeededRandom): Entity {
  if (isList && random.chance(0.5)) return textEntity('html', madeHtml(text, true), random);
  if (!isList && random.chance(0.45)) return textEntity('plain', text, random);
  return multipart('alternative', random, [
    textEntity('plain', text, random),
    textEntity('html', madeHtml(text, isList), random),
  ]);
}

function textEntity(subtype: 'plain' | 'html', text: string, random: SeededRandom): Entity {
  const oneByte = isLatin1(text) && random.chance(0.4);
  const charset = oneByte ? random.pick(['iso-8859-1', 'windows-1252']) : 'utf-8';
  const bytes = Buffer.from(text, oneByte ? 'latin1' : 'utf8');
  const type = `Content-Type: text/${subtype}; charset=${charset}`;
  const encoding = random.pick(['8bit', 'quoted-printable', 'quoted-printable', 'base64']);
  const body =
    encoding === '8bit'
      ? bytes.toString('latin1')
      : encoding === 'base64'
        ? base64Lines(bytes)
        : quotedPrintable(bytes);
  return { headers: [type, `Content-Transfer-Encoding: ${encoding}`], body: `${body}\n` };
}

function multipart(subtype: string, random: SeededRandom, entities: readonly Entity[]): Entity {
  const boundary = `=_${random.between(0, 2 ** 31).toString(36)}_${random.between(0, 2 ** 31).toString(36)}`;
  const parts = entities.map(({ headers, body }) => `--${boundary}\n${headers.join('\n')}\n\n${body}`);
  return {
    headers: [`Content-Type: multipart/${subtype};\n boundary="${boundary}"`],
    body: `${parts.join('\n')}\n--${boundary}--\n`,
  };
}

const TYPES = ['application/pdf', 'image/jpeg', 'application/zip', 'image/png'] as const;

function withAttachments(body: Entity, { random, stock, attachmentBytes, noise }: MadeMailParts): Entity {
  if (attachmentBytes === 0) return body;
  const inOne = attachmentBytes < 100_000 || random.chance(0.6);
  const sizes = inOne
    ? [attachmentBytes]
    : [Math.ceil(attachmentBytes / 3), Math.ceil((attachmentBytes * 2) / 3)];
  return multipart('mixed', random, [body, ...sizes.map((size) => attachment(size))]);

  function attachment(size: number): Entity {
    const start = random.between(0, noise.length - 1 - Math.min(size, noise.length - 1));
    const chunks: string[] = [];
    // Whole lines of base64 are 57 bytes.
    const step = Math.floor((noise.length - start) / 57) * 57 || 57;
    for (let left = size; left > 0; left -= step)
      chunks.push(base64Lines(noise.subarray(start, start + Math.min(left, step))));
    const name = encodedHeader(random.pick(stock.fileNames));
    return {
      headers: [
        `Content-Type: ${random.pick(TYPES)}; name="${name}"`,
        'Content-Transfer-Encoding: base64',
        `Content-Disposition: attachment; filename="${name}"`,
      ],
      body: `${chunks.join('\n')}\n`,
    };
  }
}
