import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { ensureBriefed, mailTree, openMail } from './support/deskside-page';

test.describe.configure({ mode: 'serial' });

async function openLearning(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/learning`);
  await expect(page.getByRole('heading', { name: 'What Deskside has learnt' })).toBeVisible();
}

test('a rule in plain words shows what it moves, moves it, and lets go when it is deleted', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openLearning(page, desk.url);
  await page.locator('[data-action=new-rule]').click();
  const sentence = page.locator('[data-role=rule-sentence]');
  await sentence.fill('numbers from everyone');
  await expect(page.getByText(/It does not say what these mails are/u)).toBeVisible();
  await sentence.fill('mails with “numbers” in the subject can be skipped');
  await expect(page.locator('[data-role=rule-test]')).toContainText('moves 1');
  await page.locator('[data-action=save-rule]').click();
  await expect(page.getByText('The rule is saved. 1 mail moved.')).toBeVisible();

  await page.goto(`${desk.url}#/`);
  await page.getByRole('treeitem').filter({ hasText: 'Can be skipped' }).first().click();
  await openMail(page, 'two numbers before 10');
  await expect(page.getByText(/Your rule: “mails with/u)).toBeVisible();

  await openLearning(page, desk.url);
  await page.getByRole('button', { name: /^Delete “mails with/u }).click();
  await expect(page.getByText('No rules yet.')).toBeVisible();
  await page.goto(`${desk.url}#/`);
  await openMail(page, 'two numbers before 10');
  await expect(page.getByText(/Your rule:/u)).toBeHidden();
});

test('a correction is learnt, told of, measured, and forgotten with an undo', async ({ page, desk }) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openMail(page, 'two numbers before 10');
  await page.keyboard.press('3');
  await page.getByRole('link', { name: 'What was learnt' }).click();
  const lesson = page.getByText('From 1 correction: mail like “two numbers before 10” is Read');
  const forget = page.getByRole('button', { name: /^Forget .*two numbers before 10/u });
  await expect(lesson.first()).toBeVisible();
  await expect(page.getByRole('row', { name: /Labelled mails of others/u })).toBeVisible({ timeout: 60_000 });

  // Other specs may have taught something before.
  await forget.click();
  await expect(lesson).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(lesson.first()).toBeVisible();
  await forget.click();
  await expect(lesson).toHaveCount(0);
});

test('“not sure” begins where the user says, in the setting, in the list and on the mail', async ({
  page,
  desk,
}) => {
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openLearning(page, desk.url);
  const slider = page.getByRole('slider', { name: /not sure/u });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('Say “not sure” below 99 %')).toBeVisible();
  await page.goto(`${desk.url}#/`);
  await expect(
    mailTree(page)
      .getByText(/not sure/u)
      .first(),
  ).toBeVisible();
  await openLearning(page, desk.url);
  await slider.focus();
  await page.keyboard.press('Home');
  await page.goto(`${desk.url}#/`);
  await expect(mailTree(page).getByText(/not sure/u)).toHaveCount(0);
});
