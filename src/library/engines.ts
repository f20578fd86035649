/** `deskside/engines`: runs Deskside's models in workers of your page. */
export { startModels } from './start-models';
export type { ModelLoading, RunningModels, StartModelsOptions } from './start-models';
export type {
  RunOptions,
  TextEmbedder,
  TextGenerator,
  GenerateRequest,
  GenerateResult,
} from '../contracts/capabilities';
export type { LoadedModelInfo } from '../contracts/inference-api';
export { DesksideError } from '../contracts/failure';
