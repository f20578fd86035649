import type { DesksideApp } from './app/api';
import type { ImportFile } from './contracts/import-api';
import { createDeskside, startFailureText } from './app/create-deskside';
import { createEgressLog } from './app/egress';
import { createModelRegistry } from './app/models/model-registry';
import { settingsFromAddress } from './app/settings-overrides';
import { openHistory } from './history/history';
import { openWeightStore } from './models/weight-store';
import { registerServiceWorker, type ReloadOffer } from './platform/service-worker-registration';
import { mountUi } from './ui/mount';
import { createImportClient } from './worker-client/import-client';
import { createInferenceClient } from './worker-client/inference-client';
import { createModelsClient } from './worker-client/models-client';

const OFFERS: Readonly<Record<ReloadOffer['reason'], { readonly text: string; readonly label: string }>> = {
  update: { text: 'A new version of Deskside is ready.', label: 'Reload to update' },
  threads: { text: 'Reload once, and Deskside can use all of this machine’s threads.', label: 'Reload' },
};

async function fetchSampleFile(name: string): Promise<ImportFile> {
  const response = await fetch(`samples/harbour/${name}`);
  if (!response.ok) throw new Error(`The sample could not be loaded (${response.status}).`);
  return { name, blob: await response.blob() };
}

async function buildApp(): Promise<DesksideApp> {
  const [history, weights] = await Promise.all([openHistory(), openWeightStore()]);
  const registry = createModelRegistry();
  const egress = createEgressLog();
  return createDeskside({
    version: __APP_VERSION__,
    ...{ history, weights, registry, egress },
    modelsClient: createModelsClient({
      spawn: () =>
        new Worker(new URL('../workers/models.ts', import.meta.url), { type: 'module', name: 'models' }),
      appBase: new URL('.', document.baseURI).href,
      onForeignRequest: egress.note,
      keepsModels: weights.notice !== null,
    }),
    inference: createInferenceClient({
      findModel: registry.find,
      spawn: () =>
        new Worker(new URL('../workers/inference.ts', import.meta.url), {
          type: 'module',
          name: 'inference',
        }),
    }),
    importer: createImportClient({
      spawn: () =>
        new Worker(new URL('../workers/import.ts', import.meta.url), { type: 'module', name: 'import' }),
    }),
    overrides: settingsFromAddress(location.search),
    fetchSample: async () => ({
      inbox: await fetchSampleFile('inbox.mbox'),
      sent: await fetchSampleFile('sent.mbox'),
    }),
  });
}

async function start(target: HTMLElement): Promise<void> {
  const app = await buildApp();
  mountUi(target, app);
  if (import.meta.env.DEV) return;
  await registerServiceWorker({
    isWorking: app.isWorking,
    onOffer: ({ reason, accept }) => {
      const { text, label } = OFFERS[reason];
      app.notify({ id: `reload-for-${reason}`, tone: 'info', text, action: { label, run: accept } });
    },
  });
}

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app.');
start(target).catch((thrown: unknown) => {
  console.error(thrown);
  const text = document.createElement('p');
  text.className = 'start-failure';
  text.setAttribute('role', 'alert');
  text.textContent = startFailureText(thrown);
  target.replaceChildren(text);
});
