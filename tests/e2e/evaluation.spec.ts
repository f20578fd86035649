import { readFile } from 'node:fs/promises';
import type { EvaluationResult } from '../../src/contracts/evaluation';
import { expect, test } from './fixtures';
import { ensureBriefed, waitForStart } from './support/deskside-page';

test.describe.configure({ mode: 'serial' });

test('measures the sorting of the sample night beside its baselines, draws it and exports it', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await waitForStart(page);
  await page.goto(`${desk.url}#/evaluation`);
  await page.locator('[data-role=evaluation-suite]').selectOption('triage');
  await page.locator('[data-action=run-evaluation]').click();
  const view = page.locator('[data-evaluation-state]');
  await expect(view).toHaveAttribute('data-evaluation-state', 'done', { timeout: 240_000 });
  const results = page.locator('[data-role=evaluation-results]').last();
  await expect(results.getByRole('row', { name: /^Macro-F1/u })).toBeVisible();
  await expect(results.getByRole('table', { name: /What it should be/u })).toBeVisible();
  await expect(results.getByRole('img', { name: /How often it is right/u })).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action=export-evaluation]').click(),
  ]);
  const saved = JSON.parse(await readFile(await download.path(), 'utf8')) as EvaluationResult;
  expect(saved).toMatchObject({ suite: 'triage', n: 60 });
  expect(saved.metrics['macroF1']).toBeGreaterThan(0.5);
  expect(saved.items).toHaveLength(60);
});

test('says which file is missing, and can be cancelled', async ({ page, desk }) => {
  await page.goto(`${desk.url}#/evaluation`);
  await page.locator('[data-role=evaluation-data]').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('nothing to measure'),
  });
  await page.locator('[data-action=run-evaluation]').click();
  const view = page.locator('[data-evaluation-state]');
  await expect(view).toHaveAttribute('data-evaluation-state', 'failed');
  await expect(view.getByRole('alert')).toContainText('labels.json');

  await page.getByText('The sample night', { exact: true }).click();
  await page.locator('[data-action=run-evaluation]').click();
  await page.locator('[data-action=cancel-evaluation]').click();
  await expect(view).toHaveAttribute('data-evaluation-state', 'cancelled', { timeout: 60_000 });
});

test('one judges one’s own mail without Deskside’s word, sees how well it does, and can teach it', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await page.goto(`${desk.url}#/evaluation`);
  await page.locator('[data-action=judge-mail]').click();
  const mail = page.locator('[data-role=judged-mail]');
  await expect(mail).toContainText('Mail 1 of 30');
  await expect(mail).not.toContainText('sure');
  // All in one place, so that some are sure to differ.
  for (const number of [2, 3, 4, 5]) {
    await page.keyboard.press('4');
    await expect(mail).toContainText(`Mail ${number} of 30`);
  }
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(mail).toContainText('Mail 4 of 30');
  // The mailbox that tests share may hold fewer than thirty; then it ends with the last one.
  for (let number = 5; number <= 31 && (await mail.isVisible()); number += 1) {
    await page.keyboard.press('4');
    const next = mail.filter({ hasText: `Mail ${number} of 30` });
    await expect(next.or(page.locator('[data-action=teach-verdicts]')).first()).toBeVisible();
  }
  const results = page.locator('[data-role=evaluation-results]');
  await expect(results.getByRole('row', { name: /^Accuracy/u })).toBeVisible();
  const teach = page.locator('[data-action=teach-verdicts]');
  await expect(teach).toBeVisible();
  await teach.click();
  await expect(page.getByText(/corrections? made/u)).toBeVisible({ timeout: 60_000 });

  await page.getByRole('button', { name: 'Start anew' }).click();
  await page.getByRole('button', { name: 'Delete them' }).click();
  await expect(results).toBeHidden();
  await page.goto(`${desk.url}#/learning`);
  await page.getByRole('button', { name: 'Forget everything learnt' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByText('Nothing yet.')).toBeVisible({ timeout: 60_000 });
});
