import type { Page } from '@playwright/test';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, openMail, waitForStart } from './support/deskside-page';
import { expectAccessibleInBothThemes } from './support/expect-accessible';
import { mboxFile } from './support/mailboxes';

/** Addresses of views, and the heading that each shows. */
const VIEWS: Readonly<Record<string, string | RegExp>> = {
  '#/search': 'Search',
  '#/sources': 'Where your mail comes from',
  '#/documents': 'Documents',
  '#/labels': 'Labels',
  '#/models': 'Models',
  '#/settings': 'Settings',
  '#/voice': 'Your voice',
  '#/learning': 'What Deskside has learnt',
  '#/evaluation': 'How well does it work?',
  '#/escalation': 'Models elsewhere',
  '#/speed': /speed|fast/i,
  '#/data': 'Your data',
};

/** What opens over a view or in it, and how a user gets there from the briefing. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'a mail': (page) => openMail(page, 'two numbers before 10'),
  'the help': (page) => page.getByRole('button', { name: 'Help' }).click(),
  'the import': (page) => page.getByRole('button', { name: 'Add mail' }).click(),
  'the command palette': async (page) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  },
  'a rule being put together': async (page) => {
    await page.evaluate(() => (location.hash = '#/learning'));
    await page.locator('[data-action=new-rule]').click();
    await page.getByRole('button', { name: 'Condition', exact: true }).click();
    await expect(page.getByRole('group', { name: 'A mail to which all of this applies' })).toBeVisible();
  },
  'a failed import': async (page) => {
    await importFiles(page, 'inbox', mboxFile('empty.mbox', ''));
    await page.getByRole('button', { name: 'Add mail' }).click();
  },
  'the question before everything is deleted': async (page) => {
    await openView(page, 'Settings');
    await page.getByRole('button', { name: 'Delete all mail' }).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
  },
};

async function openAddress(page: Page, hash: string, heading: string | RegExp): Promise<void> {
  await page.evaluate((address) => (location.hash = address), hash);
  await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
}

test('axe finds nothing in any view, light and dark', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await expectAccessibleInBothThemes(page);
  for (const [hash, heading] of Object.entries(VIEWS)) {
    await test.step(hash, async () => {
      await openAddress(page, hash, heading);
      await expectAccessibleInBothThemes(page);
    });
  }
});

for (const [state, go] of Object.entries(STATES)) {
  test(`axe finds nothing with ${state}, light and dark`, async ({ page, desk }) => {
    test.setTimeout(300_000);
    await page.goto(desk.url);
    await ensureBriefed(page);
    await go(page);
    await expectAccessibleInBothThemes(page);
  });
}

test('axe finds nothing on the first visit, light and dark', async ({ emptyPage, desk }) => {
  await emptyPage.goto(desk.url);
  await waitForStart(emptyPage);
  await expectAccessibleInBothThemes(emptyPage);
});

/** Each view, and a mail, one after the other without loading the page again. */
async function inEachView(page: Page, check: (hash: string) => Promise<void>): Promise<void> {
  for (const hash of ['#/', ...Object.keys(VIEWS), await addressOfMail(page)]) {
    await page.evaluate((address) => (location.hash = address), hash);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await check(hash);
  }
}

async function addressOfMail(page: Page): Promise<string> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1280, height: 900 });
  await openMail(page, 'two numbers before 10');
  const hash = await page.evaluate(() => location.hash);
  if (before) await page.setViewportSize(before);
  return hash;
}

test('at 200 % zoom nothing runs out of the page', async ({ page, desk }) => {
  await page.goto(desk.url);
  await ensureBriefed(page);
  // Half of a window of 1280 × 900.
  await page.setViewportSize({ width: 640, height: 450 });
  await inEachView(page, async (hash) => {
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, `${hash}: pixels beyond the right edge`).toBeLessThanOrEqual(0);
  });
});

test('nothing moves for those who asked for less motion', async ({ page, desk }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(desk.url);
  await ensureBriefed(page);
  await inEachView(page, async (hash) => {
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
          const longest = (durations: string) => Math.max(...durations.split(',').map(Number.parseFloat));
          return (
            (animationName !== 'none' && longest(animationDuration) > 0.01) ||
            longest(transitionDuration) > 0.01
          );
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(moving, hash).toEqual([]);
  });
});

test('with forced colours the focus, the chosen and the edges of fields can still be seen', async ({
  page,
  desk,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openView(page, 'Settings');
  await page.keyboard.press('Tab');
  const lost = await page.evaluate(() => {
    const invisible = (element: Element): boolean => {
      const { borderStyle, borderWidth, outlineStyle } = getComputedStyle(element);
      return (borderStyle === 'none' || Number.parseFloat(borderWidth) === 0) && outlineStyle === 'none';
    };
    const focused = document.activeElement;
    return {
      focus: focused === null || getComputedStyle(focused).outlineStyle === 'none',
      fields: [...document.querySelectorAll('input[type=text], input:not([type]), select, textarea')]
        .filter(invisible)
        .map((element) => element.outerHTML),
    };
  });
  expect(lost).toEqual({ focus: false, fields: [] });

  const chosen = page.locator('fieldset label', { has: page.locator(':checked') });
  await expect(chosen.first()).toBeVisible();
  const edges = async () =>
    chosen.evaluateAll((labels) => labels.map((label) => getComputedStyle(label).outlineStyle));
  expect(new Set(await edges())).toEqual(new Set(['solid']));
  const thumb = page.locator('.switch-thumb').first();
  const colours = await thumb.evaluate((it) => [
    getComputedStyle(it).backgroundColor,
    getComputedStyle(it.parentElement ?? it).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
  await openView(page, 'Briefing');
  await openMail(page, 'two numbers before 10');
  await expect(chosen).toHaveCount(1);
  expect(await edges()).toEqual(['solid']);
});

/** Controls that are less than 44 px high, with what lies around them and takes the press for them. */
function tooLow(): string[] {
  const heightOf = (control: Element): number => {
    const around = getComputedStyle(control, '::after');
    const isAround = around.content !== 'none' && around.position === 'absolute';
    const more = isAround ? -Number.parseFloat(around.top) - Number.parseFloat(around.bottom) : 0;
    return control.getBoundingClientRect().height + more;
  };
  return [...document.querySelectorAll('main :is(.button, .chip, .text-button, select, summary, label)')]
    .filter(
      (control) => control.checkVisibility() && (!control.matches('label') || control.querySelector('input')),
    )
    .filter((control) => Math.ceil(heightOf(control)) < 44)
    .map((control) => control.outerHTML.slice(0, 120));
}

test('on a touch screen what is pressed takes the press of a whole finger', async ({ page, desk }) => {
  await page.goto(desk.url);
  await ensureBriefed(page);
  const hash = await addressOfMail(page);
  await page.setViewportSize({ width: 390, height: 844 });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  for (const address of ['#/', hash, '#/search', '#/settings', '#/models']) {
    await page.evaluate((to) => (location.hash = to), address);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expect.poll(() => page.evaluate(tooLow), address).toEqual([]);
  }
});
