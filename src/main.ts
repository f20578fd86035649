import './platform/install-trusted-types';
import type { DesksideApp } from './app/api';
import { toFailure } from './contracts/failure';
import type { ImportFile } from './contracts/import-api';
import { createDeskside } from './app/create-deskside';
import { createEgressLog } from './app/egress';
import { createModelRegistry, isRemote } from './app/models/model-registry';
import { createServerDirectory } from './app/servers/server-directory';
import { createServerFetches } from './app/servers/server-fetch';
import { settingsFromAddress } from './app/settings-overrides';
import { openHistory } from './history/history';
import { openWeightStore } from './models/weight-store';
import type { PageModelParts } from './page-models';
import { pageStorage } from './platform/page-storage';
import { registerServiceWorker, type ReloadOffer } from './platform/service-worker-registration';
import { createInstaller } from './platform/installation';
import { whenIdle } from './platform/when-idle';
import { yieldToPage } from './platform/yield-to-page';
import { endFirstPaint } from './ui/first-paint/end-first-paint';
import { showStartFailure } from './ui/start-failure';
import { createLazyImportClient } from './worker-client/lazy-import-client';
import { startInPageWorker } from './worker-client/in-page-worker';
import { createLazyInferenceClient } from './worker-client/lazy-inference-client';
import { createLazyModelsClient } from './worker-client/lazy-models-client';

const OFFERS: Readonly<Record<ReloadOffer['reason'], { readonly text: string; readonly label: string }>> = {
  update: { text: 'A new version of Deskside is ready.', label: 'Reload to update' },
  threads: { text: 'Reload once, and Deskside can use all of this machine’s threads.', label: 'Reload' },
};

/** Where the page is never idle, the files for visits without a network are fetched all the same. */
const PRECACHE_AFTER_MS = 10_000;

async function fetchSampleFile(name: string): Promise<ImportFile> {
  const response = await fetch(`samples/harbour/${name}`);
  if (!response.ok) throw new Error(`The sample could not be loaded (${response.status}).`);
  return { name, blob: await response.blob() };
}

async function serveInPage(endpoint: MessagePort, end: AbortSignal, parts: PageModelParts): Promise<void> {
  const { servePageModels } = await import('./page-models');
  servePageModels(endpoint, end, parts);
}

async function buildApp(): Promise<DesksideApp> {
  const installer = createInstaller();
  const [history, weights] = await Promise.all([openHistory(), openWeightStore()]);
  const registry = createModelRegistry();
  const egress = createEgressLog();
  const servers = createServerDirectory();
  const serverFetches = createServerFetches(egress.note, servers.requireWriter);
  const pageModels = {
    findModel: registry.find,
    findServer: servers.find,
    serverFetch: serverFetches.writing,
  };
  return createDeskside({
    version: __APP_VERSION__,
    ...{ history, weights, registry, egress, servers, installer, checkFetch: serverFetches.check },
    modelsClient: createLazyModelsClient({
      spawn: () =>
        new Worker(new URL('../workers/models.ts', import.meta.url), { type: 'module', name: 'models' }),
      appBase: new URL('.', document.baseURI).href,
      onForeignRequest: egress.note,
      keepsModels: weights.notice !== null,
    }),
    inference: createLazyInferenceClient({
      findModel: registry.find,
      spawn: (entry) =>
        isRemote(entry)
          ? startInPageWorker((endpoint, end) => serveInPage(endpoint, end, pageModels))
          : new Worker(new URL('../workers/inference.ts', import.meta.url), {
              type: 'module',
              name: 'inference',
            }),
    }),
    importer: createLazyImportClient({
      spawn: () =>
        new Worker(new URL('../workers/import.ts', import.meta.url), { type: 'module', name: 'import' }),
    }),
    spawnLearner: () =>
      new Worker(new URL('../workers/learning.ts', import.meta.url), { type: 'module', name: 'learning' }),
    spawnSearch: () =>
      new Worker(new URL('../workers/search.ts', import.meta.url), { type: 'module', name: 'search' }),
    spawnLabels: () =>
      new Worker(new URL('../workers/labels.ts', import.meta.url), { type: 'module', name: 'labels' }),
    spawnWorkspace: () =>
      new Worker(new URL('../workers/workspace.ts', import.meta.url), { type: 'module', name: 'workspace' }),
    overrides: settingsFromAddress(location.search),
    fetchSample: async () => ({
      inbox: await fetchSampleFile('inbox.mbox'),
      sent: await fetchSampleFile('sent.mbox'),
    }),
  });
}

/** A sign-in at another page may lead back here; nothing of it stays in the address. */
async function takeLoginReturn(): Promise<void> {
  if (!new URLSearchParams(location.search).has('state')) return;
  const { takeReturn } = await import('./platform/login-return');
  const address = takeReturn(pageStorage('sessionStorage'), location.href);
  if (address !== null) history.replaceState(null, '', address);
}

/** In a window that the page opened to sign in at a provider of mail, there is nothing else to do. */
async function endsLoginWindow(target: HTMLElement): Promise<boolean> {
  if (!/[#&]state=/.test(location.hash)) return false;
  const { endLoginWindow } = await import('./ui/login-return');
  return endLoginWindow(target);
}

/** The app once it is there; null in a window that is only there to sign in at a provider of mail. */
async function start(target: HTMLElement): Promise<DesksideApp | null> {
  if (await endsLoginWindow(target)) return null;
  await takeLoginReturn();
  return buildApp();
}

/** Keeps the page's files for visits without a network. */
async function keepFiles(app: DesksideApp): Promise<void> {
  if (import.meta.env.DEV) return;
  // It fetches all that the app may ever need, in the way of what the user does first.
  await whenIdle(PRECACHE_AFTER_MS);
  await registerServiceWorker({
    isWorking: app.isWorking,
    onOffer: ({ reason, accept }) => {
      const { text, label } = OFFERS[reason];
      app.notify({ id: `reload-for-${reason}`, tone: 'info', text, action: { label, run: accept } });
    },
  });
}

function appElement(): HTMLElement {
  const element = document.getElementById('app');
  if (!element) throw new Error('index.html has no #app.');
  return element;
}

const target = appElement();
const starting = start(target);

/** Shows the app with `show` once it is there, and what went wrong when it does not come. */
export async function whenStarted(show: (target: HTMLElement, app: DesksideApp) => void): Promise<void> {
  try {
    const app = await starting;
    if (!app) return;
    await yieldToPage();
    show(target, app);
    await keepFiles(app);
  } catch (thrown) {
    console.error(thrown);
    endFirstPaint();
    void showStartFailure(target, toFailure(thrown));
  }
}
