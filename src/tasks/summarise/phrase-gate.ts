import type { SummarySentence } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { findFacts } from '../text/facts';
import { findWords } from '../text/names';
import { normaliseSpelling } from '../text/normalise';
import { findUnsupported, type SupportSource } from '../text/support';
import { REQUEST } from './cues';

/** A sentence of the model and the extracted sentences whose place it may take. */
export interface Accepted {
  readonly text: string;
  /** Indexes of the extracted sentences; never empty. */
  readonly replaces: readonly number[];
}

const NEGATION =
  /\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|unless|until|only|except|nicht|kein\w*|niet|geen|pas|no|sin)\b|n['’]t\b/giu;
const CONDITION = /\b(?:if|whether|otherwise|or|but|falls|wenn|oder|als|of|si|ou|o)\b/giu;
/** Verbs by which a summary tells what a mail does; the mail itself need not have them. */
const REPORTING =
  'asks|asked|wants|needs|requests|says|writes|offers|reports|informs|tells|reminds|confirms|proposes|suggests|announces|invites|would like';
const REPORTING_VERB = new RegExp(String.raw`\b(?:${REPORTING})\b`, 'iu');
const REPORTED_BY = new RegExp(String.raw`^(.{2,60}?)\s(?:${REPORTING})\b(?:\s(\p{Lu}[\p{L}'’-]+))?`, 'u');
const FIRST_PERSON = /\b(?:I|we|my|our|me|us|mine|ours)\b|\bI['’]/u;
/** Longer words that only tie others together. */
const FUNCTION_WORDS = new Set(
  'about also been before being both each from have having here into just more most much must only other over same shall should some such than that their them then there these they this those through under until upon very were what when where which while will with would your yours could does'.split(
    ' ',
  ),
);

/** An extract that is shared by fewer of the model's words than this is another matter. */
const LEAST_OVERLAP = 0.5;
/** A phrase may leave out this little of what it replaces: the model is to word it, not to thin it out. */
const LEAST_KEPT = 0.95;

/**
 * Whether a sentence of the model may replace extracted ones: all it says stands in them, all their specifics stand in it, and nothing that
 * turns a meaning (negation, condition, question, who asks whom) is lost. Null when not, or when in doubt.
 */
export function acceptPhrase(
  text: string,
  extracted: readonly SummarySentence[],
  message: Message,
  source: SupportSource,
): Accepted | null {
  if (findUnsupported(text, source).length > 0) return null;
  const said = contentWords(text);
  const replaces = extracted.flatMap((sentence, index) =>
    overlap(sentence.text, said) >= LEAST_OVERLAP ? [index] : [],
  );
  const evidence = replaces.map((index) => extracted[index]?.text ?? '').join(' ');
  if (replaces.length === 0 || overlap(evidence, said) < LEAST_KEPT) return null;
  const known = contentWords(
    `${evidence} ${message.from?.name ?? ''} ${message.to.map((person) => person.name).join(' ')}`,
  );
  const onlyKnown = [...said].every((word) => known.has(word) || REPORTING_VERB.test(word));
  return onlyKnown &&
    keepsSpecifics(text, evidence) &&
    keepsMeaning(text, evidence) &&
    keepsRoles(text, evidence, message)
    ? { text, replaces }
    : null;
}

/** Stems of the words that carry meaning. A stem is the first five letters, enough to match "sends" and "sending". */
function contentWords(text: string): Set<string> {
  return new Set(
    findWords(normaliseSpelling(text))
      .map((word) => word.text.toLowerCase())
      .filter((word) => word.length > 3 && !FUNCTION_WORDS.has(word))
      .map((word) => word.slice(0, 5)),
  );
}

/** The share of an extract's content words that the model's sentence says too, 0 to 1. */
function overlap(extract: string, said: ReadonlySet<string>): number {
  const words = [...contentWords(extract)];
  return words.filter((word) => said.has(word)).length / Math.max(1, words.length);
}

/** Each specific stands in the phrase as in the evidence, numbers with the word that they count. */
function keepsSpecifics(text: string, evidence: string): boolean {
  const plain = normaliseSpelling(text).toLowerCase();
  return findFacts(evidence).every((fact) => {
    const counted =
      fact.kind === 'number'
        ? (/^\s+\p{Ll}+(?:\s+(?:days|weeks|hours|minutes))?/u.exec(evidence.slice(fact.end))?.[0] ?? '')
        : '';
    return plain.includes(normaliseSpelling(fact.text + counted).toLowerCase());
  });
}

function keepsMeaning(text: string, evidence: string): boolean {
  const count = (pattern: RegExp, value: string) => value.match(pattern)?.length ?? 0;
  if (count(NEGATION, text) !== count(NEGATION, evidence)) return false;
  if (count(CONDITION, text) < count(CONDITION, evidence)) return false;
  const tellsAsking = /\b(?:asks|wants|needs|requests|would like)\b/u.test(text);
  if (evidence.includes('?')) return text.includes('?') || tellsAsking;
  const requests = REQUEST.test(evidence);
  return requests === (tellsAsking || REQUEST.test(text)) && !text.includes('?');
}

/** Only the sender says and asks what the mail says and asks, and of a recipient. First person stays first person. */
function keepsRoles(text: string, evidence: string, message: Message): boolean {
  const isOneOf = (name: string, people: readonly string[]) => {
    const words = people.flatMap((person) => person.toLowerCase().split(/[\s,]+/u));
    return name
      .toLowerCase()
      .split(/\s+/u)
      .every((word) => words.includes(word));
  };
  const reported = REPORTED_BY.exec(text);
  if (reported) {
    const [, speaker = '', addressee] = reported;
    if (!isOneOf(speaker, [message.from?.name ?? ''])) return false;
    if (
      addressee &&
      !isOneOf(
        addressee,
        message.to.map((person) => person.name),
      )
    )
      return false;
    // "asks Dana to send his plan": whose plan is beyond this check.
    return (
      !/\b(?:his|her|their|he|she|they|him|them)\b/iu.test(text) ||
      /\b(?:his|her|their|he|she|they|him|them)\b/iu.test(evidence)
    );
  }
  return FIRST_PERSON.test(evidence) === FIRST_PERSON.test(text);
}
