import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { exemplarMail, type Exemplars } from '../../src/tasks/classify/exemplars';
import { scoreWith, type TriageHead } from '../../src/tasks/classify/triage-head';
import { sortWith } from './outcome';
import type { Fold } from './protocols';

const EXEMPLARS_FILE = fileURLToPath(new URL('../../src/tasks/classify/exemplars.json', import.meta.url));
const OUTCOMES_FILE = fileURLToPath(new URL('../../src/app/learning/shipped-outcomes.json', import.meta.url));

/**
 * Writes what the app learns and measures against, from heads that have not seen the night that they sort: the mails to rehearse and check
 * with, and how sure each answer was and whether it was right, for the curve of risk against coverage.
 */
export async function writeExemplars(folds: readonly Fold[], shipped: TriageHead): Promise<void> {
  const calibrated = folds.map(({ origin, head, test }) => ({
    origin,
    test,
    head: { ...head, temperature: shipped.temperature, urgencyThreshold: shipped.urgencyThreshold },
  }));
  const exemplars: Exemplars = {
    embedderId: shipped.embedderId,
    dimensions: shipped.dimensions,
    cues: shipped.cues,
    mails: calibrated.flatMap(({ origin, head, test }) =>
      test.map((example) =>
        exemplarMail(origin, {
          embedding: example.embedding,
          cues: shipped.cues.map((name) => example.cues.values[name]),
          scores: scoreWith(head, example).category,
          category: example.category,
        }),
      ),
    ),
  };
  const outcomes = calibrated.flatMap(({ head, test }) =>
    sortWith(head, test).map(({ example, triage }) => ({
      confidence: Math.round(triage.confidence * 1000) / 1000,
      right: triage.category === example.category,
    })),
  );
  await writeFile(EXEMPLARS_FILE, `${JSON.stringify(exemplars)}\n`);
  await writeFile(OUTCOMES_FILE, `${JSON.stringify(outcomes)}\n`);
}
