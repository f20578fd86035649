import type { Draft, Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { toBase64 } from '../../platform/base64';
import { encodeAddress, encodeHeader, encodeMessageIds } from './mail-headers';

/** Browsers and mail programs cut links off near 2,000 characters. */
const LONGEST_MAILTO = 1_900;
const BASE64_LINE = 76;

/**
 * The draft as a message file (RFC 5322, MIME, UTF-8). `X-Unsent: 1` makes mail programs open it for editing. Line breaks in names, subjects
 * and ids become spaces, so that nothing in a mail can add a header. `now` is the Date header.
 */
export function draftToEml(draft: Draft, message: Message, owner: Owner, now: Date = new Date()): string {
  const references = [...message.references.filter((id) => id !== message.messageId), message.messageId];
  const headers = [
    encodeHeader('From', encodeAddress({ name: owner.name, address: owner.address })),
    encodeHeader(
      'To',
      draft.to.map((address) => encodeAddress({ name: nameOf(address, message), address })).join(', '),
    ),
    encodeHeader('Subject', draft.subject),
    encodeHeader('Date', formatDate(now)),
    encodeHeader('Message-ID', `<${crypto.randomUUID()}@${domainOf(owner.address)}>`),
    encodeHeader('In-Reply-To', encodeMessageIds([message.messageId])),
    encodeHeader('References', encodeMessageIds(references)),
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = toBase64(new TextEncoder().encode(draft.text.replace(/\r?\n/gu, '\r\n')));
  const lines = body.match(new RegExp(`.{1,${BASE64_LINE}}`, 'gu')) ?? [];
  return [...headers.filter((line) => line !== ''), '', ...lines, ''].join('\r\n');
}

/** A `mailto:` link (RFC 6068) with recipient, subject and text; null when it would be too long to be opened. */
export function draftToMailto(draft: Draft): string | null {
  const to = draft.to.map((address) => encodeURIComponent(address).replace(/%40/gu, '@')).join(',');
  const link = `mailto:${to}?subject=${encodeURIComponent(oneLine(draft.subject))}&body=${encodeURIComponent(draft.text.replace(/\r?\n/gu, '\r\n'))}`;
  return link.length <= LONGEST_MAILTO ? link : null;
}

function nameOf(address: string, message: Message): string {
  return [message.replyTo, message.from].find((person) => person?.address === address)?.name ?? '';
}

/** `Tue, 13 Oct 2026 08:30:00 +0000`: RFC 5322 wants a numeric zone. */
function formatDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

function domainOf(address: string): string {
  const domain = address.split('@')[1] ?? '';
  return /^[\w.-]+$/u.test(domain) ? domain : 'deskside.invalid';
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
