import '../src/platform/install-trusted-types';
import * as Comlink from 'comlink';
import type { ImportWorkerApi } from '../src/contracts/import-api';
import { createImportApi } from '../src/importers/create-import-api';

Comlink.expose(createImportApi() satisfies ImportWorkerApi);
