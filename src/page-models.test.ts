import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../tests/support/eventually';
import { CHAT, listing } from '../tests/support/loaded-server-model';
import { machineWith } from '../tests/support/fake-inference-client';
import { scriptedServer } from '../tests/support/scripted-server';
import { createModelCards } from './app/models/model-cards';
import { createModelRegistry } from './app/models/model-registry';
import { createNoticeBoard } from './app/notices';
import { createOwnServers } from './app/servers/own-servers';
import { createServerDirectory } from './app/servers/server-directory';
import { createServerFetches } from './app/servers/server-fetch';
import { serverModelId } from './app/servers/server-models';
import { toFailure } from './contracts/failure';
import type { OwnServer } from './contracts/own-server';
import type { Settings } from './contracts/settings';
import { DEFAULT_SETTINGS } from './history/default-settings';
import { servePageModels } from './page-models';
import { createObservable } from './platform/observable';
import { startInPageWorker } from './worker-client/in-page-worker';
import { createInferenceClient } from './worker-client/inference-client';

const SERVER: OwnServer = {
  ...{ id: 'desk', name: 'Workstation', kind: 'other', baseUrl: 'http://localhost:9999/v1/', apiKey: null },
  models: ['m', 'other'].map((name) => ({ name, task: 'text-generation', contextLength: 4096 })),
};
const WRITER = serverModelId(SERVER.id, 'm');

/** An answer that has begun, and ends only when it is cancelled. */
function begun(signal: AbortSignal): Response {
  const piece = JSON.stringify({ choices: [{ index: 0, delta: { content: 'The audit' } }] });
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`data: ${piece}\n\n`));
      signal.addEventListener('abort', () => controller.error(signal.reason));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** The page's models over servers that answer at any address, with an answer of the chosen model under way. */
async function answering() {
  const { fetch, requests } = scriptedServer(SERVER, {
    ...listing({ id: 'm' }, { id: 'other' }),
    [CHAT]: (_, signal) => begun(signal),
  });
  const settings = createObservable<Settings>({
    ...DEFAULT_SETTINGS,
    ...{ ownServers: [SERVER], generatorId: WRITER },
  });
  const registry = createModelRegistry();
  const directory = createServerDirectory();
  const { writing } = createServerFetches(
    () => undefined,
    directory.requireWriter,
    fetch,
    'https://desk.example/',
  );
  const client = createInferenceClient({
    findModel: registry.find,
    machine: machineWith(),
    spawn: () =>
      startInPageWorker((endpoint, end) =>
        servePageModels(endpoint, end, {
          ...{ findModel: registry.find, findServer: directory.find, serverFetch: writing },
        }),
      ),
  });
  onTestFinished(() => client.dispose());
  const facts = { gpu: null, threads: 2, memoryGiB: 8, freeBytes: null, probe: null };
  const servers = createOwnServers({
    ...{ settings, registry, directory, fetch, board: createNoticeBoard() },
    cards: createModelCards(client.loaded, settings, facts),
    saveSettings: async (change) =>
      settings.update((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) })),
    unload: client.unload,
    isReachable: () => true,
    canWiden: async () => true,
    allow: async () => undefined,
  });
  const texts = () => requests.filter(({ method }) => method === 'POST').map(({ url }) => url);
  const turns = [{ role: 'user' as const, content: 'The audit is on Friday.' }];
  const generator = client.generator(registry.require(WRITER));
  const write = () => generator.generate({ turns, maxTokens: 9 }).catch(toFailure);
  const running = write();
  await eventually(() => expect(texts()).toEqual(['http://localhost:9999/v1/chat/completions']));
  return { settings, servers, running, write, texts, client };
}

it.each<[string, Partial<Settings>]>([
  ['another model is chosen', { generatorId: DEFAULT_SETTINGS.generatorId }],
  ['writing is turned off', { generation: false }],
])('sends a server no text any more as soon as %s', async (_, change) => {
  const { settings, running, write, texts, client } = await answering();
  settings.update((now) => ({ ...now, ...change }));
  expect(await running).toMatchObject({ code: 'source-not-allowed' });
  expect(client.loaded.get()).toEqual([]);
  expect(await write()).toMatchObject({ code: 'source-not-allowed' });
  expect(texts()).toHaveLength(1);
});

it('does not go on with an answer at the address that a server has from now on', async () => {
  const { settings, servers, running, texts } = await answering();
  await servers.save({ ...SERVER, baseUrl: 'https://elsewhere.example/v1/' });
  settings.update((now) => ({ ...now, theme: 'dark' }));
  expect(await running).toMatchObject({ code: 'source-not-allowed' });
  expect(texts()).toHaveLength(1);
});
