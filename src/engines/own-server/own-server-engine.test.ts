import { describe, expect, it } from 'vitest';
import { CHAT, listing, loadServerModel } from '../../../tests/support/loaded-server-model';
import { answer, json, scriptedServer } from '../../../tests/support/scripted-server';
import { serverTarget } from '../../../tests/support/server-target';
import type { OwnServer } from '../../contracts/own-server';
import { createOwnServerEngine } from './own-server-engine';

describe('loading', () => {
  const find = (server: OwnServer) => ({ findServer: () => server, fetch: scriptedServer({}, {}).fetch });

  it('finds the model on its server, and asks nobody else', async () => {
    const { model, connection } = await loadServerModel({ baseUrl: 'https://gpu.example/v1/' }, {});
    expect(model).toMatchObject({ device: 'server', threads: 1 });
    expect(connection.requests.map(({ url }) => url)).toEqual(['https://gpu.example/v1/models']);
  });

  it('says when the server is not set up any more', async () => {
    const engine = createOwnServerEngine({
      ...find(scriptedServer({}, {}).server),
      findServer: () => undefined,
    });
    await expect(engine.load(serverTarget('m'))).rejects.toMatchObject({
      failure: { code: 'model-missing' },
    });
  });

  it('says when the server has the model no more', async () => {
    const { server, fetch } = scriptedServer({}, listing({ id: 'another' }));
    const engine = createOwnServerEngine({ findServer: () => server, fetch });
    await expect(engine.load(serverTarget('m'))).rejects.toMatchObject({
      failure: { code: 'model-missing', message: expect.stringContaining('“m”') as string },
    });
  });

  it('has Ollama fetch the model into memory, to learn how long its context is', async () => {
    const { generate, connection } = await loadServerModel(
      { kind: 'ollama' },
      {
        '/api/ps': [
          () => json(200, { models: [] }),
          () => json(200, { models: [{ name: 'm', context_length: 64 }] }),
        ],
        [CHAT]: () => answer('Hi'),
      },
    );
    expect(connection.bodies(CHAT)).toMatchObject([{ max_tokens: 1 }]);
    await expect(generate({ maxTokens: 64 })).rejects.toMatchObject({
      failure: { code: 'context-overflow' },
    });
  });
});
