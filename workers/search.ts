import * as Comlink from 'comlink';
import type { SearchWorkerApi } from '../src/contracts/search';
import { createSearchService } from '../src/tasks/search/search-service';

Comlink.expose(createSearchService() satisfies SearchWorkerApi);
