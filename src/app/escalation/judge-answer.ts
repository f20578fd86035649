import type {
  AskAnswer,
  Evidence,
  Owner,
  Summary,
  SummarySentence,
  UnsupportedFact,
  VoiceProfile,
} from '../../contracts/briefing';
import type { EscalationTask } from '../../contracts/escalation';
import type { Message } from '../../contracts/message';
import { checkDraft } from '../../tasks/draft/check-draft';
import { bodyRanges } from '../../tasks/text/body';
import { findWords } from '../../tasks/text/names';
import { splitSentences, type Sentence } from '../../tasks/text/sentences';
import { findUnsupported, supportOf } from '../../tasks/text/support';

export interface JudgeInput {
  readonly message: Message;
  readonly owner: Owner;
  readonly voice: VoiceProfile | null;
  readonly answers: readonly AskAnswer[];
}

/** The specifics of an answer that the mail does not support, with offsets into `text`. */
export function unsupportedIn(
  task: EscalationTask,
  text: string,
  { message, owner, voice, answers }: JudgeInput,
): UnsupportedFact[] {
  return task === 'draft'
    ? checkDraft(text, message, owner, answers, voice)
    : findUnsupported(text, supportOf(message));
}

/** Content words of a sentence that its evidence has to share with it, 0 to 1. */
const LEAST_SHARED = 0.4;
/** Letters of a word that tell it from another; a shorter one ties others together. */
const STEM = 5;
const SHORTEST_CONTENT_WORD = 4;

/**
 * The sentences of a model’s summary, each with its place in the mail; null in place of one that says what the mail does not, or that no place
 * in it stands for.
 */
export function sentencesWithEvidence(
  text: string,
  message: Message,
): { readonly text: string; readonly sentence: SummarySentence | null }[] {
  const source = supportOf(message);
  const body = bodyRanges(message).flatMap(({ start, end }) => splitSentences(message.text, start, end));
  return splitSentences(text).map(({ text: said }) => {
    const evidence = findUnsupported(said, source).length > 0 ? [] : evidenceFor(said, body, message);
    const sentence = evidence.length === 0 ? null : ({ text: said, evidence, origin: 'model' } as const);
    return { text: said, sentence };
  });
}

export function summaryOf(text: string, message: Message): Summary {
  const sentences = sentencesWithEvidence(text, message).flatMap(({ sentence }) => sentence ?? []);
  return { sentences, leftOut: null };
}

/** The sentence of the mail that shares most words with what was said, and a second one for what is then still missing. */
function evidenceFor(said: string, body: readonly Sentence[], message: Message): Evidence[] {
  const wanted = stems(said);
  const total = wanted.size;
  const evidence: Evidence[] = [];
  let shared = 0;
  for (let round = 0; round < 2 && wanted.size > 0; round += 1) {
    let best: { readonly sentence: Sentence; readonly common: readonly string[] } | null = null;
    for (const sentence of body) {
      const common = [...stems(sentence.text)].filter((stem) => wanted.has(stem));
      if (common.length > (best?.common.length ?? 0)) best = { sentence, common };
    }
    if (!best) break;
    const { start, end } = best.sentence;
    evidence.push({ quote: message.text.slice(start, end), start, end });
    shared += best.common.length;
    for (const stem of best.common) wanted.delete(stem);
  }
  return total > 0 && shared / total >= LEAST_SHARED ? evidence : [];
}

function stems(text: string): Set<string> {
  const words = findWords(text).map((word) => word.text.toLowerCase());
  return new Set(
    words
      .filter((word) => word.length >= SHORTEST_CONTENT_WORD || /\p{N}/u.test(word))
      .map((word) => word.slice(0, STEM)),
  );
}
