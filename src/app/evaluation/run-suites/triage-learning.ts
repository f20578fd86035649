import type { Correction } from '../../../contracts/briefing';
import type { LearningPoint } from '../../../contracts/evaluation';
import { seededRandom } from '../../../evaluation/bootstrap';
import { mean } from '../../../evaluation/mean';
import { shuffled } from '../../../evaluation/shuffled';
import { triageMetrics, type TriageOutcome } from '../../../evaluation/triage-score';
import { yieldToPage } from '../../../platform/yield-to-page';
import { originOf } from '../../../tasks/classify/correction-memory';
import { createTriage } from '../../../tasks/classify/create-triage';
import { TRIAGE_HEAD } from '../../../tasks/classify/triage-head';
import { learningRowOf } from '../../../tasks/classify/untaught-scores';
import type { SuiteRun } from '../suite-run';
import type { TriageCase } from './triage-case';

/** Mails that the user has gone through when it is looked how the others are sorted, and orders in which they come. */
const STEPS = [0, 5, 10, 20, 30];
const ORDERS = 5;

/** How well one half of the mails is sorted after the user has gone through some of the other half and corrected what was wrong; mean over several halves. */
export async function learningCurve(cases: readonly TriageCase[], run: SuiteRun): Promise<LearningPoint[]> {
  const half = Math.floor(cases.length / 2);
  const steps = STEPS.filter((step) => step <= half);
  const points: LearningPoint[] = [];
  for (const step of steps) {
    const scores: { readonly accuracy: number; readonly macroF1: number }[] = [];
    for (let order = 1; order <= ORDERS; order++) {
      run.signal.throwIfAborted();
      run.progress(
        'Correcting mails, to see what is learnt',
        points.length * ORDERS + order,
        steps.length * ORDERS,
      );
      const mixed = shuffled(cases, seededRandom(order));
      scores.push(
        triageMetrics(await sortAfter(mixed.slice(0, step).filter(isWrong), mixed.slice(half), run)),
      );
    }
    points.push({
      examples: step,
      accuracy: mean(scores.map(({ accuracy }) => accuracy)),
      macroF1: mean(scores.map(({ macroF1 }) => macroF1)),
    });
  }
  return points;
}

async function sortAfter(
  taught: readonly TriageCase[],
  others: readonly TriageCase[],
  { heldOut, learn }: SuiteRun,
): Promise<TriageOutcome[]> {
  const head = heldOut?.head ?? TRIAGE_HEAD;
  const corrections = taught.map(toCorrection);
  const rows = taught.flatMap(({ message, context }, index) => {
    const correction = corrections[index];
    return correction ? [learningRowOf(head, message, correction, context)] : [];
  });
  const request = {
    embedderId: head.embedderId,
    cues: head.cues,
    rows,
    ...(heldOut ? { withoutNights: heldOut.nights } : {}),
  };
  const learnt = rows.length > 0 ? await learn(request) : null;
  const triage = createTriage(head);
  const outcomes: TriageOutcome[] = [];
  for (const { message, vector, context, expected } of others) {
    outcomes.push({ expected, said: triage(message, vector, { ...context, corrections, learnt }) });
    await yieldToPage();
  }
  return outcomes;
}

function isWrong({ expected, said }: TriageCase): boolean {
  return expected.category !== said.category || expected.urgent !== said.urgent;
}

function toCorrection({ message, vector, expected }: TriageCase, index: number): Correction {
  return {
    id: message.id,
    ...expected,
    madeAt: new Date(index).toISOString(),
    ...originOf(message),
    embedding: vector,
  };
}
