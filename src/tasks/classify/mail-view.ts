import type { Owner } from '../../contracts/briefing';
import type { MailAddress, Message, SegmentKind } from '../../contracts/message';
import { readableSegments, readableSubject } from '../text/readable-segments';
import { splitSentences } from '../text/sentences';

/** What the cues read of a mail: its own words, cut into sentences and paragraphs, and the names of those concerned. */
export interface MailView {
  readonly message: Message;
  readonly owner: Owner;
  /** Subject without `Re:` and `Fwd:`. */
  readonly subject: string;
  /** The sender's own words: `body` segments only, at most `MAX_CUE_CHARS`. */
  readonly body: string;
  /** Sentences of `body`, white space collapsed. */
  readonly sentences: readonly string[];
  readonly lastParagraph: string;
  /** The beginning of what is quoted from earlier mails. */
  readonly quoted: string;
  /** Legal and subscription footers, where "unsubscribe" stands. */
  readonly footer: string;
  /** The first line of the signature; empty when there is none. */
  readonly signature: string;
  readonly words: number;
  /** Lower-case words by which the owner is called: first name, surname. */
  readonly ownerNames: readonly string[];
  readonly ownerDomain: string;
  readonly senderDomain: string;
  readonly senderLocalPart: string;
}

/** Cues are sought in the beginning and the end of a longer mail: asks stand there, and the time stays bounded. */
const MAX_HEAD_CHARS = 8000;
const MAX_TAIL_CHARS = 4000;
const MAX_QUOTED_CHARS = 1000;
const MAX_CUE_CHARS = MAX_HEAD_CHARS + MAX_TAIL_CHARS + 2;

/** Encoded data and endless addresses say nothing, and cost time. */
const LONGEST_WORD = 120;
const ENDLESS_WORD = new RegExp(String.raw`\S{${LONGEST_WORD},}`, 'gu');

const REPLY_PREFIX = /^\s*(?:(?:re|aw|sv|fwd?|wg|tr|rv|doorst)\s*(?:\[\d+\])?\s*:\s*)+/iu;

export function viewOf(message: Message, owner: Owner): MailView {
  const body = ownWords(message);
  const footer = textOf(message, 'footer').slice(0, MAX_TAIL_CHARS);
  const paragraphs = body.split(/\n\s*\n/u).filter((paragraph) => /\p{L}{2}/u.test(paragraph));
  const [localPart = '', domain = ''] = (message.from?.address ?? '').split('@');
  return {
    message,
    owner,
    subject: readableSubject(message).slice(0, 300).replace(REPLY_PREFIX, ''),
    body,
    sentences: splitSentences(body).map((sentence) => sentence.text),
    lastParagraph: lastSubstantial(paragraphs),
    quoted: textOf(message, 'quote').slice(0, MAX_QUOTED_CHARS),
    footer,
    signature: firstLine(textOf(message, 'signature')),
    words: body.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0,
    ownerNames: namesOf(owner.name),
    ownerDomain: (owner.address.split('@')[1] ?? '').toLowerCase(),
    senderDomain: domain,
    senderLocalPart: localPart,
  };
}

function textOf(message: Message, kind: SegmentKind): string {
  return readableSegments(message)
    .filter((segment) => segment.kind === kind)
    .map((segment) => message.text.slice(segment.start, segment.end))
    .join('\n');
}

/** The first line that says something: the dashes above a signature do not. */
function firstLine(text: string): string {
  return (
    text
      .slice(0, 500)
      .split('\n')
      .map((line) => line.trim())
      .find((line) => /\p{L}/u.test(line)) ?? ''
  );
}

function ownWords(message: Message): string {
  const body = textOf(message, 'body');
  const kept =
    body.length <= MAX_CUE_CHARS
      ? body
      : `${body.slice(0, MAX_HEAD_CHARS)}\n\n${body.slice(-MAX_TAIL_CHARS)}`;
  return kept.replace(ENDLESS_WORD, (word) => word.slice(0, LONGEST_WORD));
}

/** Names of two letters or more, lower-cased; titles left out. */
export function namesOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}'’-]+/u)
    .filter(
      (part) => part.length > 1 && !/^(?:dr|mr|mrs|ms|prof|frau|herr|de|van|der|von|la|el)$/u.test(part),
    );
}

/** The registrable-looking end of a domain: `mail.shop.example` and `shop.example` are one organisation. */
export function organisationOf(domain: string): string {
  return domain.split('.').slice(-2).join('.');
}

/** By address, or by the full name: people have more than one address. */
export function isOwner(address: MailAddress, owner: Owner): boolean {
  if (owner.address !== '' && address.address === owner.address) return true;
  const name = owner.name.trim().toLowerCase();
  return name.includes(' ') && address.name.trim().toLowerCase() === name;
}

/** The last paragraph that asks something or is longer than a sign-off. */
function lastSubstantial(paragraphs: readonly string[]): string {
  return (
    paragraphs.findLast(
      (paragraph) => paragraph.includes('?') || paragraph.trim().split(/\s+/u).length > 6,
    ) ??
    paragraphs.at(-1) ??
    ''
  );
}
