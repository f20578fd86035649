import PostalMime from 'postal-mime';
import { htmlToText } from '../html/html-to-text';
import { cleanText } from '../text/clean-text';
import { countMatches } from '../text/count-matches';
import { removeInvisible } from '../text/invisible-characters';
import { unwrapParagraphs } from '../text/unwrap-paragraphs';
import { decodeTextPart } from './decode-text';
import type { EmbeddedMessage, MimePart, TreeItem } from './mime-part';

export interface BodyText {
  readonly text: string;
  readonly source: 'plain' | 'html' | 'none';
  /** Text that was left out because no reader would have seen it. */
  readonly hidden: string;
  /** Comments, labels and the like: no text of the mail, but a place to talk to a program. */
  readonly unread: string;
  /** All HTML of the mail as it came, hostile as it may be; empty when there is none. */
  readonly html: string;
  readonly doubtfulCharsets: readonly string[];
  readonly truncated: boolean;
}

interface Alternatives {
  readonly plain: MimePart[];
  readonly html: MimePart[];
}

interface Version {
  text: string;
  hidden: string;
  unread: string;
}

const STUB =
  /(?:does(?: not|n't)|cannot|can't|unable to|not) (?:support|display|view|read|show)[^.]{0,40}(?:html|message|mail)|html[- ](?:version|format|mail|capable|enabled|e-?mail)|view (?:this|it|the)[^.]{0,30}(?:in|with|online)|view in (?:your )?browser|keine HTML|versión HTML|version HTML/i;
/** HTML that is labelled as plain text, as careless senders do. */
const MISLABELLED_HTML = /^\s*<(?:!doctype html|html|head|meta|title|body|table|center|font|div|p)\b[^<>]*>/i;
const MAX_STUB_WORDS = 45;
const WORD = /\p{L}+/gu;

/** Whether a part is shown as text of the mail rather than listed as an attachment. */
export function isBodyPart(part: MimePart): boolean {
  const { value } = part.type;
  return (
    part.disposition !== 'attachment' && !part.inReport && (value === 'text/plain' || value === 'text/html')
  );
}

/** The text of a mail from its parts: plain text where there is some, else what the HTML shows. */
export class BodyReader {
  readonly #charsets = new Set<string>();
  readonly #html: string[] = [];
  #truncated = false;
  #hidden = '';
  #unread = '';
  #usedHtml = false;
  #usedPlain = false;

  async read(items: readonly TreeItem[]): Promise<BodyText> {
    const pieces: string[] = [];
    const groups = new Map<number, Alternatives>();
    const order: (Alternatives | EmbeddedMessage)[] = [];
    for (const item of items) {
      if ('embedded' in item) {
        order.push(item);
        continue;
      }
      if (!isBodyPart(item)) continue;
      const group = groups.get(item.alternative) ?? { plain: [], html: [] };
      if (!groups.has(item.alternative)) {
        groups.set(item.alternative, group);
        order.push(group);
      }
      group[item.type.value === 'text/html' ? 'html' : 'plain'].push(item);
    }
    for (const entry of order) {
      pieces.push('embedded' in entry ? await describeEmbedded(entry) : this.#choose(entry));
    }
    const text = pieces.filter(Boolean).join('\n\n');
    const source = this.#usedPlain ? 'plain' : this.#usedHtml ? 'html' : 'none';
    return {
      text,
      source: text === '' ? 'none' : source,
      hidden: this.#hidden.trim(),
      unread: this.#unread.trim(),
      html: this.#html.join('\n'),
      doubtfulCharsets: [...this.#charsets],
      truncated: this.#truncated,
    };
  }

  #choose({ plain, html }: Alternatives): string {
    const plainVersion = plain.length > 0 ? this.#readPlain(plain) : null;
    const htmlVersion = html.length > 0 ? this.#readHtml(html) : null;
    if (htmlVersion) {
      this.#hidden += ` ${htmlVersion.hidden}`;
      this.#unread += ` ${htmlVersion.unread}`;
    }
    if (plainVersion && !(htmlVersion && isStub(plainVersion.text, htmlVersion.text))) {
      this.#usedPlain ||= plainVersion.text !== '';
      this.#hidden += ` ${plainVersion.hidden}`;
      this.#unread += ` ${plainVersion.unread}`;
      return plainVersion.text;
    }
    this.#usedHtml ||= Boolean(htmlVersion?.text);
    return htmlVersion?.text ?? '';
  }

  #readPlain(parts: readonly MimePart[]): Version {
    const version: Version = { text: '', hidden: '', unread: '' };
    for (const part of parts) {
      const decoded = this.#decode(part);
      if (MISLABELLED_HTML.test(decoded.text)) {
        this.#html.push(decoded.text);
        appendHtml(version, decoded.text);
      } else {
        const { text, hidden } = removeInvisible(decoded.text);
        const clean = cleanText(text);
        append(version, decoded.flowed ? clean : unwrapParagraphs(clean), hidden);
      }
    }
    return version;
  }

  #readHtml(parts: readonly MimePart[]): Version {
    const version: Version = { text: '', hidden: '', unread: '' };
    for (const part of parts) {
      const { text } = this.#decode(part);
      this.#html.push(text);
      appendHtml(version, text);
    }
    return version;
  }

  #decode(part: MimePart): { text: string; flowed: boolean } {
    const decoded = decodeTextPart(part);
    if (decoded.doubtfulCharset !== null) this.#charsets.add(decoded.doubtfulCharset);
    this.#truncated ||= decoded.truncated;
    return decoded;
  }
}

function append(version: Version, text: string, hidden: string): void {
  version.text = [version.text, text].filter(Boolean).join('\n\n');
  version.hidden += ` ${hidden}`;
}

function appendHtml(version: Version, html: string): void {
  const converted = htmlToText(html);
  const { text, hidden } = removeInvisible(converted.text);
  append(version, cleanText(text), `${converted.hidden} ${hidden}`);
  version.unread += ` ${converted.unread}`;
}

/** Whether the plain version is only an excuse for the HTML one. */
function isStub(plain: string, html: string): boolean {
  const words = countMatches(plain, WORD, MAX_STUB_WORDS + 1);
  if (words === 0) return html !== '';
  return words <= MAX_STUB_WORDS && STUB.test(plain) && countMatches(html, WORD, words) > words / 2;
}

async function describeEmbedded({ header }: EmbeddedMessage): Promise<string> {
  const parsed = await PostalMime.parse(`${header.lines.join('\n')}\n\n`);
  const sender = parsed.from?.name
    ? `${parsed.from.name} <${parsed.from.address ?? ''}>`
    : parsed.from?.address;
  return [
    '---------- Forwarded message ----------',
    sender && `From: ${sender}`,
    header.fields.get('date') && `Date: ${header.fields.get('date')}`,
    parsed.subject && `Subject: ${parsed.subject}`,
  ]
    .filter(Boolean)
    .join('\n');
}
