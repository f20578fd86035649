import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { sampleModels } from '../../tests/fixtures/fake-models';
import { outgoingRequests, WORKSTATION } from '../../tests/fixtures/fake-servers';
import { fakeSpeedReport } from '../../tests/fixtures/fake-speed';
import { renderApp } from '../../tests/fixtures/render-app';
import { wordsOf } from '../../tests/fixtures/words-of';
import type { Language } from '../contracts/settings';
import { speak } from './i18n/locale.svelte';

/** What is called the same in English and German. */
const ALIKE = [
  ...['Name', 'English', 'Deutsch', 'Español', 'Threads', 'Details', 'Ollama · http://192.168.1.5:11434/v1/'],
  ...['transformers.js', 'wllama', 'WebLLM', 'Workstation', 'Deskside 0.0.0 ·', 'System', 'Browser'],
  ...['transformers.js · int8', 'transformers.js · q4', 'transformers.js · q8'],
];

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
  app.set.models.set(sampleModels());
  app.set.speed.set(fakeSpeedReport());
  app.set.settings.update((settings) => ({ ...settings, ownServers: [WORKSTATION] }));
  app.set.outgoing.set(outgoingRequests(Date.UTC(2026, 10, 2, 9, 30)));
});
afterEach(() => speak('en'));

const choose = (language: Language) => app.set.settings.update((settings) => ({ ...settings, language }));

/** All texts in some data: names of models, say, which are shown as they are. */
function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  return data !== null && typeof data === 'object' ? Object.values(data).flatMap(textsOf) : [];
}

test.each([
  ['#/settings', 'Settings', 'Einstellungen', 'Ajustes'],
  ['#/models', 'Models and storage', 'Modelle und Speicher', 'Modelos y almacenamiento'],
  [
    '#/speed',
    'How fast is this machine?',
    'Wie schnell ist dieses Gerät?',
    '¿Qué velocidad tiene este equipo?',
  ],
])('%s changes its language while it is open, and leaves nothing in the other', async (hash, ...titles) => {
  const [english = '', german = '', spanish = ''] = titles;
  const view = await renderApp(app, hash);
  const title = (name: string) => expect.element(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const words = () => wordsOf(view.container.querySelector('.page-inner') ?? view.container);
  await title(english);
  const before = words();
  expect(before.length).toBeGreaterThan(10);

  choose('de');
  await title(german);
  const shown = textsOf([app.models.get(), app.speed.get(), app.outgoing.get(), ALIKE]).join('\n');
  const now = new Set(words());
  expect(before.filter((text) => now.has(text) && !shown.includes(text))).toEqual([]);

  choose('es');
  await title(spanish);
  choose('en');
  await title(english);
  expect(words()).toEqual(before);
});
