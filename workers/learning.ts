/** The learning worker: fits what corrections teach, driven by `src/worker-client/learning-client.ts`. */
import * as Comlink from 'comlink';
import type { Exemplars } from '../src/tasks/classify/exemplars';
import { createLearningService } from '../src/tasks/classify/learning-service';

Comlink.expose(
  createLearningService(
    async () => (await import('../src/tasks/classify/exemplars.json')).default as Exemplars,
  ),
);
