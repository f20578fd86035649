/** The workspace worker: writes and reads the file that holds everything, driven by `src/worker-client/workspace-client.ts`. */
import * as Comlink from 'comlink';
import { createWorkspaceService } from '../src/workspace-file/workspace-service';

Comlink.expose(createWorkspaceService());
