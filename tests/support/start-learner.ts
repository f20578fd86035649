import * as Comlink from 'comlink';
import type { Exemplars } from '../../src/tasks/classify/exemplars';
import { createLearningService } from '../../src/tasks/classify/learning-service';
import { TRIAGE_HEAD } from '../../src/tasks/classify/triage-head';
import type { WorkerLike } from '../../src/worker-client/worker-lane';

const NO_EXEMPLARS: Exemplars = {
  embedderId: TRIAGE_HEAD.embedderId,
  dimensions: TRIAGE_HEAD.dimensions,
  cues: TRIAGE_HEAD.cues,
  mails: [],
};

/** The learning worker within this thread, with nothing to rehearse. */
export function startLearner(): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(
    createLearningService(() => Promise.resolve(NO_EXEMPLARS)),
    port2,
  );
  const terminate = (): void => {
    port1.close();
    port2.close();
  };
  return Object.assign(port1, { terminate }) as WorkerLike;
}
