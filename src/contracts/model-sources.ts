/** Where models may be fetched from besides the app's own origin. Set by the user; the content security policy lets nothing else through. */
export interface ModelSources {
  /** Servers that answer as huggingface.co does, in order of preference: when one fails, the next is asked. Each ends in `/`. */
  readonly hubs: readonly string[];
  /** A folder that holds `<model id>/<path>` for every model, asked before the hubs; ends in `/`. Null: none. */
  readonly folder: string | null;
  /** Further origins to which these servers redirect downloads, or where the libraries of models lie; `https://*.hf.co` stands for all of its subdomains. */
  readonly redirects: readonly string[];
}

export const NO_MODEL_SOURCES: ModelSources = { hubs: [], folder: null, redirects: [] };
