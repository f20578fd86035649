import { seededRandom } from '../../src/evaluation/bootstrap';
import type { TriageHead } from '../../src/tasks/classify/triage-head';
import { SECTORS } from './desk-mail';
import type { Example } from './labelled-mail';

/** A head and the mails it has not seen. */
export interface Fold {
  readonly head: TriageHead;
  readonly test: readonly Example[];
}

export const PROTOCOLS = {
  sectorOut: 'Trained on the night and two sectors of the desk mail, tested on the third sector',
  deskToNight: 'Trained on the desk mail only, tested on the sample night',
  nightFolds: 'Ten folds over the sample night, threads kept together, the desk mail always in training',
  mixedFolds: 'Five stratified folds over everything, threads kept together',
} as const;
export type ProtocolName = keyof typeof PROTOCOLS;

/** Fits a head for each fold of each protocol. */
export function runProtocols(
  examples: readonly Example[],
  fit: (training: readonly Example[]) => TriageHead,
): Record<ProtocolName, Fold[]> {
  const desk = examples.filter(({ origin }) => origin !== 'night');
  const night = examples.filter(({ origin }) => origin === 'night');
  const without = (test: readonly Example[]): Example[] => {
    const left = new Set(test);
    return examples.filter((example) => !left.has(example));
  };
  const fold = (test: readonly Example[]): Fold => ({ head: fit(without(test)), test });
  return {
    sectorOut: SECTORS.map((sector) => fold(desk.filter(({ origin }) => origin === sector))),
    deskToNight: [{ head: fit(desk), test: night }],
    nightFolds: stratifiedFolds(night, 10).map(fold),
    mixedFolds: stratifiedFolds(examples, 5).map(fold),
  };
}

/** Folds with about the same mix of labels; mails of one thread stay in one fold. */
export function stratifiedFolds(examples: readonly Example[], count: number, seed = 1): Example[][] {
  const random = seededRandom(seed);
  const threads = new Map<string, Example[]>();
  for (const example of examples) {
    const thread = `${example.origin} ${example.message.threadId}`;
    threads.set(thread, [...(threads.get(thread) ?? []), example]);
  }
  const dealt = [...threads.values()]
    .map((mails) => ({ mails, label: `${mails[0]?.category} ${mails[0]?.urgent}`, order: random() }))
    .sort((a, b) => a.label.localeCompare(b.label) || a.order - b.order);
  const folds: Example[][] = Array.from({ length: count }, () => []);
  dealt.forEach(({ mails }, index) => folds[index % count]?.push(...mails));
  return folds;
}
