import type { CueName } from '../../src/tasks/classify/cues';
import { fitLogisticRegression } from '../../src/tasks/classify/logistic-regression';
import type { TriageHead } from '../../src/tasks/classify/triage-head';
import { BIAS_PENALTY, type FitSettings } from './fit-settings';
import { isDeskMail } from './desk-mail';
import type { Example } from './labelled-mail';

/**
 * What makes a mail urgent: when it is due, what it says of itself, and what stands still meanwhile. Cues of length and of the
 * kind of request were of use on the desk mail and misled on the nights.
 */
const URGENCY_CUES: readonly CueName[] = [
  'dueNow',
  'dueToday',
  'dueTonight',
  'dueTomorrow',
  'dueThisWeek',
  'dueLater',
  'urgentWords',
  'machineFailure',
  'insistence',
  'urgencyDenied',
  'blocked',
  'incident',
  'markedImportant',
];

/** Log-odds of urgent over `cueNames` and a constant, learnt from mail that needs handling: some hundred urgent mails teach no more cues. */
export function fitUrgency(
  examples: readonly Example[],
  cueNames: readonly CueName[],
  settings: FitSettings,
): TriageHead['urgency'] {
  const handled = examples.filter(({ category }) => category === 'reply' || category === 'act');
  const width = URGENCY_CUES.length + 1;
  const weights = fitLogisticRegression(
    {
      rows: handled.map(({ cues }) =>
        Float64Array.from([...URGENCY_CUES.map((name) => cues.values[name]), 1]),
      ),
      labels: handled.map(({ urgent }) => (urgent ? 1 : 0)),
      importance: handled.map((example) => (isDeskMail(example) ? 1 : settings.nightImportance)),
      classes: 2,
    },
    {
      penalty: Float64Array.from({ length: width }, (_, index) =>
        index < URGENCY_CUES.length ? settings.urgencyPenalty : BIAS_PENALTY,
      ),
    },
  );
  const logOdds = (index: number): number => (weights[width + index] ?? 0) - (weights[index] ?? 0);
  return {
    cues: cueNames.map((cue) => {
      const index = URGENCY_CUES.indexOf(cue);
      return index < 0 ? 0 : logOdds(index);
    }),
    bias: logOdds(URGENCY_CUES.length),
  };
}
