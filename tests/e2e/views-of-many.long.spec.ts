import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../scripts/lib/launch-chromium';
import { expect, test } from './fixtures';
import { mailTree, visitWithoutWriting } from './support/deskside-page';
import { fillMailbox } from './support/fill-mailbox';
import { costOf, VIEW_STEPS, type StepCost } from './support/view-steps';

const FEW = 1_000;
const MANY = 50_000;
const ROUNDS = 3;
/** How much longer a step may take with fifty times the mails. Shorter ones are those of a frame, which differ by chance. */
const TIMES = 3;
const FRAMES_MS = 40;
/** Computing of a task that nobody notices. */
const SHORT_TASK_MS = 50;

type Costs = Record<'few' | 'many', StepCost[]>;

async function openFilled(url: string, profile: string, mails: number): Promise<Page> {
  const context = await launchChromium(profile);
  const page = context.pages()[0] ?? (await context.newPage());
  await visitWithoutWriting(page, url);
  await fillMailbox(page, mails);
  await page.reload();
  await expect(mailTree(page).getByRole('treeitem').nth(3)).toBeVisible({ timeout: 60_000 });
  return page;
}

const quickest = (costs: readonly StepCost[], of: 'shownMs' | 'longestMs'): number =>
  Math.min(...costs.map((cost) => cost[of]));

test('every view comes as soon with 50,000 mails as with 1,000, and nothing holds the page up', async ({
  desk,
}) => {
  test.setTimeout(1_200_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'deskside-views-'));
  const pages: Page[] = [];
  try {
    const few = await openFilled(desk.url, path.join(folder, 'few'), FEW);
    pages.push(few);
    const many = await openFilled(desk.url, path.join(folder, 'many'), MANY);
    pages.push(many);
    const costs = new Map<string, Costs>();
    // Once more than told: the first time, the parts of the views are fetched.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const step of VIEW_STEPS) {
        const of = costs.get(step.name) ?? { few: [], many: [] };
        costs.set(step.name, of);
        const [fewCost, manyCost] = [await costOf(few, step), await costOf(many, step)];
        if (round === 0) continue;
        of.few.push(fewCost);
        of.many.push(manyCost);
      }
    const figures = [...costs].map(([name, { few: a, many: b }]) => ({
      name,
      shownMs: { few: quickest(a, 'shownMs'), many: quickest(b, 'shownMs') },
      longestMs: { few: quickest(a, 'longestMs'), many: quickest(b, 'longestMs') },
      inside: b.toSorted((x, y) => x.longestMs - y.longestMs)[0]?.inside ?? [],
    }));
    await test
      .info()
      .attach('figures', { body: JSON.stringify(figures, null, 2), contentType: 'application/json' });
    const slow = figures.filter(({ shownMs }) => shownMs.many > TIMES * Math.max(shownMs.few, FRAMES_MS));
    const long = figures.filter(
      ({ longestMs }) => longestMs.many > Math.max(SHORT_TASK_MS, TIMES * longestMs.few),
    );
    expect(slow, 'views that come late').toEqual([]);
    expect(long, 'tasks that hold the page up').toEqual([]);
  } finally {
    for (const page of pages) await page.context().close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
