import type { LearningCheck, LearningRequest } from '../../contracts/learning';
import type { Owner } from '../../contracts/briefing';
import type { History } from '../../history/history';
import { yieldToPage } from '../../platform/yield-to-page';
import { TRIAGE_HEAD } from '../../tasks/classify/triage-head';
import { learningRowOf } from '../../tasks/classify/untaught-scores';
import type { LearningClient } from '../../worker-client/learning-client';
import { readTriageContexts } from '../triage-contexts';
import { deleteLearntHead, putLearntHead } from './learnt-head-row';

/** The newest corrections teach; older ones say what the user no longer thinks, and would make a fit slow. */
const MOST_CORRECTIONS = 200;

export interface Learner {
  /** Fits the corrections that are stored, and stores what came of it. Asked while it runs, it runs once more for all who asked. */
  train(): Promise<void>;
  /** Whether learning helps and forgets nothing; null without corrections. */
  check(): Promise<LearningCheck | null>;
}

interface LearnerParts {
  readonly history: History;
  readonly client: LearningClient;
  readonly owner: () => Owner;
  readonly embedderId: () => string;
}

export function createLearner({ history, client, owner, embedderId }: LearnerParts): Learner {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function readRequest(): Promise<LearningRequest> {
    const corrections = (await history.corrections.all())
      .sort((a, b) => a.madeAt.localeCompare(b.madeAt))
      .slice(-MOST_CORRECTIONS);
    const contexts = await readTriageContexts(history, owner());
    const rows: LearningRequest['rows'][number][] = [];
    for (const correction of corrections) {
      const message = await history.messages.get(correction.id);
      // One made with another embedder still teaches through the cues.
      if (message) rows.push(learningRowOf(TRIAGE_HEAD, message, correction, await contexts.of(message)));
      await yieldToPage();
    }
    return { embedderId: embedderId(), cues: TRIAGE_HEAD.cues, rows };
  }

  async function trainOnce(): Promise<void> {
    const request = await readRequest();
    if (request.rows.length === 0) return deleteLearntHead(history);
    const head = await client.train(request);
    // All mail may have been deleted meanwhile, and nothing that it taught must be kept then.
    if ((await history.corrections.all()).length === 0) return deleteLearntHead(history);
    await putLearntHead(history, head);
  }

  function train(): Promise<void> {
    if (!running) {
      running = trainOnce().finally(() => (running = null));
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return train();
      });
    return next;
  }

  return {
    train,
    async check() {
      const request = await readRequest();
      return request.rows.length === 0 ? null : client.check(request);
    },
  };
}
