import {
  copiedHeaderLength,
  isAttribution,
  isForwardedLine,
  isLooseAttribution,
  isOriginalMessageLine,
} from './reply-patterns';
import { countWords, mark, type TextLine } from './text-lines';

/** A forward with more own words than this is about those words. */
const LITTLE_OWN_TEXT = 60;
const RULE = /^\s*[_-]{5,}\s*$/;
const QUOTED = /^\s?>/;
const MAX_ATTRIBUTION_LINES = 3;

/** Marks what the sender did not write for this mail. */
export function markQuotes(lines: readonly TextLine[], isForward: boolean): void {
  markPrefixed(lines);
  let own = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || line.kind !== 'body' || line.blank) continue;

    if (isForwardedLine(line.text)) {
      const header = headerAfter(lines, index + 1);
      mark(lines, index, header, 'quote');
      if (own > LITTLE_OWN_TEXT) {
        mark(lines, header, lines.length, 'quote');
        return;
      }
      index = header - 1;
      continue;
    }
    const introduction = replyIntroduction(lines, index);
    if (introduction === 0) {
      if (own <= LITTLE_OWN_TEXT) own += countWords([line]);
      continue;
    }
    const content = index + introduction;
    mark(lines, ruleBefore(lines, index), content, 'quote');
    // A mail that begins with another one's header, or a forward with a line on top: what was passed on is the point.
    if (own > 0 && !(isForward && own <= LITTLE_OWN_TEXT)) {
      mark(lines, content, lines.length, 'quote');
      return;
    }
    index = content - 1;
  }
}

/** Lines with `>`, and the attribution above them. */
function markPrefixed(lines: readonly TextLine[]): void {
  let index = 0;
  while (index < lines.length) {
    if (!QUOTED.test(lines[index]?.text ?? '')) {
      index += 1;
      continue;
    }
    let end = index;
    while (end < lines.length && QUOTED.test(lines[end]?.text ?? '')) end += 1;
    const attribution = attributionBefore(lines, index);
    // A single `>> Click here` is an arrow, not a quote.
    const arrow =
      end - index === 1 && attribution === index && /^\s?>{2,}\s*[^>\s]/.test(lines[index]?.text ?? '');
    if (!arrow) mark(lines, attribution, end, 'quote');
    index = end;
  }
}

/** First line of the attribution that stands right above `index`; `index` when there is none. */
function attributionBefore(lines: readonly TextLine[], index: number): number {
  let last = index - 1;
  while (last >= 0 && last > index - 3 && lines[last]?.blank) last -= 1;
  let joined = '';
  for (let first = last; first >= 0 && first > last - MAX_ATTRIBUTION_LINES; first -= 1) {
    const line = lines[first];
    if (!line || line.blank || line.kind !== 'body') break;
    joined = `${line.text} ${joined}`;
    if (isAttribution(joined)) return first;
  }
  const nearest = lines[last];
  return nearest?.kind === 'body' && isLooseAttribution(nearest.text) ? last : index;
}

/** Lines that introduce a copied mail without `>` marks at `index`; 0 when none does. */
function replyIntroduction(lines: readonly TextLine[], index: number): number {
  const text = lines[index]?.text ?? '';
  if (isOriginalMessageLine(text)) return headerAfter(lines, index + 1) - index;
  const header = copiedHeaderLength(lines, index);
  if (header > 0) return header;
  let joined = '';
  for (let count = 1; count <= MAX_ATTRIBUTION_LINES; count += 1) {
    const line = lines[index + count - 1];
    if (!line || line.blank || line.kind !== 'body') break;
    joined = `${joined} ${line.text}`;
    if (isAttribution(joined)) return count;
  }
  return 0;
}

function headerAfter(lines: readonly TextLine[], index: number): number {
  let at = index;
  while (at < lines.length && lines[at]?.blank) at += 1;
  const length = copiedHeaderLength(lines, at);
  return length > 0 ? at + length : index;
}

function ruleBefore(lines: readonly TextLine[], index: number): number {
  let at = index - 1;
  while (at > 0 && lines[at]?.blank) at -= 1;
  return RULE.test(lines[at]?.text ?? '') ? at : index;
}
