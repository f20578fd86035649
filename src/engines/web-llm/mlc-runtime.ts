import {
  MLCEngine,
  ModelType,
  type AppConfig,
  type ChatCompletionChunk,
  type ChatCompletionRequestStreaming,
  type ChatOptions,
  type Completion,
  type CompletionCreateParamsStreaming,
} from '@mlc-ai/web-llm';
import { DesksideError } from '../../contracts/failure';
import type { ModelTask } from '../../contracts/model';
import type { MlcTemplate } from './mlc-config';

/** What the engine uses of web-llm's `MLCEngine`. */
export interface MlcRuntime {
  /** Settles when web-llm is done or has failed. */
  load(): Promise<void>;
  chat(request: ChatCompletionRequestStreaming): Promise<AsyncIterable<ChatCompletionChunk>>;
  complete(request: CompletionCreateParamsStreaming): Promise<AsyncIterable<Completion>>;
  /** Vectors of these token sequences, not normalised, in order. */
  embed(sequences: number[][]): Promise<number[][]>;
  /** Ends the running answer before its next token. */
  interrupt(): Promise<void>;
  /** The running or last answer, without what belongs to a stop string of the model's own. */
  message(): Promise<string>;
  /** Of a loaded model. */
  tokenizer(): MlcTokenizer;
  unload(): Promise<void>;
}

export interface MlcTokenizer {
  /** Adds no special tokens, and takes those in the text for what they are. */
  encode(text: string): ArrayLike<number>;
  idToToken(id: number): string;
}

export interface MlcModel {
  readonly task: ModelTask;
  /** Of the folder that the files seem to lie in, ending in `/`. */
  readonly baseUrl: string;
  readonly libraryUrl: string;
  /** In place of what `mlc-chat-config.json` says. */
  readonly overrides: MlcOverrides;
  /** web-llm's reports: `fraction` runs from 0 to 1 for each of its stages, which `text` names. */
  readonly onReport: (fraction: number, text: string) => void;
}

export interface MlcOverrides {
  /** Tokens. */
  readonly context_window_size?: number;
  /** Tokens; -1 for none. */
  readonly sliding_window_size?: number;
  readonly conv_template?: MlcTemplate;
}

/** A runtime serves one model, so that its name says nothing. */
const MODEL_ID = 'model';

/** web-llm's engine for one model, in this realm: its own worker is not used. */
export function createMlcRuntime(model: MlcModel): MlcRuntime {
  const engine = new MLCEngine({
    appConfig: appConfigOf(model),
    initProgressCallback: ({ progress, text }) => model.onReport(progress, text),
    // What goes wrong is thrown or told by the device; web-llm's own words for it are for developers.
    logLevel: 'SILENT',
  });
  return {
    load: () => engine.reload(MODEL_ID),
    chat: (request) => engine.chat.completions.create(request),
    complete: (request) => engine.completions.create(request),
    embed: async (sequences) => {
      const { data } = await engine.embeddings.create({ input: sequences });
      return data.map(({ embedding }) => embedding);
    },
    interrupt: () => engine.interruptGenerate(),
    message: () => engine.getMessage(),
    tokenizer: () => tokenizerOf(engine),
    unload: () => engine.unload(),
  };
}

function appConfigOf({ task, baseUrl, libraryUrl, overrides }: MlcModel): AppConfig {
  return {
    // What stands in for the Cache API gives out the files; see `offered-files.ts`.
    cacheBackend: 'cache',
    model_list: [
      {
        model: baseUrl,
        model_id: MODEL_ID,
        model_lib: libraryUrl,
        model_type: task === 'feature-extraction' ? ModelType.embedding : ModelType.LLM,
        // web-llm’s type wants roles that it does not need.
        overrides: overrides as unknown as ChatOptions,
      },
    ],
  };
}

/** Where web-llm keeps the tokenizer of a model. It has no call that counts tokens. */
interface Pipelines {
  readonly loadedModelIdToPipeline?: ReadonlyMap<string, { readonly tokenizer?: Partial<MlcTokenizer> }>;
}

function tokenizerOf(engine: MLCEngine): MlcTokenizer {
  const { loadedModelIdToPipeline } = engine as unknown as Pipelines;
  const tokenizer = loadedModelIdToPipeline?.get(MODEL_ID)?.tokenizer;
  if (isTokenizer(tokenizer)) return tokenizer;
  throw new DesksideError({
    code: 'internal',
    message:
      'This version of WebLLM keeps its tokenizer elsewhere than Deskside expects. Choose another model.',
    retryable: false,
  });
}

function isTokenizer(tokenizer: Partial<MlcTokenizer> | undefined): tokenizer is MlcTokenizer {
  return typeof tokenizer?.encode === 'function' && typeof tokenizer.idToToken === 'function';
}
