/** The labels worker: judges texts by label sets, driven by `src/worker-client/label-client.ts`. */
import * as Comlink from 'comlink';
import { createLabelService } from '../src/tasks/label/label-service';

Comlink.expose(createLabelService());
