import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeAreas } from '../../tests/fixtures/fake-areas';
import { wordsOf } from '../../tests/fixtures/words-of';
import { renderApp } from '../../tests/fixtures/render-app';
import type { RuleDraft } from '../app/learning/learning-api';
import type { Language } from '../contracts/settings';
import { parseRule, ruleExamplesIn } from '../tasks/classify/parse-rule';
import { speak } from './i18n/locale.svelte';

/** What is the same in English and German, or named by the user. */
const ALIKE = /^(?:Text|Name|Labels|Juno|Ines Prado|Gmail)$|zorvex|^krinol/iu;

/** The parts of a view are fetched as it opens. */
const LOADED_MS = 10_000;

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  const fake = createFakeApp();
  app = Object.assign(fake, { areas: { ...fake.areas, ...fakeAreas() } });
});
afterEach(() => speak('en'));

const choose = (language: Language) => app.set.settings.update((settings) => ({ ...settings, language }));

/** A sentence in each language, with a figure or a place in it where the view has one. */
const VIEWS = [
  {
    hash: '#/search',
    english: '1,100 texts can be found by words only; their meaning is read when other work is done.',
    german:
      '1.100 Texte lassen sich nur nach Wörtern finden; ihre Bedeutung wird gelesen, wenn andere Arbeit fertig ist.',
    spanish:
      '1100 textos se encuentran solo por palabras; su significado se leerá cuando acabe otro trabajo.',
  },
  {
    hash: '#/search/zorvex',
    english: '1,234 results',
    german: '1.234 Treffer',
    spanish: '1234 resultados',
  },
  {
    hash: '#/sources',
    english: '1,200 mails read so far',
    german: 'Bisher 1.200 E-Mails gelesen',
    spanish: '1200 mensajes leídos hasta ahora',
  },
  {
    hash: '#/labels/set',
    english: '2 of 1,200 rows read. What was read is kept.',
    german: '2 von 1.200 Zeilen gelesen. Das Gelesene bleibt erhalten.',
    spanish: '2 de 1200 filas leídas. Lo leído se conserva.',
  },
  {
    hash: '#/learning',
    english: 'sender contains “Zorvex” or “Krinol” and an attachment',
    german: 'Absender enthält „Zorvex“ oder „Krinol“ und mit Anhang',
    spanish: 'remitente contiene «Zorvex» o «Krinol» y con adjunto',
  },
  {
    hash: '#/voice',
    english: 'Write {first} where the first name goes, or {name} for the whole one.',
    german: 'Schreiben Sie {first}, wo der Vorname stehen soll, oder {name} für den ganzen Namen.',
    spanish: 'Escriba {first} donde vaya el nombre de pila, o {name} para el nombre completo.',
  },
  {
    hash: '#/documents',
    english: 'zorvex.pdf, 1,200 words, 2 pages',
    german: 'zorvex.pdf, 1.200 Wörter, 2 Seiten',
    spanish: 'zorvex.pdf, 1200 palabras, 2 páginas',
  },
  {
    hash: '#/documents/doc',
    english: 'Fri, 2 Oct 2026, 09:00',
    german: 'Fr., 2. Okt. 2026, 09:00',
    spanish: 'vie, 2 oct 2026, 09:00',
  },
];

test.each(VIEWS)(
  '$hash changes its language while it is open, and leaves nothing in the other',
  async (view) => {
    const { container } = await renderApp(app, view.hash);
    const says = (words: string) =>
      expect
        .poll(() => container.textContent?.replace(/\s+/gu, ' '), { timeout: LOADED_MS })
        .toContain(words);
    const words = () => wordsOf(container.querySelector('.page') ?? container);
    await says(view.english);
    const before = words();
    expect(before.length).toBeGreaterThan(10);

    choose('de');
    await says(view.german);
    const now = new Set(words());
    expect(before.filter((text) => now.has(text) && !ALIKE.test(text))).toEqual([]);

    choose('es');
    await says(view.spanish);
    choose('en');
    await says(view.english);
    expect(words()).toEqual(before);
  },
);

test('a rule is put together without a sentence, and called by its conditions in the page’s language', async () => {
  const saved: RuleDraft[] = [];
  const { learning } = fakeAreas();
  Object.assign(app.areas, {
    learning: async () => ({
      ...(await learning()),
      previewRule: () => new Promise(() => undefined),
      saveRule: async (rule) => {
        saved.push(rule);
        return 0;
      },
    }),
  } satisfies Partial<FakeApp['areas']>);
  choose('de');
  await renderApp(app, '#/learning');
  await page.getByRole('button', { name: 'Neue Regel' }).click();
  await page.getByRole('button', { name: 'Bedingung', exact: true }).click();
  await page.getByLabelText('Wörter, durch Kommas getrennt; eines genügt').fill('Rechnung');
  await userEvent.keyboard('{Tab}');
  await page.getByRole('button', { name: 'Regel speichern' }).click();
  await expect
    .poll(() => saved)
    .toMatchObject([
      {
        sentence: 'Betreff oder Text enthält „Rechnung“ → Zu erledigen',
        conditions: [{ field: 'text', test: 'contains', values: ['Rechnung'] }],
      },
    ]);
});

test('a rule is written, refused and understood in the language of the page', async () => {
  const saved: RuleDraft[] = [];
  const { learning } = fakeAreas();
  Object.assign(app.areas, {
    learning: async () => ({
      ...(await learning()),
      ...{ parseRule, ruleExamples: ruleExamplesIn },
      previewRule: () => new Promise(() => undefined),
      saveRule: async (rule) => {
        saved.push(rule);
        return 0;
      },
    }),
  } satisfies Partial<FakeApp['areas']>);
  choose('de');
  await renderApp(app, '#/learning');
  await page.getByRole('button', { name: 'Neue Regel' }).click();
  const sentence = page.getByLabelText('Sagen Sie, welche E-Mails gemeint und was sie sind');
  await expect.element(sentence).toHaveAttribute('placeholder', 'Rechnungen von Acme sind zu erledigen');
  await expect
    .element(sentence)
    .toHaveAccessibleDescription(/„Alles von der Tennisclub-Liste kann übersprungen werden“/u);

  await sentence.fill('Mails von Acme');
  await expect
    .element(sentence)
    .toHaveAccessibleDescription(
      'Es fehlt, was diese E-Mails sind: Antworten, Zu erledigen, Lesen oder Überspringen. Zum Beispiel: „Rechnungen von Acme sind zu erledigen“.',
    );

  await sentence.fill('Mails von Acme über Rechnungen sind dringend zu beantworten');
  await expect.element(page.getByLabelText('wird einsortiert als')).toHaveDisplayValue('Antworten');
  await expect.element(page.getByLabelText('und ist')).toHaveDisplayValue('dringend');
  await page.getByRole('button', { name: 'Regel speichern' }).click();
  await expect
    .poll(() => saved)
    .toMatchObject([
      {
        sentence: 'Mails von Acme über Rechnungen sind dringend zu beantworten',
        ...{ category: 'reply', urgent: true },
        conditions: [
          { field: 'sender', test: 'contains', values: ['Acme'] },
          { field: 'text', test: 'contains', values: ['Rechnungen'] },
        ],
      },
    ]);
});
