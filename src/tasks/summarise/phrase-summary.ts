import type { Summary, SummarySentence } from '../../contracts/briefing';
import type { ChatTurn, PromptDialect, RunOptions, TextGenerator } from '../../contracts/capabilities';
import type { MailAddress, Message } from '../../contracts/message';
import { fillPrompt } from '../text/fill-prompt';
import { splitSentences } from '../text/sentences';
import { supportOf } from '../text/support';
import { lengthBudget } from './extract-summary';
import { acceptPhrase, type Accepted } from './phrase-gate';
import { MOST_SENTENCES } from './select-units';

/** UTF-16 code units; a longer sentence can gain by rewording. */
const LONG_SENTENCE = 180;

/** About four characters make a token; room for a sentence more than the extract has. */
const tokensFor = (chars: number): number => Math.ceil(chars / 3.5) + 24;

/**
 * Lets the language model phrase the chosen evidence, and takes a sentence of its answer only where `acceptPhrase` finds nothing against it;
 * the extracted sentence stays otherwise, and the model is not asked where every sentence reads well as it is. Mail that gives instructions to assistants is not shown to the model. On cancel the summary comes
 * back as far as it was phrased: the extract. Rejects with what the generator rejects with.
 */
export async function phraseSummary(
  message: Message,
  extracted: Summary,
  generator: TextGenerator,
  options: RunOptions = {},
): Promise<Summary> {
  if (!hasWordsToFind(message, extracted)) return extracted;
  // A line of single details stays as it is: there is no sentence to be made of it.
  const details = extracted.sentences.filter((sentence) => sentence.details);
  const prose = extracted.sentences.filter((sentence) => !sentence.details);
  const chars = prose.reduce((sum, { text }) => sum + text.length, 0);
  const result = await generator.generate(
    {
      turns: summaryTurns(message, prose, generator.prompts),
      maxTokens: tokensFor(chars),
      stop: ['\n\n'],
    },
    options,
  );
  if (result.finish === 'cancelled') return extracted;
  // A sentence that was cut off says something else than it would have.
  const sentences = splitSentences(result.text).filter(({ text }) => /[.!?]["'”’)]?$/u.test(text));
  const source = supportOf(message);
  const accepted = sentences
    .slice(0, MOST_SENTENCES)
    .map(({ text }) => acceptPhrase(text, prose, message, source))
    .filter((phrase) => phrase !== null);
  const taken = details.reduce((sum, { text }) => sum + text.length + 1, chars);
  const spare = Math.max(0, lengthBudget(message) - taken);
  return { ...extracted, sentences: [...putInPlace(prose, accepted, spare), ...details] };
}

/** Whether there is anything in an extract that a model would word. Mail that gives instructions to assistants is not for models. */
export function hasWordsToFind({ warnings }: Pick<Message, 'warnings'>, extracted: Summary): boolean {
  const instructs = warnings.some(({ code }) => code === 'instructions-to-assistant');
  return !instructs && extracted.sentences.some((one) => !one.details && needsWording(one));
}

/**
 * Whether a sentence was put together from pieces, stems from a list, asks, or is long. A whole short statement of the mail only loses by
 * rewording, and the time is better spent on the others.
 */
function needsWording({ text, evidence }: SummarySentence): boolean {
  return evidence.length > 1 || /^[\d(•*-]|\?$/u.test(text) || text.length > LONG_SENTENCE;
}

/** The conversation in the model's own dialect, with the evidence in the place of the whole mail: it is to phrase what was chosen, not to choose. */
function summaryTurns(
  message: Message,
  sentences: readonly SummarySentence[],
  prompts: PromptDialect,
): ChatTurn[] {
  const mail = fillMail(message, sentences.map(({ text }) => text).join('\n'), prompts.mail);
  return [
    { role: 'system', content: prompts.system },
    { role: 'user', content: `${mail}\n\n${prompts.summary}` },
  ];
}

function fillMail(message: Message, body: string, template: string): string {
  return fillPrompt(template, {
    from: message.from ? personOf(message.from) : '',
    to: message.to.map(personOf).join(', '),
    date: message.dateHeader,
    subject: message.subject,
    body,
  });
}

function personOf({ name, address }: MailAddress): string {
  return name ? `${name} <${address}>` : address;
}

/**
 * Each phrase in the place of the first sentence that it stands for, with the evidence of all of them; a sentence is replaced once. Together the
 * phrases may be longer than what they replace by `spare` characters.
 */
function putInPlace(
  extracted: readonly SummarySentence[],
  phrases: readonly Accepted[],
  spare: number,
): SummarySentence[] {
  const replaced = new Map<number, SummarySentence | null>();
  let left = spare;
  for (const { text, replaces } of phrases) {
    const originals = replaces.flatMap((index) => extracted[index] ?? []);
    const growth = text.length - originals.reduce((sum, original) => sum + original.text.length, 0);
    if (growth > left || replaces.some((index) => replaced.has(index))) continue;
    left -= Math.max(0, growth);
    const evidence = originals.flatMap((original) => original.evidence);
    replaces.forEach((index, nth) =>
      replaced.set(index, nth === 0 ? { text, evidence, origin: 'model' } : null),
    );
  }
  return extracted.flatMap((sentence, index) => {
    const phrase = replaced.get(index);
    return phrase === undefined ? [sentence] : phrase === null ? [] : [phrase];
  });
}
