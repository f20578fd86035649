// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { createMemoryPageStorage, type PageStorage } from '../../platform/page-storage';
import { keepLook, type KeptLook } from './kept-look';

/** Runs the script as the page does, after a visit that left `look`. */
async function open({ look = null as KeptLook | null, hash = '', languages = ['en-GB'] } = {}) {
  const storage: PageStorage = createMemoryPageStorage();
  if (look) keepLook(look, storage);
  const root = { lang: 'en-GB', dataset: {} as Record<string, string> };
  vi.stubGlobal('document', { documentElement: root });
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('navigator', { languages });
  vi.stubGlobal('location', { hash });
  vi.stubGlobal('__LOCALES__', ['en', 'de', 'es']);
  vi.resetModules();
  await import('./before-paint');
  vi.unstubAllGlobals();
  return root;
}

const LOOK: KeptLook = { theme: 'system', language: 'auto', hasMail: false };

it('begins the first visit with the welcome’s words, in the first of the browser’s languages that there is', async () => {
  expect(await open()).toEqual({ lang: 'en-GB', dataset: {} });
  expect(await open({ languages: ['fr-FR', 'de-AT', 'es'] })).toEqual({ lang: 'de', dataset: {} });
});

it('begins a later visit in the theme and the language that the user chose', async () => {
  const look = { ...LOOK, theme: 'dark', language: 'es' } as const;
  expect(await open({ look, languages: ['de'] })).toEqual({ lang: 'es', dataset: { theme: 'dark' } });
});

it('begins with the frame alone where there is mail, or another view is opened', async () => {
  expect((await open({ look: { ...LOOK, hasMail: true } })).dataset).toEqual({ begins: 'frame' });
  expect((await open({ hash: '#/settings' })).dataset).toEqual({ begins: 'frame' });
  expect((await open({ hash: '#/' })).dataset).toEqual({});
});
