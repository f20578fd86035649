import { expect, it, vi } from 'vitest';
import type { MachineProfile } from '../../contracts/machine';
import type { OwnServer } from '../../contracts/own-server';
import type { Settings } from '../../contracts/settings';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { parseSettings } from '../../history/settings-schema';
import { BROWSER_LANGUAGE_MODEL } from '../../models/catalogue/browser-models';
import { createObservable } from '../../platform/observable';
import { createModelCards } from '../models/model-cards';
import { createModelRegistry } from '../models/model-registry';
import { createNoticeBoard } from '../notices';
import { createOwnServers } from './own-servers';
import { createServerDirectory } from './server-directory';
import { remoteWriter, serverModelId } from './server-models';

const MACHINE: MachineProfile = { gpu: null, threads: 2, memoryGiB: 8, freeBytes: null, probe: null };
const DESK: OwnServer = {
  id: 'a1b2c3d4',
  name: 'Workstation',
  kind: 'ollama',
  baseUrl: 'http://localhost:11434/v1/',
  apiKey: null,
  models: [
    { name: 'llama3.2:3b', task: 'text-generation', contextLength: 131_072 },
    { name: 'nomic-embed-text', task: 'feature-extraction', contextLength: 2048 },
  ],
};
const WRITER = serverModelId(DESK.id, 'llama3.2:3b');

function setUp(
  given: Partial<Settings> = {},
  policy: { reaches?: boolean; canWiden?: boolean; meanwhile?: () => void } = {},
) {
  const { reaches = true, canWiden = true, meanwhile = () => undefined } = policy;
  const settings = createObservable<Settings>({ ...DEFAULT_SETTINGS, ...given });
  const registry = createModelRegistry();
  const cards = createModelCards(createObservable([]), settings, MACHINE);
  const directory = createServerDirectory();
  const board = createNoticeBoard();
  const allowed: string[][] = [];
  /** The address of the server at the time when its model was ended; null when it was gone by then. */
  const ended: (string | null)[] = [];
  const unload = vi.fn(async () => {
    ended.push(settings.get().ownServers.find(({ id }) => id === DESK.id)?.baseUrl ?? null);
  });
  const servers = createOwnServers({
    ...{ settings, registry, cards, directory, board, unload },
    fetch: () => expect.unreachable('nothing is asked'),
    // As history keeps them: what it cannot read is gone after the next load.
    saveSettings: async (change) =>
      settings.update((now) => {
        const changed = typeof change === 'function' ? change(now) : change;
        return parseSettings(JSON.parse(JSON.stringify({ ...now, ...changed })));
      }),
    isReachable: () => reaches,
    canWiden: async () => canWiden,
    async allow({ ownServers }) {
      allowed.push(ownServers.map(({ baseUrl }) => baseUrl));
      meanwhile();
    },
  });
  const shown = () =>
    cards.cards
      .get()
      .filter(({ listing }) => listing.source.kind === 'server')
      .map(({ listing }) => listing.id);
  return { servers, settings, registry, cards, directory, board, allowed, unload, ended, shown };
}

it('makes the generators that were picked on a server models among the others, ready without anything stored', async () => {
  const { servers, settings, registry, cards, directory, allowed, shown } = setUp();
  expect(shown()).toEqual([]);
  await servers.save(DESK);
  expect(shown()).toEqual([WRITER]);
  expect(() => directory.find(DESK.id), 'before it is chosen').toThrow('not chosen for writing');
  settings.update((now) => ({ ...now, generatorId: WRITER }));
  expect(directory.find(DESK.id)).toEqual(DESK);
  expect(() => directory.requireWriter(`${DESK.baseUrl}chat/completions`)).not.toThrow();
  expect(() => directory.requireWriter('http://localhost:11435/v1/chat/completions')).toThrow('11435');
  expect(allowed).toEqual([[DESK.baseUrl]]);
  expect(registry.require(WRITER)).toMatchObject({
    engine: 'own-server',
    contextLength: 131_072,
    source: { kind: 'server', serverId: DESK.id, model: 'llama3.2:3b' },
  });
  expect(cards.card(WRITER)).toMatchObject({
    status: { state: 'installed', totalBytes: 0 },
    added: false,
    advice: { fit: 'good', recommended: false, reasons: ['It would run on your server.'] },
  });
});

it('keeps a server that another tab sets up meanwhile', async () => {
  const other = { ...DESK, id: 'e5f6a7b8', name: 'Cellar' };
  const meanwhile = () => settings.update((now) => ({ ...now, ownServers: [other] }));
  const { servers, settings } = setUp({}, { meanwhile });
  await servers.save(DESK);
  expect(settings.get().ownServers).toEqual([other, DESK]);
});

it('takes an embedder of a server for nothing, because sorting knows the vectors of one embedder only', async () => {
  const { servers, registry } = setUp();
  await servers.save(DESK);
  expect(registry.find(serverModelId(DESK.id, 'nomic-embed-text'))).toBeUndefined();
});

it('exchanges a server for its new version, and ends what its models run, so that it is asked there from then on', async () => {
  const { servers, settings, unload, ended, shown, allowed } = setUp({ ownServers: [DESK] });
  const moved = { ...DESK, baseUrl: 'https://gpu.example/v1/', models: DESK.models.slice(1) };
  await servers.save(moved);
  expect(settings.get().ownServers).toEqual([moved]);
  expect(unload).toHaveBeenCalledWith(WRITER);
  expect(ended).toEqual([moved.baseUrl]);
  expect(allowed).toEqual([[moved.baseUrl]]);
  expect(shown()).toEqual([]);
});

it.each([
  ['the server is removed', (servers: ReturnType<typeof setUp>['servers']) => servers.remove(DESK.id)],
  [
    'the model is not picked any more',
    (servers: ReturnType<typeof setUp>['servers']) => servers.save({ ...DESK, models: [] }),
  ],
])('lets the starter model write again when %s', async (_what, change) => {
  const { servers, settings, shown } = setUp({ ownServers: [DESK], generatorId: WRITER });
  expect(shown()).toEqual([WRITER]);
  await change(servers);
  expect(settings.get().generatorId).toBe(DEFAULT_SETTINGS.generatorId);
  expect(shown()).toEqual([]);
});

it('asks the user again before a chosen model gets texts at another address', async () => {
  const { servers, settings, board } = setUp({ ownServers: [DESK], generatorId: WRITER });
  await servers.save({ ...DESK, name: 'Under the desk', apiKey: 'secret' });
  expect(settings.get().generatorId).toBe(WRITER);
  await servers.save({ ...DESK, baseUrl: 'https://elsewhere.example/v1/' });
  expect(settings.get().generatorId).toBe(DEFAULT_SETTINGS.generatorId);
  expect(board.notices.get()).toMatchObject([
    { tone: 'info', text: expect.stringContaining('another address') },
  ]);
});

it('leaves another choice alone when a server goes', async () => {
  const { servers, settings, ended } = setUp({ ownServers: [DESK], generatorId: 'qwen3-0.6b' });
  await servers.remove(DESK.id);
  expect(ended, 'asked again, it must not meet the server').toEqual([null]);
  expect(settings.get()).toMatchObject({ generatorId: 'qwen3-0.6b', ownServers: [] });
});

it('says at the start that the chosen model’s server is gone, and not when it is there', async () => {
  const gone = setUp({ generatorId: WRITER });
  await gone.servers.start();
  expect(gone.settings.get().generatorId).toBe(DEFAULT_SETTINGS.generatorId);
  expect(gone.board.notices.get()).toMatchObject([{ tone: 'warning' }]);

  const there = setUp({ generatorId: WRITER, ownServers: [DESK] });
  await there.servers.start();
  expect(there.settings.get().generatorId).toBe(WRITER);
  expect(there.board.notices.get()).toEqual([]);
});

it('tells of servers that count from the next load on, and refuses those that no load would reach', async () => {
  const later = setUp({}, { reaches: false });
  await later.servers.save(DESK);
  expect(later.servers.pending.get()).toEqual([DESK.id]);

  const never = setUp({}, { reaches: false, canWiden: false });
  await expect(never.servers.save(DESK)).rejects.toMatchObject({ failure: { code: 'source-not-allowed' } });
  expect(never.settings.get().ownServers).toEqual([]);
  expect(never.allowed).toEqual([]);
});

it('keeps ids that the settings can hold, for names as long as servers give them', async () => {
  const { servers, settings } = setUp();
  const name = `hf.co/${'a-long-name-of-an-owner/'.repeat(10)}Model-GGUF:Q4_K_M`;
  await servers.save({ ...DESK, models: [{ name, task: 'text-generation', contextLength: null }] });
  const generatorId = serverModelId(DESK.id, name);
  expect(parseSettings({ ...settings.get(), generatorId }).generatorId).toBe(generatorId);
});

it('signs with the model, the server and its host', async () => {
  const { registry } = setUp({ ownServers: [DESK] });
  registry.setRemote('browser', [BROWSER_LANGUAGE_MODEL]);
  expect(remoteWriter(registry.require(WRITER), [DESK])).toEqual({
    model: 'llama3.2:3b',
    server: { name: 'Workstation', host: 'localhost:11434' },
  });
  expect(remoteWriter(registry.require(BROWSER_LANGUAGE_MODEL.id), [DESK])).toEqual({
    model: 'Browser language model',
    server: null,
  });
  expect(remoteWriter(registry.require(DEFAULT_SETTINGS.generatorId), [DESK])).toBeNull();
});
