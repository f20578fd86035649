import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ensureBriefed, openMail, waitForStart } from './support/deskside-page';
import { expectAccessible } from './support/expect-accessible';

/** What views call themselves, an amount of money, and a day of the week, in each language. */
const LANGUAGES = [
  {
    ...{ locale: 'de', name: 'Deutsch', nothingSpent: /0\s\$ ausgegeben/u },
    day: /(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch/u,
    titles: {
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

// The profile is that of all specs, and keeps the language.
test.afterEach(async ({ page }) => {
  if (!(await page.locator('html[lang="de"], html[lang="es"]').count())) return;
  await choose(page, 'English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
});

for (const { locale, name, nothingSpent, day, titles } of LANGUAGES) {
  test(`the main views speak ${name} at once, write dates and amounts its way, and axe finds nothing in them`, async ({
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
      });
    }
    await test.step('briefing and mail', async () => {
      await go(page, '#/');
      await openMail(page, MAIL);
      // The mail's own time: a window is named by its day too, and at the week's end only.
      await expect(page.locator('time').filter({ hasText: day }).first()).toBeVisible();
      await expectAccessible(page);
    });
  });
}

for (const [languages, lang] of [
  [['fr-FR', 'fr'], 'en-GB'],
  [['fr-FR', 'de-AT'], 'de'],
] as const) {
  test(`a browser that asks for ${languages.join(', ')} gets ${lang}`, async ({ emptyPage, desk }) => {
    await emptyPage.addInitScript((wanted) => {
      Object.defineProperty(navigator, 'languages', { get: () => wanted });
    }, languages);
    await emptyPage.goto(desk.url);
    await waitForStart(emptyPage);
    await expect(emptyPage.locator('html')).toHaveAttribute('lang', lang);
  });
}
