import type { AttachmentInfo, MessageWarning } from '../../contracts/message';
import { addressesAssistant } from '../../platform/text/assistant-instructions';
import type { MessageHeader } from './message-header';
import type { BodyText } from './mime/body-text';

export interface WarningInput {
  readonly header: MessageHeader;
  readonly body: BodyText;
  /** The final text. */
  readonly text: string;
  readonly attachments: readonly AttachmentInfo[];
  /** What is broken in the structure, in words. */
  readonly problems: readonly string[];
  readonly omittedWords: number;
  readonly omittedBytes: number;
  readonly keptElsewhere?: boolean;
}

const MEBIBYTE = 1024 * 1024;

/** What the reader of a mail should know about how it was read. */
export function messageWarnings(input: WarningInput): MessageWarning[] {
  const { header, body, text } = input;
  const warnings: MessageWarning[] = [];
  if (input.problems.length > 0) {
    const message = `This mail is damaged: ${input.problems.join('; ')}. What could be read is shown.`;
    warnings.push({ code: 'broken-mime', message });
  }
  if (body.doubtfulCharsets.length > 0) {
    warnings.push({ code: 'charset-unknown', message: charsetSentence(body.doubtfulCharsets) });
  }
  if (!header.from) {
    warnings.push({ code: 'missing-sender', message: 'This mail does not say who sent it.' });
  }
  if (!header.date) {
    const message = header.dateHeader
      ? `The date of this mail cannot be read: “${header.dateHeader.slice(0, 80)}”.`
      : 'This mail has no date.';
    warnings.push({ code: 'missing-date', message });
  }
  if (text === '') {
    warnings.push({ code: 'no-text', message: 'This mail has no text to read.' });
  }
  if (input.omittedBytes > 0 || input.omittedWords > 0) {
    warnings.push({ code: 'text-shortened', message: shortenedSentence(input) });
  }
  if (input.keptElsewhere) {
    const message = 'Apple Mail keeps the attachments of this mail elsewhere, so they are missing here.';
    warnings.push({ code: 'text-shortened', message });
  }
  return [...warnings, ...hiddenTextWarnings(body, text), ...instructionWarnings(input)];
}

function charsetSentence(charsets: readonly string[]): string {
  const named = charsets.filter(Boolean).map((charset) => `“${charset.slice(0, 40)}”`);
  return named.length > 0
    ? `The character set ${named.join(', ')} is unknown or not the one used, so some characters may be wrong.`
    : 'This mail does not name its character set, so some characters may be wrong.';
}

function shortenedSentence({ omittedBytes, omittedWords }: WarningInput): string {
  const parts = [
    omittedWords > 0 && `the last ${omittedWords.toLocaleString('en-GB')} words`,
    omittedBytes > 0 &&
      `the last ${Math.ceil(omittedBytes / MEBIBYTE).toLocaleString('en-GB')} MiB of the file`,
  ];
  return `This mail is very long: ${parts.filter(Boolean).join(' and ')} were left out.`;
}

/** UTF-16 code units of hidden text that are kept to be looked at. */
const MAX_KEPT = 4_000;

/**
 * Hidden text counts when it was taken out of what is shown and says something new, or when it addresses an assistant, wherever it stood.
 * Newsletters repeat a visible line as a hidden preview; that is no news.
 */
function hiddenTextWarnings({ hidden, unread, source }: BodyText, text: string): MessageWarning[] {
  const saysMore = (): boolean => source === 'html' && !squeezed(text).includes(squeezed(hidden));
  const hiddenCounts = /\p{L}{2}/u.test(hidden) && (saysMore() || addressesAssistant(hidden));
  const removed = [hiddenCounts && hidden, addressesAssistant(unread) && unread].filter(Boolean).join(' … ');
  if (removed === '') return [];
  const excerpt = removed.length > 120 ? `${removed.slice(0, 120).trimEnd()}…` : removed;
  const message = `Text that readers cannot see was left out: “${excerpt}”`;
  return [{ code: 'hidden-text-removed', message, removed: removed.slice(0, MAX_KEPT) }];
}

function instructionWarnings({ header, body, text, attachments }: WarningInput): MessageWarning[] {
  const names = attachments.map(({ name }) => name.replace(/[_-]+/g, ' ')).join('\n');
  const places = [
    [body.hidden, 'Hidden text'],
    [body.unread, 'Hidden text'],
    [text, 'A passage'],
    [header.subject, 'The subject'],
    [header.from?.name ?? '', 'The sender’s name'],
    [names, 'The name of an attachment'],
  ] as const;
  const found = places.find(([words]) => addressesAssistant(words));
  if (!found) return [];
  const message = `${found[1]} in this mail tries to give instructions to an assistant. It is treated as text and not followed.`;
  return [
    {
      code: 'instructions-to-assistant',
      message: message.replace(/^(The (?:subject|sender’s name)) in/, '$1 of'),
    },
  ];
}

function squeezed(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
