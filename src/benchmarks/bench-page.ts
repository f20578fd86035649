import type { LoadedModelInfo } from '../contracts/inference-api';
import type { EngineBenchmark } from './engines/engine-benchmark-api';
import type { SearchBenchmark } from './search/search-benchmark-api';
import type { StoreSample, StoreTask } from './store/store-benchmark-api';

/** What `npm run bench` asks of the page `bench.html`, which has it as `desksideBench`. */
export interface BenchPage {
  readonly engines: EngineBenchmark;
  readonly search: SearchBenchmark;
  /** Makes one measurement in a fresh worker. */
  measureStore(task: StoreTask): Promise<StoreSample>;
  /** As `measureStore`, with the memory that the browser counts for the page while the worker holds what it loaded; null where it does not tell. */
  measureHeldMemory(task: StoreTask): Promise<number | null>;
  installModel(modelId: string): Promise<void>;
  /** Loads an installed model into its engine, on WASM. */
  loadModel(modelId: string): Promise<LoadedModelInfo>;
}

declare global {
  var desksideBench: BenchPage;
}
