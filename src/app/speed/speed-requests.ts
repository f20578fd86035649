/**
 * What models are asked while they are measured. Lengths are those of the starters' tokens and close to that for others; how long a prompt
 * really was is part of each measurement.
 */
import type { GenerateRequest } from '../../contracts/capabilities';

/** `short`: some 50 tokens. `long`: some 1,000, as a long mail has. */
export type PromptLength = 'short' | 'long';
/** Tokens of each text, the special ones included. */
export type TextLength = 32 | 256;

/** Enough for a steady mean, and few enough for the slowest ways. */
const NEW_TOKENS = 33;

const SENTENCES = [
  'The room on the second floor is free from Monday, and the team can move in as soon as the new desks are there.',
  'Please check the list of names before Friday and tell the office how many people will come to lunch.',
  'The price of the paper has gone up again, so the next order should wait until the other offers are in.',
  'Two of the five boxes came without a label, and the driver could not say where they had been packed.',
  'The meeting about the plan for the harbour begins at ten and should not take longer than an hour.',
  'Anna has the keys to the store and will be there until six, but only if someone calls her first.',
  'The report is nearly done; what is missing are the numbers of the last two weeks and one short table.',
  'Nobody has heard from the garage about the van, which makes the trip on Thursday rather uncertain.',
] as const;
const SENTENCE_COUNTS: Readonly<Record<PromptLength, number>> = { short: 1, long: 44 };

/** One token each in the vocabularies of the field. */
const WORDS = (
  'time year people way day man thing world life hand part child eye place week case point company number group problem fact house water ' +
  'room mother area money story month lot right study book job word business side kind head service friend father power hour game line end ' +
  'member law car city name team minute idea body back parent face level office door health person art war history party result change'
).split(' ');

/** Even small models write more than enough to either. */
const TASK = 'Retell this in full detail.';
const SECOND_TASK = 'Write a long list of everything that is said above, one line each.';

/** `seed` chooses the first words, so that nothing that was read for another request can be used again. */
export function speedRequest(length: PromptLength, seed: number, maxTokens = NEW_TOKENS): GenerateRequest {
  return ask(TASK, length, seed, maxTokens);
}

/** Another question on the same mail as that of `speedRequest('long', seed)`. */
export function secondRequest(seed: number, maxTokens = NEW_TOKENS): GenerateRequest {
  return ask(SECOND_TASK, 'long', seed, maxTokens);
}

/** Texts of like length and different words. How fast a text is read depends on how long it is, not on what it says. */
export function speedTexts(length: TextLength, count: number, seed: number): readonly string[] {
  // The first and the last token are special ones.
  return Array.from({ length: count }, (_, index) => words(length - 2, seed + index));
}

function ask(task: string, length: PromptLength, seed: number, maxTokens: number): GenerateRequest {
  const mail = Array.from(
    { length: SENTENCE_COUNTS[length] },
    (_, index) => SENTENCES[(seed + index) % SENTENCES.length],
  ).join(' ');
  return {
    turns: [
      { role: 'system', content: `${words(3, seed)}.` },
      { role: 'user', content: `${mail}\n\n${task}` },
    ],
    maxTokens,
  };
}

/** Begins elsewhere in the list for each seed, and after all of them goes through it in longer steps. */
function words(count: number, seed: number): string {
  const step = 1 + (Math.floor(seed / WORDS.length) % (WORDS.length - 1));
  return Array.from({ length: count }, (_, index) => WORDS[(seed + index * step) % WORDS.length]).join(' ');
}
