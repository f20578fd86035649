import type { EmbeddedExample, EmbeddedLabel, EmbeddedText } from '../../contracts/labels';
import { softmax } from '../classify/logistic-regression';
import { closenessToGroups, findGroups, type GroupMember } from './groups';
import { sharpnessBy } from './sharpness-by';
import { learnExamples, type Learner } from './learn-examples';
import { createPace } from './pace';
import type { TermVector } from './term-space';
import { viewBatch } from './view-batch';

export interface TextScores {
  /** Of each text, its probabilities by label. */
  readonly probabilities: readonly (readonly number[])[];
  /** How much each term speaks for each label, from the examples. */
  readonly termWeights: readonly ReadonlyMap<string, number>[];
  /** The terms of each label's own words. */
  readonly labelTerms: readonly TermVector[];
  /** Of each text. */
  readonly terms: readonly TermVector[];
}

/**
 * How likely each label is for each text. Without examples: closeness in meaning and words to what the label says, seen from the middle of
 * the batch and drawn to the groups in it. Examples correct that.
 */
export async function scoreTexts(
  labels: readonly EmbeddedLabel[],
  examples: readonly EmbeddedExample[],
  texts: readonly EmbeddedText[],
  signal?: AbortSignal,
): Promise<TextScores> {
  const { members, words, labelTerms } = await viewBatch(labels, examples, texts, signal);
  const closeness = await groupCloseness(words, members, examples.length, signal);
  const sharpness = sharpnessBy(await closenessToGroups(members, words, signal), closeness);
  const pace = createPace(signal);
  const learners: Learner[] = [];
  for (const [index, { vector, terms }] of members.entries()) {
    const before = softmax((closeness[index] ?? []).map((value) => value * sharpness));
    learners.push({ vector, terms, before });
    await pace();
  }
  const asked = learners.slice(examples.length);
  const terms = asked.map((item) => item.terms);
  if (examples.length === 0) {
    const probabilities = asked.map(({ before }) => before);
    return { probabilities, terms, labelTerms, termWeights: labels.map(() => new Map()) };
  }
  const answers = examples.map(({ label }) => label);
  const lesson = await learnExamples(learners.slice(0, examples.length), answers, labels.length, signal);
  const probabilities: number[][] = [];
  for (const item of asked) {
    probabilities.push(softmax(lesson.scoresOf(item)));
    await pace();
  }
  return { probabilities, terms, labelTerms, termWeights: lesson.termWeights };
}

/** Groups that are found without a part of the examples, so that this part can be judged. */
const FOLDS = 4;
/** Texts that these groups are found with; enough to see them. */
const FOLD_TEXTS = 1000;

/**
 * Closeness of each member to the groups. An example's own label has a part in the groups of all texts but none in the groups that the
 * example is held against: what is learnt from examples must see them as it will see texts.
 */
async function groupCloseness(
  words: readonly Float32Array[],
  members: readonly GroupMember[],
  exampleCount: number,
  signal?: AbortSignal,
): Promise<number[][]> {
  const closeness = await closenessToGroups(members, await findGroups(words, members, signal), signal);
  const seen = members.slice(0, exampleCount + FOLD_TEXTS);
  for (let fold = 0; fold < Math.min(FOLDS, exampleCount); fold++) {
    const isHeld = (index: number): boolean => index < exampleCount && index % FOLDS === fold;
    const unlabelled = seen.map((member, index) => (isHeld(index) ? { ...member, label: null } : member));
    const groups = await findGroups(words, unlabelled, signal);
    const held = [...closeness.keys()].filter(isHeld);
    const asked = held.flatMap((index) => unlabelled[index] ?? []);
    (await closenessToGroups(asked, groups, signal)).forEach((row, i) => (closeness[held[i] ?? 0] = row));
  }
  return closeness;
}
