import { splitSentences } from '../text/sentences';

/** Part of a sentence that can ask one thing. Offsets into the mail's text. */
export interface Clause {
  /** White space collapsed. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where its list mark begins, such as `a)`; `start` when it has none. */
  readonly outerStart: number;
  /** Set when it is an entry of a list, in the text or with `(1)` inside a sentence. */
  readonly isItem: boolean;
  /** Set on the first clause of a sentence. */
  readonly opensSentence: boolean;
  /** Its sentence ends with a question mark. */
  readonly inQuestion: boolean;
  /** Number of the paragraph it stands in, counted over the mail. */
  readonly paragraph: number;
}

const REQUEST_OPENER = String.raw`(?:please|pls|plz|kindly|can|could|would|will|may|might|shall|should|do|did|does|is|are|was|have|has|what|when|where|who|which|how|let (?:me|us) know|tell (?:me|us)|send|confirm|say whether|i (?:also )?need|we (?:also )?need|also)`;
/** How a further question of one sentence opens: "how early may we come, is there a piano, and could two of us …?" */
const ASKS_ANEW = String.raw`(?:is|are)\s+there|(?:could|can|may|would|will|shall|should|do|does|did|is|are|was|were|has|have)\s+(?:the|we|i|you|my|our|your|one\s+of|both|somebody|someone)`;
/** Where a compound request falls apart: before a further question or request. */
const BREAK = new RegExp(
  String.raw`;\s+|\s+[-–—]\s+(?!(?:is|was|are|were)\s+(?:it|that|this)\b)(?=${REQUEST_OPENER}\b)|(?<=\b(?:confirm|know|say|tell\s+(?:me|us)|clarify|indicate)\b[^?.]{3,80}),\s+(?=(?:which|what|when|where|who|whether|how)\b[^?.]*\band\s+(?:which|what|when|where|who|whether|how)\b)|,\s+(?=(?:${ASKS_ANEW})\b[^?]*\?)|,?\s+and\s+(?=(?:${ASKS_ANEW})\b[^?]*\?|to\s+(?:have|know|hear)\b)|,?\s+(?:and|but)\s+(?=(?:also\s+|then\s+)?(?:please|pls|could you|can you|would you|will you|can (?:i|we)|could (?:i|we)|may (?:i|we)|is there|are there|do you|did you|what|when|where|who|how (?:much|many|long)|let (?:me|us) know|tell (?:me|us)|whether|if so)\b)|:\s+(?=(?:please|could|can|would|do|did|is|are|which|what|when|who|how|shall|may)\b[^?]*\?)|(?<=\bknow\b[^:]{0,20}):\s+(?=(?:what|when|who|where|how|which|whether)\b)`,
  'giu',
);
const INLINE_ITEM = /(?:^|\s)\(?(?:\d|[a-e])\)\s+(?=\S)/gu;
const ENUMERATOR =
  /^\s*(?:[-*•–]\s+|\(?(?:\d{1,2}|[a-zA-Z])\)\s+|\d{1,2}[.:]\s+|(?:One|Two|Three|Four|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Fourth(?:ly)?)[,:]\s+)/u;

/** Splits a stretch of a mail into clauses, in order. */
export function splitClauses(text: string, start: number, end: number): Clause[] {
  const clauses: Clause[] = [];
  let paragraph = 0;
  let last = start;
  for (const sentence of splitSentences(text, start, end)) {
    if (/\n[ \t]*\n/u.test(text.slice(last, sentence.start))) paragraph += 1;
    last = sentence.end;
    const raw = text.slice(sentence.start, sentence.end);
    let opens = true;
    for (const piece of cut(raw)) {
      const inner = raw.slice(piece.start, piece.end);
      const lead = ENUMERATOR.exec(inner)?.[0].length ?? /^\s*/u.exec(inner)?.[0].length ?? 0;
      const from = sentence.start + piece.start + lead;
      const to =
        sentence.start + piece.start + inner.replace(/[\s,;]*(?:\b(?:and|or|but))?\s*$/iu, '').length;
      const clause = text.slice(from, to).replace(/\s+/gu, ' ');
      if (to <= from || !/\p{L}/u.test(clause)) continue;
      const isItem = piece.isItem || lead > 0 || isBulleted(text, sentence.start);
      const outerStart = sentence.start + piece.start + (/^\s*/u.exec(inner)?.[0].length ?? 0);
      clauses.push({
        text: clause,
        start: from,
        end: to,
        outerStart,
        isItem,
        opensSentence: opens,
        inQuestion: /\?["”’)\s]*$/u.test(raw),
        paragraph,
      });
      opens = false;
    }
  }
  return clauses;
}

/** Whether only a bullet stands before the offset in its line. */
function isBulleted(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return line.trim() !== '' && /^\s*(?:[-*•‣▪–—+]|\(?(?:\d{1,2}|[a-zA-Z])[.):])\s*$/u.test(line);
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly isItem: boolean;
}

function cut(sentence: string): Piece[] {
  const items = [...sentence.matchAll(INLINE_ITEM)].map((match) => match.index);
  const bounds = items.length >= 2 && isListOfClauses(sentence, items[0] ?? 0) ? items : [];
  const ranges =
    bounds.length === 0
      ? [{ start: 0, end: sentence.length, isItem: false }]
      : [0, ...bounds.filter((at) => at > 0)].map((at, index, all) => ({
          start: at,
          end: all[index + 1] ?? sentence.length,
          isItem: bounds.includes(at),
        }));
  return ranges.flatMap(cutAtBreaks(sentence));
}

/** "(1) that it stops, (2) …" is a list of asks; "whether you want (a) five years or (b) three" is one ask with a choice. */
function isListOfClauses(sentence: string, firstItem: number): boolean {
  const lead = sentence.slice(0, firstItem).trim();
  if (lead === '' || /(?::|\b(?:is|are|require|need|want))$/u.test(lead)) return true;
  return /^\s*\(?\w\)\s+(?:whether|if|that|what|when|where|who|how|can|could|may|is|are|do|does|please)\b/iu.test(
    sentence.slice(firstItem),
  );
}

function cutAtBreaks(sentence: string): (range: Piece) => Piece[] {
  return ({ start, end, isItem }) => {
    const pieces: Piece[] = [];
    let from = start;
    for (const match of sentence.slice(start, end).matchAll(BREAK)) {
      const at = start + match.index;
      if (at <= from || isEnclosed(sentence, at)) continue;
      pieces.push({ start: from, end: at, isItem });
      from = at + match[0].length;
    }
    pieces.push({ start: from, end, isItem });
    return pieces;
  };
}

/** Whether the offset lies in brackets or quotation marks. */
function isEnclosed(sentence: string, at: number): boolean {
  const before = sentence.slice(0, at);
  const quotes = before.match(/["“”]/gu)?.length ?? 0;
  return (
    before.lastIndexOf('(') > before.lastIndexOf(')') ||
    (quotes % 2 === 1 && /["”]/u.test(sentence.slice(at)))
  );
}
