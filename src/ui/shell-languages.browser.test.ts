import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import type { FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import { wordsOf } from '../../tests/fixtures/words-of';
import type { Language } from '../contracts/settings';
import { loadAppWords } from './i18n/app-words.svelte';
import * as m from './i18n/compiled/messages';
import { speak } from './i18n/locale.svelte';

const MAILS: readonly FakeMail[] = [
  { id: 'audit', category: 'reply', subject: 'Vkolg', sender: 'Ines Prado' },
  { id: 'invoice', category: 'act', urgent: true, subject: 'Bnero', sender: 'Femke Bakker' },
  { id: 'doubt', category: 'read', confidence: 0.4, subject: 'Dsuit', sender: 'Jo Lund' },
  { id: 'new', category: null, subject: 'Qempa', sender: 'Ada Brandt' },
];
/** Of the mails, and what is called the same in English and German. */
const ALIKE =
  /Vkolg|Bnero|Dsuit|Qempa|Ines Prado|Femke Bakker|Jo Lund|Ada Brandt|^Hello,|^(Briefing|Labels|Gmail|Thunderbird|Apple Mail)$/u;

let app: FakeApp;

const choose = (language: Language) => app.set.settings.update((settings) => ({ ...settings, language }));
/** What still reads as it did before. */
const leftOver = (before: readonly string[], part: Element) => {
  const now = new Set(wordsOf(part));
  return before.filter((text) => now.has(text) && !ALIKE.test(text));
};

beforeEach(async () => {
  await page.viewport(1440, 900);
  await loadAppWords('de');
});
afterEach(() => speak('en'));

async function changesWhole(english: string, german: string, spanish: string): Promise<void> {
  const heading = (name: string) => expect.element(page.getByRole('heading', { name }).first()).toBeVisible();
  await heading(english);
  const before = wordsOf(document.body);
  expect(before.length).toBeGreaterThan(10);
  choose('de');
  await heading(german);
  expect(leftOver(before, document.body)).toEqual([]);
  choose('es');
  await heading(spanish);
  choose('en');
  await heading(english);
  expect(wordsOf(document.body)).toEqual(before);
}

test('the welcome changes its language while it is open', async () => {
  app = createFakeApp();
  await renderApp(app);
  await changesWhole('Last night’s mail', 'Die E-Mails der Nacht', 'El correo de la noche');
});

test('the briefing changes its language while it is open, with the list, the digest and its title', async () => {
  app = createFakeApp(MAILS);
  app.set.digest.set({
    happened:
      '4 mails from 4 senders came in. 1 waits for your answer, none of them urgent; 1 to read, 0 to skip.',
    needsYou: [{ id: 'audit', sender: 'Ines Prado', line: 'Vkolg', urgent: false }],
    counts: { reply: 1, act: 1, read: 1, skip: 0 },
  });
  await renderApp(app);
  await changesWhole('What needs you now', 'Was jetzt auf Sie wartet', 'Qué le espera ahora');
  choose('de');
  await expect.element(page.getByText('4 E-Mails von 4 Absendern sind eingegangen.')).toBeVisible();
  await userEvent.keyboard('gs');
  await expect.poll(() => document.title).toBe('Einstellungen · Deskside');
});

test('what stands in for a sender or a line is said in the language of the page, what is of a mail as it is', async () => {
  app = createFakeApp(MAILS);
  const line = { id: 'audit', urgent: false };
  const digest = {
    happened: '1 mail from 1 sender came in.',
    needsYou: [
      { ...line, sender: 'Unknown sender', line: 'A mail without subject or text.' },
      { ...line, id: 'invoice', sender: 'Reload', line: 'Cancelled.' },
    ],
    counts: { reply: 2, act: 0, read: 0, skip: 0 },
  };
  app.set.digest.set(digest);
  app.set.settings.update((settings) => ({ ...settings, language: 'de' }));
  await renderApp(app);
  await expect.element(page.getByText('Unbekannter Absender')).toBeVisible();
  await expect.element(page.getByText('Eine E-Mail ohne Betreff und Text.')).toBeVisible();
  await expect.element(page.getByText('Cancelled.')).toBeVisible();

  let copied = '';
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void (copied = text));
  await page.getByRole('button', { name: m.common_copy_markdown({}, { locale: 'de' }) }).click();
  await expect.poll(() => copied).toContain('1 E-Mail von 1 Absender ist eingegangen.');
  expect(copied).toContain('- **Unbekannter Absender:** Eine E-Mail ohne Betreff und Text.');
  expect(copied).toContain('- **Reload:** Cancelled.');
});

test('a running briefing is told in the language of the page', async () => {
  app = createFakeApp(MAILS);
  app.set.settings.update((settings) => ({ ...settings, language: 'de' }));
  app.set.briefing.set({
    ...IDLE,
    state: 'running',
    activity: 'Sorting',
    done: 1200,
    total: 4000,
    secondsLeft: 90,
  });
  await renderApp(app);
  await expect.element(page.getByText('1.200 von 4.000').first()).toBeVisible();
  await expect.element(page.getByText('noch etwa 2 min').first()).toBeVisible();
  await expect.element(page.getByText('Wird sortiert').first()).toBeVisible();
});

test('the keys and the palette are named in the language of the page, and found by these names', async () => {
  app = createFakeApp(MAILS);
  app.set.settings.update((settings) => ({ ...settings, language: 'de' }));
  await renderApp(app);
  await userEvent.keyboard('?');
  await expect.element(page.getByRole('heading', { name: 'Tastatur' })).toBeVisible();
  await expect.element(page.getByText('Entwurf schreiben')).toBeVisible();
  await expect.element(page.getByText('Umschalt', { exact: true })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('einstell');
  await expect.element(page.getByRole('option', { name: 'Einstellungen' })).toBeVisible();
});

test('what is done to mail is told in the language of the page, with its way back', async () => {
  app = createFakeApp(MAILS);
  app.set.settings.update((settings) => ({ ...settings, language: 'es' }));
  await renderApp(app);
  await expect.element(page.getByRole('tree')).toBeVisible();
  await userEvent.keyboard('jj');
  await userEvent.keyboard('d');
  await expect.element(page.getByText('El correo está hecho.')).toBeVisible();
  await page.getByRole('button', { name: 'Deshacer' }).click();
  await expect.element(page.getByText('Deshecho: El correo está hecho.')).toBeVisible();
});
