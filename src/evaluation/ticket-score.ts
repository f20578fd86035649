import { accuracy, expectedCalibrationError, macroF1OfPresent } from './classification-metrics';
import { mean } from './mean';

export interface Said {
  readonly said: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly string[];
}

/** What was said of a ticket without examples, and in each split that it was not an example in. */
export interface TicketOutcome {
  readonly expected: string;
  readonly zeroShot: string;
  readonly few: readonly (Said & { readonly seed: number })[];
}

/** Of the splits the mean, of `zeroShotMacroF1` that of all tickets; `ece` over the answers of all splits together, since bins of few answers stray by chance. */
export function ticketMetrics(outcomes: readonly TicketOutcome[], labels: readonly string[]) {
  const seeds = [...new Set(outcomes.flatMap(({ few }) => few.map(({ seed }) => seed)))];
  const answers = outcomes.flatMap(({ expected, few }) => few.map((said) => ({ ...said, expected })));
  const bySplit = seeds.map((seed) => {
    const tested = answers.filter((answer) => answer.seed === seed);
    const expected = tested.map((item) => item.expected);
    const said = tested.map((item) => item.said);
    return {
      accuracy: accuracy(expected, said),
      macroF1: macroF1OfPresent(labels, expected, said),
    };
  });
  return {
    accuracy: mean(bySplit.map((split) => split.accuracy)),
    macroF1: mean(bySplit.map((split) => split.macroF1)),
    zeroShotMacroF1: macroF1OfPresent(
      labels,
      outcomes.map(({ expected }) => expected),
      outcomes.map(({ zeroShot }) => zeroShot),
    ),
    ece: expectedCalibrationError(
      answers.map(({ confidence }) => confidence),
      answers.map(({ expected, said }) => said === expected),
    ),
  };
}
