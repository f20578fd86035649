import { DesksideError, toFailure } from '../../contracts/failure';
import type { ForeignRequest } from '../../contracts/foreign-request';
import type { ModelEntry } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import { backgroundIdOf, listParts, openFetchedCache } from '../../models/background/fetched-cache';
import { modelOfFetchedCache } from '../../models/background/fetched-cache-name';
import { planHandOver, type PlannedRequest } from '../../models/background/plan-hand-over';
import { FILE_REQUEST } from '../../models/file-request';
import { createModelFetch } from '../../models/model-fetch';
import type { DownloadRecord, WeightStorage } from '../../models/weight-storage';
import { installLockOf } from '../../models/weight-store';
import { watchBlockedRequests } from '../../platform/blocked-requests';
import { systemClock } from '../../platform/clock';
import type { Locks } from '../../platform/locks';
import { estimateStorage, type EstimateStorage } from '../../platform/storage-estimate';
import { pageBackground, type BackgroundBrowser } from './background-browser';
import { requestsAtEnd, requestsAtStart, type HandedOver } from './background-ledger';
import { createBackgroundWatch } from './background-watch';
import type { ModelCards } from './model-cards';

/** Downloads that the browser goes on with by itself. The service worker keeps what comes, and the install takes it from there. */
export interface BackgroundDownloads {
  /** Lets the browser fetch what is missing. Where it or a server will not, the download goes on here, and this rejects. */
  handOver(modelId: string): Promise<void>;
  /** Shows how far the browser is, and resolves when it has ended and the model is there, or is not to be. */
  follow(modelId: string): Promise<void>;
  /** Ends what the browser does and keeps what has come; the download is paused then. */
  end(modelId: string): Promise<void>;
  /** Removes what was kept for downloads that there are no more. */
  tidy(): Promise<void>;
}

export interface BackgroundParts {
  readonly storage: WeightStorage;
  readonly cards: Pick<ModelCards, 'card' | 'patch'>;
  readonly locks: Locks;
  readonly requireEntry: (modelId: string) => ModelEntry;
  readonly sources: () => ModelSources;
  readonly note: (request: ForeignRequest) => void;
  /** Ends the download in all tabs. */
  readonly stop: (modelId: string) => Promise<void>;
  /** Looks at the model again, here and in the other tabs. */
  readonly changed: (modelId: string) => Promise<void>;
  readonly install: (modelId: string) => Promise<void>;
  /** Address of the app's folder. */
  readonly base?: string;
  readonly browser?: BackgroundBrowser;
  readonly estimate?: EstimateStorage;
  readonly chunkBytes?: number;
}

export function createBackgroundDownloads(parts: BackgroundParts): BackgroundDownloads {
  const { storage, cards, locks, browser = pageBackground(), estimate = estimateStorage } = parts;
  const { base = new URL('.', document.baseURI).href } = parts;
  const fetch = createModelFetch(base, parts.note, watchBlockedRequests());
  const browsing = createBackgroundWatch({ cards, locks, browser });
  const followed = new Map<string, Promise<void>>();

  async function recordOf(modelId: string): Promise<DownloadRecord | undefined> {
    return (await storage.downloads()).find((record) => record.modelId === modelId);
  }

  /** What the browser is at, or was when nobody looked. */
  async function handedOverOf(modelId: string): Promise<HandedOver | null> {
    const record = await recordOf(modelId);
    if (record?.wanted !== 'background' || !record.handedOver) return null;
    return { modelId, id: backgroundIdOf(modelId, record.handedOver.at), ...record.handedOver };
  }

  /** Of a record that is there. */
  async function want(
    modelId: string,
    wanted: DownloadRecord['wanted'],
    handedOver?: HandedOver,
  ): Promise<void> {
    const record = await recordOf(modelId);
    const { entityTags = {}, startedAt = systemClock.now() } = record ?? {};
    const { at, addresses } = handedOver ?? {};
    await storage.putDownload({
      ...{ modelId, wanted, entityTags, startedAt },
      ...(at !== undefined && addresses ? { handedOver: { at, addresses } } : {}),
    });
  }

  async function begin(modelId: string, requests: readonly PlannedRequest[]): Promise<void> {
    const at = systemClock.now();
    const addresses = [...new Set(requests.map(({ address }) => address))];
    const handedOver = { modelId, id: backgroundIdOf(modelId, at), at, addresses };
    // First, so that a page that is closed in between leaves no download that nobody knows of.
    await want(modelId, 'background', handedOver);
    const { name } = parts.requireEntry(modelId);
    const fetches = await browser.fetches();
    await fetches.fetch(
      handedOver.id,
      requests.map(({ address, range }) => toRequest(address, range)),
      {
        title: `Deskside: ${name}`,
        icons: [{ src: new URL('icons/deskside-192.png', base).href, sizes: '192x192', type: 'image/png' }],
        downloadTotal: requests.reduce((sum, { bytes }) => sum + bytes, 0),
      },
    );
    for (const request of requestsAtStart(handedOver, base)) parts.note(request);
  }

  async function tellLedger(handedOver: HandedOver): Promise<void> {
    const kept = await listParts(await openFetchedCache(handedOver.modelId));
    const own = kept.filter(({ id }) => id === handedOver.id);
    for (const request of requestsAtEnd(handedOver, own, base)) parts.note(request);
  }

  async function followToEnd(modelId: string): Promise<void> {
    const handedOver = await handedOverOf(modelId);
    if (!handedOver) return;
    await browsing.watch(handedOver);
    const end = await browsing.whenKept(handedOver);
    cards.patch(modelId, { progress: null });
    // Meanwhile another tab may have gone on, or the user may have ended it.
    if ((await handedOverOf(modelId))?.id !== handedOver.id) return;
    await tellLedger(handedOver);
    // Whoever ended it in the browser's own list of downloads wants it to stop.
    const isStopped = end?.failureReason === 'aborted';
    await want(modelId, isStopped ? 'paused' : 'running');
    await parts.changed(modelId);
    // What goes wrong stands on the model's card.
    if (!isStopped) await parts.install(modelId).catch(() => undefined);
  }

  function follow(modelId: string): Promise<void> {
    const following = followed.get(modelId) ?? followToEnd(modelId).finally(() => followed.delete(modelId));
    followed.set(modelId, following);
    return following;
  }

  return {
    async handOver(modelId) {
      const entry = parts.requireEntry(modelId);
      await parts.stop(modelId);
      try {
        const { chunkBytes } = parts;
        const planned = await locks.run(installLockOf(modelId), undefined, async () => {
          const requests = await planHandOver({
            ...{ entry, storage, fetch, estimate, base, sources: parts.sources() },
            ...(chunkBytes === undefined ? {} : { chunkBytes }),
          });
          if (requests.length > 0) await begin(modelId, requests);
          return requests;
        });
        await parts.changed(modelId);
        if (planned.length > 0) void follow(modelId);
        else void parts.install(modelId).catch(() => undefined);
      } catch (thrown) {
        void parts.install(modelId).catch(() => undefined);
        throw thrown instanceof DesksideError ? thrown : notTaken(entry.name, thrown);
      }
    },

    follow,

    async end(modelId) {
      const handedOver = await handedOverOf(modelId);
      if (!handedOver) return;
      // First, so that nobody who follows it goes on with it.
      await want(modelId, 'paused');
      await browsing.abort(handedOver);
      await tellLedger(handedOver);
      cards.patch(modelId, { progress: null });
      await parts.changed(modelId);
    },

    async tidy() {
      const wanted = new Set((await storage.downloads()).map(({ modelId }) => modelId));
      for (const name of await caches.keys()) {
        const modelId = modelOfFetchedCache(name);
        if (modelId !== null && !wanted.has(modelId)) await caches.delete(name);
      }
    },
  };
}

function toRequest(address: string, range: string): Request {
  return new Request(address, { headers: { Range: range }, ...FILE_REQUEST });
}

function notTaken(name: string, cause: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'request-unsupported',
      message: `The browser would not take over the download of “${name}”. It goes on here while Deskside is open.`,
      retryable: true,
      detail: toFailure(cause).detail ?? String(cause),
    },
    { cause },
  );
}
