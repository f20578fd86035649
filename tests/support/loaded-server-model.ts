import type { GenerateRequest } from '../../src/contracts/capabilities';
import type { OwnServer } from '../../src/contracts/own-server';
import { createOwnServerEngine } from '../../src/engines/own-server/own-server-engine';
import { json, scriptedServer, type Script } from './scripted-server';
import { serverTarget } from './server-target';

export const CHAT = '/v1/chat/completions';
const NEVER = new AbortController().signal;

export const listing = (...models: readonly object[]): Script => ({
  '/v1/models': () => json(200, { data: models }),
});

/** The model `m` of a scripted server, loaded by the engine; `pieces` are what it streamed. */
export async function loadServerModel(change: Partial<OwnServer>, script: Script) {
  const connection = scriptedServer(change, { ...listing({ id: 'm' }), ...script });
  const engine = createOwnServerEngine({ findServer: () => connection.server, fetch: connection.fetch });
  const model = await engine.load(serverTarget('m'));
  const pieces: string[] = [];
  const generate = (request: Partial<GenerateRequest> = {}, signal = NEVER) =>
    model.generate(
      { turns: [{ role: 'user', content: 'Hello' }], maxTokens: 16, ...request },
      (piece) => void pieces.push(piece),
      signal,
    );
  return { model, generate, pieces, connection };
}
