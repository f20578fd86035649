import * as v from 'valibot';
import { DesksideError } from '../../contracts/failure';
import type { OwnServerModel } from '../../contracts/own-server';
import { unlessOdd } from '../unless-odd';
import { askServerForJson, type ServerConnection } from './ask-server';
import { apiAddress, productAddress } from './base-url';
import { nonsenseFromServer } from './server-failures';

const tokens = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Where servers say how long the context is: vLLM, LM Studio, llama.cpp, and some of the others. */
const MODEL = v.object({
  id: v.string(),
  max_model_len: unlessOdd(tokens),
  loaded_context_length: unlessOdd(tokens),
  meta: unlessOdd(v.object({ n_ctx: unlessOdd(tokens) })),
  context_length: unlessOdd(tokens),
  context_window: unlessOdd(tokens),
  /** LM Studio's: `llm`, `vlm` or `embeddings`. */
  type: unlessOdd(v.string()),
});
const LIST = v.object({ data: v.nullable(v.array(MODEL)) });
type ListedModel = v.InferOutput<typeof MODEL>;

/** Ollama's, of the models that it has in memory now. */
const RUNNING = v.object({
  models: v.array(v.object({ name: v.string(), context_length: unlessOdd(tokens) })),
});

/**
 * The models that the server lists. What a model is for is a guess from its name where the server does not tell, and its context length
 * is that of the model as the server runs it, not as it was trained. Rejects as `askServer` does.
 */
export async function listServerModels(
  connection: ServerConnection,
  signal: AbortSignal,
): Promise<readonly OwnServerModel[]> {
  const listed = await readList(connection, signal);
  const ofProduct = await detailsOfProduct(connection, signal);
  return listed.map((model) => {
    const details = ofProduct.get(model.id);
    return {
      name: model.id,
      task: taskOf({ ...model, ...details }),
      contextLength: contextOf(details) ?? contextOf(model),
    };
  });
}

async function readList(connection: ServerConnection, signal: AbortSignal): Promise<readonly ListedModel[]> {
  const { server } = connection;
  const answer = await askServerForJson(
    connection,
    { address: apiAddress(server.baseUrl, 'models') },
    signal,
  );
  const list = v.safeParse(LIST, answer);
  if (!list.success) throw nonsenseFromServer(server, 'no list of models');
  return list.output.data ?? [];
}

/** What the product's own API tells beyond the list, by model; nothing where it has none. */
async function detailsOfProduct(
  connection: ServerConnection,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Partial<ListedModel>>> {
  const { kind } = connection.server;
  try {
    if (kind === 'ollama') return await runningInOllama(connection, signal);
    if (kind === 'lm-studio') return await knownToLmStudio(connection, signal);
  } catch (error) {
    const isOlder = error instanceof DesksideError && error.failure.code !== 'cancelled';
    if (!isOlder) throw error;
  }
  return new Map();
}

async function runningInOllama(
  connection: ServerConnection,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Partial<ListedModel>>> {
  const address = productAddress(connection.server.baseUrl, 'api/ps');
  const answer = v.safeParse(RUNNING, await askServerForJson(connection, { address }, signal));
  const models = answer.success ? answer.output.models : [];
  return new Map(models.map(({ name, context_length }) => [name, { loaded_context_length: context_length }]));
}

async function knownToLmStudio(
  connection: ServerConnection,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Partial<ListedModel>>> {
  const address = productAddress(connection.server.baseUrl, 'api/v0/models');
  const answer = v.safeParse(LIST, await askServerForJson(connection, { address }, signal));
  return new Map((answer.success ? (answer.output.data ?? []) : []).map((model) => [model.id, model]));
}

function contextOf(model: Partial<ListedModel> | undefined): number | null {
  return (
    model?.loaded_context_length ??
    model?.max_model_len ??
    model?.meta?.n_ctx ??
    model?.context_length ??
    model?.context_window ??
    null
  );
}

/** Families of models that make vectors, by which their names go. */
const EMBEDDERS = /embed|\b(bge|gte|e5|minilm|mpnet|labse)\b/i;

function taskOf({ id, type }: Pick<ListedModel, 'id' | 'type'>): OwnServerModel['task'] {
  const embeds = type === undefined ? EMBEDDERS.test(id) : type === 'embeddings';
  return embeds ? 'feature-extraction' : 'text-generation';
}
