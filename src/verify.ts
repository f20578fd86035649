/** The page `verify.html`: which models this machine runs rightly, and on what. For owners of GPUs that nobody else has tried. */
import './platform/install-trusted-types';
import { verifyModels, type VerificationRow } from './app/verify-models';
import { CATALOGUE, findModel } from './models/catalogue';
import { NO_MODEL_SOURCES } from './contracts/model-sources';
import { probeGpu } from './platform/probe-gpu';
import { chooseThreadCount } from './platform/thread-count';
import { createInferenceClient } from './worker-client/inference-client';
import { createModelsClient } from './worker-client/models-client';
import { speakPage } from './ui/i18n/page-words';
import './ui/styles/fonts.css';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/verify-page.css';

const button = element('run', HTMLButtonElement);
const emulated = element('emulated', HTMLInputElement);
const activity = element('activity', HTMLElement);
const rows = element('rows', HTMLTableSectionElement);

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`verify.html has no #${id}.`);
}

const { say, inPageLanguage } = await speakPage(document);
const VERDICTS = {
  passed: say('verify_passed'),
  failed: say('verify_failed'),
  'not run': say('verify_not_run'),
} as const satisfies Record<VerificationRow['verdict'], string>;

async function run(): Promise<void> {
  button.disabled = true;
  rows.replaceChildren();
  activity.dataset['state'] = 'running';
  const models = createModelsClient({
    spawn: () =>
      new Worker(new URL('../workers/models.ts', import.meta.url), { type: 'module', name: 'models' }),
    appBase: new URL('.', document.baseURI).href,
    // The starter pack comes from the app's own origin.
    onForeignRequest: () => undefined,
    keepsModels: true,
  });
  const client = createInferenceClient({
    findModel,
    spawn: () =>
      new Worker(new URL('../workers/inference.ts', import.meta.url), { type: 'module', name: 'inference' }),
  });
  const { crossOriginIsolated } = globalThis;
  let passed = 0;
  try {
    for await (const row of verifyModels({
      catalogue: CATALOGUE,
      install: (entry, onProgress) => models.install(entry.id, NO_MODEL_SOURCES, { onProgress }),
      client,
      gpu: await probeGpu(),
      emulatedGpu: emulated.checked,
      threads: chooseThreadCount({ logicalCores: navigator.hardwareConcurrency, crossOriginIsolated }),
      onActivity: (text) => (activity.textContent = inPageLanguage(text)),
    })) {
      if (row.verdict === 'passed') passed += 1;
      rows.append(tableRow(row));
    }
    activity.textContent = say('verify_outcome', { passed, count: rows.rows.length });
  } finally {
    client.dispose();
    models.dispose();
    button.disabled = false;
    activity.dataset['state'] = 'done';
  }
}

function tableRow(row: VerificationRow): HTMLTableRowElement {
  const line = document.createElement('tr');
  line.dataset['verdict'] = row.verdict;
  const cells = [
    row.modelId,
    row.engine,
    row.device === 'webgpu' ? 'WebGPU' : 'WASM',
    row.device === 'webgpu' ? '' : String(row.threads),
    VERDICTS[row.verdict],
    row.ms === null ? '' : row.ms.toLocaleString(document.documentElement.lang),
    inPageLanguage(row.reason),
  ];
  for (const text of cells) line.insertCell().textContent = text;
  return line;
}

button.addEventListener('click', () => {
  run().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    activity.textContent = say('verify_impossible', { reason: inPageLanguage(reason) });
  });
});
button.disabled = false;
