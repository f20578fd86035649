import { CATEGORIES, type Category } from '../contracts/briefing';
import { accuracy, expectedCalibrationError, f1Of, macroF1OfPresent } from './classification-metrics';

/** What a mail should be sorted as, and what was said. */
export interface TriageOutcome {
  readonly expected: { readonly category: Category; readonly urgent: boolean };
  readonly said: { readonly category: string; readonly urgent: boolean; readonly confidence: number };
}

/** `ece` over ten bins; `urgentF1` over the mails that must be handled this morning. */
export function triageMetrics(outcomes: readonly TriageOutcome[]) {
  const expected = outcomes.map((outcome) => outcome.expected.category);
  const said = outcomes.map((outcome) => outcome.said.category);
  return {
    accuracy: accuracy<string>(expected, said),
    macroF1: macroF1OfPresent<string>(CATEGORIES, expected, said),
    urgentF1: f1Of(
      true,
      outcomes.map((outcome) => outcome.expected.urgent),
      outcomes.map((outcome) => outcome.said.urgent),
    ),
    ece: expectedCalibrationError(
      outcomes.map((outcome) => outcome.said.confidence),
      outcomes.map((outcome) => outcome.expected.category === outcome.said.category),
    ),
  };
}
