import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, openMail, waitForStart } from './support/deskside-page';

const THEMES = ['light', 'dark'] as const;

/** Each view, and how a user gets there from the briefing. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  briefing: async () => undefined,
  mail: (page) => openMail(page, 'two numbers before 10'),
  models: (page) => openView(page, 'Models'),
  settings: (page) => openView(page, 'Settings'),
  help: (page) => page.getByRole('button', { name: 'Help' }).click(),
  import: (page) => page.getByRole('button', { name: 'Add mail' }).click(),
};

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map(({ html }) => html).join(' | ')}`,
  );
  expect(told).toEqual([]);
}

for (const theme of THEMES) {
  for (const [view, go] of Object.entries(VIEWS)) {
    test(`axe finds nothing in the ${view} view, ${theme}`, async ({ page, desk }) => {
      test.setTimeout(300_000);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(desk.url);
      await ensureBriefed(page);
      await go(page);
      await expectAccessible(page);
    });
  }

  test(`axe finds nothing on the first visit, ${theme}`, async ({ emptyPage, desk }) => {
    await emptyPage.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await emptyPage.goto(desk.url);
    await waitForStart(emptyPage);
    await expectAccessible(emptyPage);
  });
}
