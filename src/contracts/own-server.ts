/** Products whose set-up Deskside can explain; all speak the OpenAI API. */
export type OwnServerKind = 'ollama' | 'llama-cpp' | 'vllm' | 'lm-studio' | 'localai' | 'jan' | 'other';

/** A model that an own server lists and the user has picked. */
export interface OwnServerModel {
  /** As the server lists it. */
  readonly name: string;
  readonly task: 'text-generation' | 'feature-extraction';
  /** Tokens; null where the server does not tell. */
  readonly contextLength: number | null;
}

/** A server of the user's that answers as the OpenAI API does: `chat/completions`, `embeddings` and `models` below `baseUrl`. */
export interface OwnServer {
  /** Chosen once, never changed; model ids are made from it. */
  readonly id: string;
  /** The user's name for it. */
  readonly name: string;
  readonly kind: OwnServerKind;
  /** Ends in `/`, for instance `http://localhost:11434/v1/`. */
  readonly baseUrl: string;
  /** Sent as a bearer token to this server only; null where it wants none. */
  readonly apiKey: string | null;
  /** Those that may be chosen for writing or understanding. */
  readonly models: readonly OwnServerModel[];
}
