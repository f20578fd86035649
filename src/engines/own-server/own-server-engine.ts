import type { Engine, LoadedModel, LoadOptions } from '../../contracts/engine';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelEntry } from '../../contracts/model';
import type { OwnServer, OwnServerModel } from '../../contracts/own-server';
import type { Fetch } from '../../platform/fetch';
import type { ServerConnection } from '../../platform/openai-client/ask-server';
import { chatBody } from '../../platform/openai-client/chat-body';
import { listServerModels } from '../../platform/openai-client/list-server-models';
import { modelGone } from '../../platform/openai-client/server-failures';
import { streamChat } from '../../platform/openai-client/stream-chat';
import { OwnServerModelHandle } from './own-server-model';

export interface OwnServerEngineOptions {
  /** The user's servers as they are set up now. */
  readonly findServer: (serverId: string) => OwnServer | undefined;
  /** The only way to them. */
  readonly fetch: Fetch;
}

/**
 * Models that a server of the user's runs, over the OpenAI API. Asks nobody but the server that the model names. Needs no worker: there is
 * nothing to compute here.
 */
export function createOwnServerEngine({ findServer, fetch }: OwnServerEngineOptions): Engine {
  return {
    id: 'own-server',
    async load({ model: entry, signal, onProgress }: LoadOptions): Promise<LoadedModel> {
      if (signal.aborted) throw new DesksideError(CANCELLED);
      onProgress?.(0);
      const { server, model } = serverOf(entry, findServer);
      const connection = { server, fetch };
      const listed = await findModel(connection, model, signal);
      onProgress?.(0.5);
      const contextLength = await contextOf(connection, entry, listed, signal);
      onProgress?.(1);
      return new OwnServerModelHandle(connection, entry, model, contextLength ?? entry.contextLength);
    },
  };
}

function serverOf(
  { source, name }: ModelEntry,
  findServer: OwnServerEngineOptions['findServer'],
): { readonly server: OwnServer; readonly model: string } {
  if (source.kind !== 'server') {
    throw new DesksideError({
      code: 'internal',
      message: `${name} is not a model of a server. Choose another one in the settings.`,
      retryable: false,
      detail: source.kind,
    });
  }
  const server = findServer(source.serverId);
  if (server) return { server, model: source.model };
  throw new DesksideError({
    code: 'model-missing',
    message: `The server that runs ${name} is not set up here any more. Add it in the settings under “Own servers”, or choose another model.`,
    retryable: false,
    detail: source.serverId,
  });
}

async function findModel(
  connection: ServerConnection,
  model: string,
  signal: AbortSignal,
): Promise<OwnServerModel> {
  const listed = await listServerModels(connection, signal);
  const found = listed.find(({ name }) => name === model);
  if (!found) throw modelGone(connection.server, model, `${listed.length} others`);
  return found;
}

/**
 * How long the context is as the server runs the model; null where it does not tell. Ollama and LM Studio tell of models in memory only, and
 * fetch them there at their first request.
 */
async function contextOf(
  connection: ServerConnection,
  { task }: ModelEntry,
  listed: OwnServerModel,
  signal: AbortSignal,
): Promise<number | null> {
  const { kind } = connection.server;
  const loadsOnDemand = kind === 'ollama' || kind === 'lm-studio';
  if (listed.contextLength !== null || !loadsOnDemand || task !== 'text-generation')
    return listed.contextLength;
  const hello = { turns: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 1 };
  const body = chatBody(connection.server, listed.name, hello, true);
  const pieces = streamChat(connection, body, signal);
  while (!(await pieces.next()).done);
  return (await findModel(connection, listed.name, signal)).contextLength;
}
