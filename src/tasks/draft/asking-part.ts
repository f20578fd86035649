import { splitSentences } from '../text/sentences';
import { swapPerspective } from './perspective';
import { capitalise } from './letter-case';

/** The part of an ask that asks, without courtesies, reasons and consequences. */
export interface AskingPart {
  /** Without its final mark. */
  readonly main: string;
  readonly isQuestion: boolean;
  /** "If it is a no", in the view of the one who answers; empty for most. */
  readonly condition: string;
  /** What a question such as "Did you order that?" points to; empty for most. */
  readonly context: string;
  /** Opens with "please" or the like, so that a verb after it is an instruction. */
  readonly isPlea: boolean;
  /** A second thing asked in the same sentence: "…, and how should I get it to you"; empty for most. */
  readonly second: string;
  /** `main` with all that is asked with "or", which needs its second half: "could Pim take it over, or should we close at 4". */
  readonly choice: string;
}

const LONGEST_WORDS = 18;
const FILLER =
  /^(?:(?:do(?=\s+(?:let|tell|send|give)\s+(?:me|us)\b)|and|but|so|also|then|now|or|well|ok|okay|other thing|another thing|in addition|separately|no rush|one more thing|first|second|third|firstly|secondly|thirdly|lastly|finally|furthermore|meanwhile|therefore|thus|by the way|btw|ps|on another note|if possible|the second thing|the other thing|question|quick question|please|pls|kindly|just|perhaps)\b\s*[,:–-]?\s*)+/iu;
const TAIL =
  /(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|asap|if possible|if you (?:can|like|wish)|and so on|,? ?(?<!\b(?:your|a) )yes or no|yes\/no|y\/n|and so do i|and|or|but))+$/iu;
/** "2 q's. 1) the logo …" */
const COUNTED = /^\d\s+(?:q['’]?s|questions?|things|points)\b[.:,]?\s+(?:\(?1[.)]\s+)?/iu;
/** A reason is never part of the matter. */
const REASON = /,?\s+(?:because|bc|cos|since|so that|otherwise|given that|not least)\b.*$/iu;
const CUT_BEFORE = /,\s+(?:as|so|but|which|although|though|seeing)\b|;\s|\s[-–—]\s|:\s/giu;
/** What the sender will do then is no part of the matter. */
const CONSEQUENCE =
  /,?\s+(?:and|then)\s+(?:(?:i|we)(?:['’]ll|\s+will|\s+can|\s+shall)|(?:they|it|he|she|that)(?:['’]re|['’]s|\s+are|\s+is|\s+will\s+be)\s+(?:yours|done|settled))\b.*$/iu;
/** "…, or shall I?": a second question that cannot stand in the clause. */
const SECOND_QUESTION =
  /,?\s+or\s+(?:shall|should|do|does|did|is|are|am|would|will|can|could|must|may)\s+(?:I|we|you|it|that|this|they|he|she|the)\b.*$/iu;
const CONDITION =
  /^((?:if|should|when|once|unless)\s(?:(?!\band\b|\b(?:i|we)\s+(?:have|must|need|(?:do\s+not|don['’]t)\s+(?:have|get|receive)\s+(?:the|your|an?))\b)[^,?]){3,60}?)(?:,\s+(?:then\s+)?|\s+(?=(?:can|could|would|may)\s+(?:i|we|you|it|they)\b|(?:i|we)\s+(?:need|want)\b|who\s+\p{L}+s\b|(?:what|where|when|how|who)\s+(?:do|does|did|can|could|will|would|shall|should|is|are)\b)|\s+then\s+)(.+)$/iu;
const AUXILIARY = 'can|could|would|will|may|might|shall|should|must|is|are|was|were|have|has|do|does|did';
const ASKED_OF = 'you|u|i|we|he|she|it|they|my|your|our|the|this|that|these|those|there';
/** What is told before the question: "My tickets came to £214 in the end, where do I send the receipts". */
const LEAD_IN = new RegExp(
  String.raw`^(?!(?:(?:and|but|or|so)\s+)*(?:${AUXILIARY}|if|what|when|where|who|whom|which|why|how)\b).*?(?:[,.;:!]\s+(?:(?:so|and|but|or|[a-e1-5]\))\s+)*|\s+(?:so|but)\s+)(?=(?:(?:what|when|where|who|which|why|how)\s+(?:\p{L}+\s+)?)?(?:${AUXILIARY})\s+(?:${ASKED_OF})\b)`,
  'iu',
);
/** "Happy to be overruled, just tell me which word": what stands before the plea. */
const BEFORE_TELL =
  /^(?!if\b|when\b|once\b).*?(?:[,;:.]|\band|&|\bso|\bthen)\s+(?:(?:so|just|and|please|or|though|until\s+then)\s+)*(?=(?:tell|give|let)\s+(?:me|us)\b|(?:i|we)(?:['’]d|\s+would|\s+should)\s+like\s+(?:to\s+(?:have|know|hear)\b|somebody\b|someone\b)|(?:i|we)\s+(?:just\s+)?need\s+to\s+know\b|(?:(?:i|we|it\s+is|it['’]s)\s+)?either\s|whether\s.+\bor\b.+\s(?:is\s+a\s+matter|is\s+up\s+to|is\s+your)\b|(?:i|we)\s+can\s.+\bor\s+(?:i|we)\s+can\s)/iu;
/** "The judge will want to know which one", "what I also can't see is whether": the question within. */
const WITHIN =
  /^.*?\b(?:(?:wants?|like|needs?|dying|curious|help(?:\s+(?:me|us))?|useful|helpful)\s+to\s+(?:know|hear|learn)\s+(?:from\s+you\s+)?(?:(?:by|before)\s+\S+\s+)?|any\s+idea\s+|what\s+(?:i|we)\b.{0,40}?\bis\s+)(?=(?:whether|which|what|when|who|how|where|if)\b)/iu;
/** "Since we change the oil anyway, which oil is correct": a reason put first. */
const REASON_FIRST =
  /^(?:since|because|given\s+that)\s[^?]*?,\s+(?=(?:which|what|when|who|how|where|can|could|may|should)\b)/iu;
/** A further sentence behind a comma: "…, it needs your PIN", "…, my back hurts". */
const SPLICE =
  /\s+[-–—]\s+(?:was|is|were|are)\s+(?:it|that|this)\b.*$|,\s+(?:(?:(?:as|since)\s+)?(?:i|we|you|he|she|it|they|nobody|who|because)(?:['’]\p{L}+)?\s+\p{L}|(?:the|my|our|mine|this|last|security)\s[^,]{1,40}?\b(?:is|are|was|were|has|have|had|don['’]t|broke|starts|wants|leaned)\b).*$/iu;
const END = /[?!.\s]+$/u;
const SECOND = new RegExp(
  String.raw`,?\s+and\s+(?=(?:(?:if\s+(?:so|yes|not),\s+)?(?:what|when|where|whom?|which|why|how|until\s+when)\b|(?:${AUXILIARY})\s+(?:${ASKED_OF}|an?)\b|(?:if|whether)\s+(?:the|our|my|your|you(?:['’]ve)?)\s[^,]*$|if\s+it(?:['’]s|\s+is)\s+\p{N}+,|(?:i|we)\s+(?:want|need|would\s+like)\b|if\s+(?:so|yes|it(?:['’]s|\s+is)\s+an?\s+(?:yes|no))\b))`,
  'iu',
);
/** How `findAsks` gives a question with what it points to. */
const WITH_CONTEXT = /^(?<question>[^?]{3,}\?)\s+\((?<context>[^()]+)\)$/u;

export function askingPartOf(askText: string): AskingPart {
  const { question, context } = WITH_CONTEXT.exec(askText)?.groups ?? {};
  const sentences = splitSentences(question ?? askText).map((sentence) => sentence.text);
  const last = sentences.at(-1) ?? askText;
  // "You were going to find the slides. Were you." asks with its last two words for what stands before them.
  const isTag = sentences.length > 1 && last.split(' ').length <= 2 && !/^which\b/iu.test(last);
  const core =
    sentences.findLast((sentence) => sentence.includes('?')) ?? (isTag ? sentences.at(-2) : last) ?? askText;
  const led = (/\?/u.test(core) || sentences.length > 1 ? core.replace(LEAD_IN, '') : core)
    .replace(FILLER, '')
    .replace(COUNTED, '')
    .replace(REASON_FIRST, '')
    .replace(BEFORE_TELL, '')
    .replace(WITHIN, 'let me know ');
  const said = led
    .replace(CONSEQUENCE, '')
    .replace(/(?:^|\s)\(?[1-5a-e]\)(?=\s)/gu, '')
    .replace(/\s*\([^)]{12,}\)/gu, '');
  const { first, second } = splitSecond(withoutSplice(said).replace(END, ''));
  const stripped = shorten(first).replace(TAIL, '').replace(FILLER, '').replace(SECOND_QUESTION, '');
  const [, condition, rest] = CONDITION.exec(stripped) ?? [];
  const main =
    condition === undefined || rest === undefined || /^should\s+(?:i|we)\b/iu.test(condition)
      ? stripped
      : rest.replace(FILLER, '');
  return {
    main,
    isQuestion:
      /\?/u.test(core) ||
      /^(?:is|are|was|were|can|could|will|would|may|does|did|has|shall|should)\s/iu.test(main),
    condition: main === stripped || condition === undefined ? '' : capitalise(swapPerspective(condition)),
    context: context ?? '',
    second,
    choice: splitSecond(said.replace(END, ''))
      .first.replace(TAIL, '')
      .replace(FILLER, '')
      .replace(CONDITION, '$2'),
    isPlea: /^(?:\p{L}+[,:]?\s+){0,3}(?:please|pls|plz|kindly)\b/iu.test(core),
  };
}

function withoutSplice(text: string): string {
  const kept = text.replace(SPLICE, '');
  return /^(?:if|when|once|unless|should)\b/iu.test(text) || kept.split(' ').length < 3 ? text : kept;
}

function splitSecond(text: string): { first: string; second: string } {
  const [first = '', ...more] = text.split(SECOND);
  return first.split(' ').length < 2 || more.length !== 1
    ? { first: text, second: '' }
    : { first, second: more[0] ?? '' };
}

/** A long sentence without what follows its matter. */
function shorten(long: string): string {
  const reasoned = long.replace(REASON, '');
  const text = reasoned.split(/\s+/u).length >= 4 ? reasoned : long;
  if (text.split(/\s+/u).length <= LONGEST_WORDS) return text;
  for (const cut of text.matchAll(CUT_BEFORE)) {
    const kept = text.slice(0, cut.index);
    if (kept.split(/\s+/u).length >= 5) return kept;
  }
  return text;
}
