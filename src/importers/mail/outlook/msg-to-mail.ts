import { toBase64 } from '../../../platform/base64';
import { readCompoundFile, type CompoundFile } from './compound-file';
import { MsgProperties } from './msg-properties';

/** Property ids: [MS-OXPROPS]. */
const ID = {
  subject: 0x0037,
  submitted: 0x0039,
  sentForName: 0x0042,
  sentForAddress: 0x0065,
  sentForSmtp: 0x5d02,
  transportHeaders: 0x007d,
  recipientType: 0x0c15,
  senderName: 0x0c1a,
  senderAddress: 0x0c1f,
  senderSmtp: 0x5d01,
  delivered: 0x0e06,
  body: 0x1000,
  html: 0x1013,
  messageId: 0x1035,
  references: 0x1039,
  inReplyTo: 0x1042,
  displayName: 0x3001,
  address: 0x3003,
  smtp: 0x39fe,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
} as const;

const DEEPEST = 4;
const MOST_ATTACHMENTS = 200;
const MOST_RECIPIENTS = 2_000;

const utf8 = new TextEncoder();

interface Part {
  readonly type: string;
  readonly fields: readonly string[];
  readonly content: string;
}

/**
 * A mail that Outlook saved as .msg, as it would stand in an .eml file; null when the file is of Outlook's or of Office's, but no message. Throws a
 * `RangeError` where it is damaged.
 */
export function msgToMail(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const file = readCompoundFile(bytes);
  if (!file.has('__properties_version1.0')) return null;
  return utf8.encode(writeMail(file, new MsgProperties(file, '', 'message'), 0));
}

function writeMail(file: CompoundFile, message: MsgProperties, depth: number): string {
  const parts = [bodyPart(message, depth), ...attachmentParts(file, message, depth)];
  const whole = parts.length === 1 ? parts[0] : multipart('mixed', parts, depth);
  return [...headerLines(file, message), 'MIME-Version: 1.0', whole && writePart(whole)].join('\r\n');
}

/** The header that the mail came with, as far as it says nothing of how it was packed, and what is missing in it. */
function headerLines(file: CompoundFile, message: MsgProperties): string[] {
  const fields = message
    .text(ID.transportHeaders)
    .split(/\r?\n(?![ \t])/u)
    .filter((field) => /^[!-9;-~]+:/u.test(field) && !/^(?:content-|mime-version:)/iu.test(field));
  const present = new Set(fields.map((field) => field.slice(0, field.indexOf(':')).toLowerCase()));
  const made = Object.entries(madeFields(file, message)).filter(
    ([name, value]) => value !== '' && !present.has(name.toLowerCase()),
  );
  return [...fields, ...made.map(([name, value]) => `${name}: ${oneLine(value)}`)];
}

function madeFields(file: CompoundFile, message: MsgProperties): Record<string, string> {
  const date = message.time(ID.submitted) ?? message.time(ID.delivered);
  const recipients = message
    .storages('__recip_version1.0_#')
    .slice(0, MOST_RECIPIENTS)
    .map((folder) => new MsgProperties(file, folder, 'part', message.charset));
  const named = (type: number): string =>
    recipients
      .filter((recipient) => recipient.integer(ID.recipientType) === type)
      .map((recipient) => mailbox(recipient.text(ID.displayName), recipient.text(ID.smtp, ID.address)))
      .join(', ');
  return {
    From: mailbox(
      message.text(ID.sentForName, ID.senderName),
      message.text(ID.sentForSmtp, ID.senderSmtp, ID.sentForAddress, ID.senderAddress),
    ),
    To: named(1),
    Cc: named(2),
    Subject: message.text(ID.subject),
    Date: date ? date.toUTCString().replace('GMT', '+0000') : '',
    'Message-ID': message.text(ID.messageId),
    'In-Reply-To': message.text(ID.inReplyTo),
    References: message.text(ID.references),
  };
}

/** Within one company Outlook keeps names of its directory for addresses; these are none. */
function mailbox(name: string, address: string): string {
  const shown = `"${name.replace(/["\\]/gu, '\\$&')}"`;
  if (!address.includes('@')) return name === '' ? '' : shown;
  return name === '' ? address : `${shown} <${address.replace(/[<>\s]/gu, '')}>`;
}

function bodyPart(message: MsgProperties, depth: number): Part {
  const plain = textPart('text/plain', 'utf-8', utf8.encode(message.text(ID.body)));
  const html = message.text(ID.html);
  const bytes = html === '' ? message.bytes(ID.html) : utf8.encode(html);
  if (!bytes) return plain;
  const rich = textPart('text/html', html === '' ? message.bodyCharset : 'utf-8', bytes);
  return message.text(ID.body) === '' ? rich : multipart('alternative', [plain, rich], depth);
}

function textPart(type: string, charset: string, bytes: Uint8Array): Part {
  return { type: `${type}; charset=${charset}`, fields: [BASE64], content: base64(bytes) };
}

function attachmentParts(file: CompoundFile, message: MsgProperties, depth: number): Part[] {
  return message
    .storages('__attach_version1.0_#')
    .slice(0, MOST_ATTACHMENTS)
    .flatMap((folder) => {
      const attachment = new MsgProperties(file, folder, 'part', message.charset);
      const inner = attachment.object(ID.data);
      if (inner && depth < DEEPEST) {
        const embedded = new MsgProperties(file, inner, 'embedded', message.charset);
        return { type: 'message/rfc822', fields: [], content: writeMail(file, embedded, depth + 1) };
      }
      return filePart(attachment);
    });
}

function filePart(attachment: MsgProperties): Part | [] {
  const bytes = attachment.bytes(ID.data);
  if (!bytes) return [];
  const name = attachment.text(ID.longName, ID.shortName, ID.displayName);
  const stated = attachment.text(ID.mediaType);
  const type = /^[\w.+-]+\/[\w.+-]+$/u.test(stated) ? stated : 'application/octet-stream';
  const fileName = encodeURIComponent(name).replace(
    /['()*]/gu,
    (each) => `%${each.charCodeAt(0).toString(16)}`,
  );
  const disposition = `Content-Disposition: attachment; filename*=utf-8''${fileName}`;
  const contentId = attachment.text(ID.contentId).replace(/[<>\s]/gu, '');
  const named = contentId === '' ? [] : [`Content-ID: <${contentId}>`];
  return { type, fields: [BASE64, disposition, ...named], content: base64(bytes) };
}

function multipart(subtype: string, parts: readonly Part[], depth: number): Part {
  const boundary = `=_msg_${subtype}_${depth}`;
  const content = parts.map((part) => `--${boundary}\r\n${writePart(part)}\r\n`).join('');
  return {
    type: `multipart/${subtype}; boundary="${boundary}"`,
    fields: [],
    content: `${content}--${boundary}--\r\n`,
  };
}

function writePart({ type, fields, content }: Part): string {
  return [`Content-Type: ${type}`, ...fields, '', content].join('\r\n');
}

const BASE64 = 'Content-Transfer-Encoding: base64';

const base64 = (bytes: Uint8Array): string => toBase64(bytes).replace(/.{76}/gu, '$&\r\n');

const oneLine = (text: string): string => text.replace(/[\r\n]+/gu, ' ');
