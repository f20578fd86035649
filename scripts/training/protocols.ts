import type { TriageHead } from '../../src/tasks/classify/triage-head';
import { isDeskMail, SECTORS } from './desk-mail';
import type { Example } from './labelled-mail';

/** A head and the mails it has not seen, all of one origin. */
export interface Fold {
  readonly origin: string;
  readonly head: TriageHead;
  readonly test: readonly Example[];
}

export const PROTOCOLS = {
  nightOut:
    'Trained on the desk mail and all nights but one, tested on that night, whose author is in no training mail',
  sectorOut: 'Trained on all nights and two sectors of the desk mail, tested on the third sector',
} as const;
export type ProtocolName = keyof typeof PROTOCOLS;

/** Fits a head for each fold of each protocol. */
export function runProtocols(
  examples: readonly Example[],
  fit: (training: readonly Example[]) => TriageHead,
): Record<ProtocolName, Fold[]> {
  const nights = [...new Set(examples.filter((example) => !isDeskMail(example)).map(({ origin }) => origin))];
  const leaveOut = (origin: string): Fold => ({
    origin,
    head: fit(examples.filter((example) => example.origin !== origin)),
    test: examples.filter((example) => example.origin === origin),
  });
  return { nightOut: nights.map(leaveOut), sectorOut: SECTORS.map(leaveOut) };
}
