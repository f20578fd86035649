import { deleteDB } from 'idb';
import { expect } from 'vitest';
import { NO_MODEL_SOURCES, type ModelSources } from '../../../src/contracts/model-sources';
import type { Fetch } from '../../../src/platform/fetch';
import { openIndexedDbWeightStorage } from '../../../src/models/indexed-db-weight-storage';
import type { InstallOptions } from '../../../src/models/installer';
import type { WeightStorage } from '../../../src/models/weight-storage';
import type { WeightStore } from '../../../src/models/weight-store';
import { startHubServer, type HubServer, type HubServerOptions } from '../../support/hub-server';
import { sampleBytes, sampleModel } from './sample-model';
import { openTab, readFile, type TabOptions } from './stores';

export const REPO = 'desk/sample';
const CONFIG_PATH = 'config.json';
export const WEIGHTS_PATH = 'onnx/weights.bin';
export const CONFIG = sampleBytes(30, 7);
export const WEIGHTS = sampleBytes(1000, 11);
const FILES = { [CONFIG_PATH]: CONFIG, [WEIGHTS_PATH]: WEIGHTS };
/** The weights are in LFS, the configuration is in git. */
const HUB = { repositories: [{ id: REPO, files: FILES, lfsFromBytes: 500 }] };
const NEIGHBOUR = sampleBytes(200, 3);

export interface HubTab {
  readonly store: WeightStore;
  install(options?: InstallOptions): Promise<void>;
  repair(options?: InstallOptions): Promise<number>;
}

/** A browser with an installed neighbour, a hub that has the sample model, and whatever goes wrong between them. */
export interface HubStage {
  readonly hub: HubServer;
  readonly storage: WeightStorage;
  /** A further server, closed with the stage; has what the hub has unless told otherwise. */
  startMirror(options?: HubServerOptions): Promise<HubServer>;
  openTab(options?: HubTabOptions): HubTab;
  /**
   * The sample model is whole or not there, and its neighbour is unharmed. With `perhapsDamaged` bytes may have changed on the disk:
   * then a file is whole or refused.
   */
  expectSound(options?: { readonly perhapsDamaged?: boolean }): Promise<void>;
  /** The above, and that the model can be had now. */
  expectRecovery(options?: HubTabOptions): Promise<void>;
  close(): Promise<void>;
}

interface HubTabOptions extends TabOptions {
  readonly fetch?: Fetch;
  readonly sources?: Partial<ModelSources>;
  readonly storage?: WeightStorage;
}

export async function openHubStage(): Promise<HubStage> {
  const hub = await startHubServer(HUB);
  const mirrors: HubServer[] = [];
  const storage = await openIndexedDbWeightStorage();
  const neighbour = await sampleModel({ 'weights.bin': NEIGHBOUR }, 'neighbour');
  const { entry } = await sampleModel(FILES, 'sample', {
    source: { kind: 'hub', repo: REPO, revision: hub.commitOf(REPO) },
    baseUrl: '',
  });
  const catalogue = [neighbour.entry, entry];

  function openHubTab({
    fetch = (input, init) => globalThis.fetch(input, init),
    sources,
    storage: seen = storage,
    ...options
  }: HubTabOptions = {}): HubTab {
    const { store, installer } = openTab(seen, catalogue, { fetch }, options);
    const from = { sources: { ...NO_MODEL_SOURCES, hubs: [hub.url], ...sources } };
    return {
      store,
      install: (more) => installer.install(entry, { ...from, ...more }),
      repair: (more) => installer.repair(entry, { ...from, ...more }),
    };
  }

  async function expectSound({ perhapsDamaged = false } = {}): Promise<void> {
    const { store } = openHubTab();
    const { state } = await store.status('sample');
    for (const [path, bytes] of Object.entries(FILES)) {
      const read = await readFile(store, 'sample', path).catch((error: unknown) => error);
      if (state === 'absent' || state === 'partial')
        expect(read).toMatchObject({ failure: { code: 'model-missing' } });
      else if (read instanceof Uint8Array || (state === 'installed' && !perhapsDamaged))
        expect(read).toEqual(bytes);
      else expect(read).toMatchObject({ failure: { code: 'integrity-failed' } });
    }
    expect((await store.status('neighbour')).state).toBe('installed');
    expect(await readFile(store, 'neighbour', 'weights.bin')).toEqual(NEIGHBOUR);
  }

  const byPath = (url: string): Response => new Response(neighbour.contents.get(url) ?? null);
  await openTab(storage, catalogue, { fetch: async (url) => byPath(url) }).installer.install(neighbour.entry);

  return {
    hub,
    storage,
    async startMirror(options = HUB) {
      const mirror = await startHubServer(options);
      mirrors.push(mirror);
      return mirror;
    },
    openTab: openHubTab,
    expectSound,
    async expectRecovery(options) {
      await expectSound();
      const tab = openHubTab(options);
      await tab.install();
      expect((await tab.store.status('sample')).state).toBe('installed');
      await expectSound();
    },
    async close() {
      storage.close();
      await Promise.all([hub, ...mirrors].map((server) => server.close()));
      await deleteDB('deskside-weights');
    },
  };
}

/** Changes a byte of the sample model on the disk; whether the chunk was there. */
export async function damageChunk(storage: WeightStorage, path: string, index: number): Promise<boolean> {
  const chunk = (await storage.chunks('sample', path))[index];
  if (!chunk) return false;
  const data = new Uint8Array(await chunk.data.arrayBuffer());
  data[0] = (data[0] ?? 0) ^ 1;
  await storage.putChunk({ ...chunk, data: new Blob([data]) });
  return true;
}
