import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ensureBriefed, openMail, waitForStart } from './support/deskside-page';
import { expectAccessible, expectAccessibleInBothThemes } from './support/expect-accessible';

/** What views call themselves, an amount of money, and a day of the week, in each language. */
const LANGUAGES = [
  {
    ...{ locale: 'de', name: 'Deutsch', nothingSpent: /0\s\$ ausgegeben/u },
    day: /(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch/u,
    titles: {
      '#/search': 'Suchen und fragen',
      '#/documents': 'Dokumente',
      '#/labels': 'Labels',
      '#/learning': 'Was Deskside gelernt hat',
      '#/voice': 'Ihr Schreibstil',
      '#/speed': 'Wie schnell ist dieses Gerät?',
      '#/data': 'Ihre Daten',
      '#/sources': 'Woher Ihre E-Mails kommen',
      '#/models': 'Modelle und Speicher',
      '#/evaluation': 'Wie gut funktioniert es?',
      '#/escalation': 'Modelle anderswo',
      '#/settings': 'Einstellungen',
    },
  },
  {
    ...{ locale: 'es', name: 'Español', nothingSpent: /0\s\$ gastados/u },
    day: /lunes|martes|miércoles|jueves|viernes|sábado|domingo/u,
    titles: {
      '#/search': 'Buscar y preguntar',
      '#/documents': 'Documentos',
      '#/labels': 'Etiquetas',
      '#/learning': 'Lo que Deskside ha aprendido',
      '#/voice': 'Su estilo',
      '#/speed': '¿Qué velocidad tiene este equipo?',
      '#/data': 'Sus datos',
      '#/sources': 'De dónde viene su correo',
      '#/models': 'Modelos y almacenamiento',
      '#/evaluation': '¿Qué tal funciona?',
      '#/escalation': 'Modelos en otro lugar',
      '#/settings': 'Ajustes',
    },
  },
] as const;
const MAIL = 'two numbers before 10';

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => (location.hash = address), hash);
}

async function choose(page: Page, language: string): Promise<void> {
  await go(page, '#/settings');
  await page.locator('fieldset').getByText(language, { exact: true }).click();
}

/** Words are longer than English ones, and nothing runs out of the page all the same. */
async function expectWithinPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}

function browserAsksFor(page: Page, languages: readonly string[]): Promise<unknown> {
  return page.addInitScript((wanted) => {
    Object.defineProperty(navigator, 'languages', { get: () => wanted });
  }, languages);
}

// The profile is that of all specs, and keeps the language.
test.afterEach(async ({ page }) => {
  if (!(await page.locator('html[lang="de"], html[lang="es"]').count())) return;
  await choose(page, 'English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
});

for (const { locale, name, nothingSpent, day, titles } of LANGUAGES) {
  test(`the views speak ${name} at once, write dates and amounts its way, and axe finds nothing in them`, async ({
    page,
    desk,
  }) => {
    test.setTimeout(300_000);
    await page.goto(desk.url);
    await ensureBriefed(page);
    await openMail(page, MAIL);
    await choose(page, name);
    await expect(page.locator('html')).toHaveAttribute('lang', locale);
    for (const [hash, title] of Object.entries(titles)) {
      await test.step(title, async () => {
        await go(page, hash);
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
        if (hash === '#/escalation') await expect(page.getByText(nothingSpent).first()).toBeVisible();
        await expectAccessible(page);
        await expectWithinPhone(page);
      });
    }
    await test.step('briefing and mail', async () => {
      await go(page, '#/');
      await openMail(page, MAIL);
      // The mail's own time: a window is named by its day too, and at the week's end only.
      await expect(page.locator('time').filter({ hasText: day }).first()).toBeVisible();
      await expectAccessible(page);
      await expectWithinPhone(page);
    });
  });
}

/** The pages beside the app, and what they are called in each language. */
const PAGES = {
  'examples.html': {
    'en-GB': 'Examples for developers',
    de: 'Beispiele für die Entwicklung',
    es: 'Ejemplos para desarrollar',
  },
  'verify.html': {
    'en-GB': 'What this machine can run',
    de: 'Was dieses Gerät kann',
    es: 'Lo que puede este equipo',
  },
  'bench.html': { 'en-GB': 'Benchmarks', de: 'Benchmarks', es: 'Pruebas de rendimiento' },
} as const;

for (const lang of ['en-GB', 'de', 'es'] as const) {
  test(`the pages beside the app speak ${lang} where the browser does, and axe finds nothing in them`, async ({
    emptyPage,
    desk,
  }) => {
    await browserAsksFor(emptyPage, [lang]);
    for (const [file, titles] of Object.entries(PAGES)) {
      await emptyPage.goto(`${desk.url}${file}`);
      await expect(emptyPage.locator('html')).toHaveAttribute('lang', lang);
      await expect(emptyPage.getByRole('heading', { level: 1, name: titles[lang] })).toBeVisible();
      if (lang === 'en-GB') await expectAccessibleInBothThemes(emptyPage);
      else await expectAccessible(emptyPage);
    }
  });
}

test('the pages beside the app keep to the language that was chosen in it', async ({ page, desk }) => {
  await page.goto(desk.url);
  await waitForStart(page);
  await choose(page, 'Deutsch');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.goto(`${desk.url}examples.html#draft-reply`);
  await expect(page.getByRole('heading', { level: 2, name: 'Eine Antwort entwerfen' })).toBeVisible();
  await expect(page.getByLabel('Ihre Antwort')).toHaveValue('Yes, approved');
  await page.goto(desk.url);
  await waitForStart(page);
});

for (const [languages, lang] of [
  [['fr-FR', 'fr'], 'en-GB'],
  [['fr-FR', 'de-AT'], 'de'],
] as const) {
  test(`a browser that asks for ${languages.join(', ')} gets ${lang}`, async ({ emptyPage, desk }) => {
    await browserAsksFor(emptyPage, languages);
    await emptyPage.goto(desk.url);
    await waitForStart(emptyPage);
    await expect(emptyPage.locator('html')).toHaveAttribute('lang', lang);
  });
}
