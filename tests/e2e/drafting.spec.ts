import { expect, test } from './fixtures';
import { ensureBriefed, openMail } from './support/deskside-page';

/** A mail of the small night that asks two things. */
const SUBJECT = 'two numbers before 10';

test.describe.configure({ mode: 'serial' });

test('completes what is typed, restyles, rewrites, and gives every earlier text back', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openMail(page, SUBJECT);
  const draft = page.getByRole('textbox', { name: 'Draft' });
  await expect(draft).toBeVisible({ timeout: 60_000 });
  const written = await draft.inputValue();

  await page.getByText('Tone, length, subject and versions').click();
  await page.getByText('Formal', { exact: true }).first().click();
  await expect(draft).toHaveValue(/Thank you for your message\./u);
  await expect(page.getByText('Made formal')).not.toHaveCount(0);

  await page.getByRole('button', { name: 'Show variants' }).click();
  await page.getByRole('button', { name: 'Take the variant: Warmer, longer' }).click();
  await expect(draft).toHaveValue(/Do let me know if there is anything else I can help with\./u);

  const versions = page.getByRole('region', { name: 'Earlier versions' });
  await versions.getByRole('button', { name: 'Show the changes' }).first().click();
  await expect(versions.locator('ins')).not.toHaveCount(0);
  await versions.getByRole('button', { name: 'Restore' }).last().click();
  await expect(draft).toHaveValue(written);

  await draft.fill('I cannot come.');
  await draft.press('ControlOrMeta+a');
  await page.getByRole('button', { name: 'Softer' }).click();
  // The first time, the model has to load.
  await expect(draft).toHaveValue(/afraid/u, { timeout: 60_000 });

  await draft.fill('');
  await draft.pressSequentially('Let me know if you need any');
  const ghost = page.locator('[data-role=completion]');
  await expect(ghost).toHaveText('thing else.');
  // Saving what was typed leaves the suggestion where it is.
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(ghost).toHaveText('thing else.');
  await draft.press('Escape');
  await expect(ghost).toHaveCount(0);
  await expect(draft).toBeFocused();
  await draft.pressSequentially('t');
  await expect(ghost).toHaveText('hing else.');
  await draft.press('Tab');
  await expect(draft).toHaveValue('Let me know if you need anything else.');
  // With nothing to take, Tab goes on as everywhere.
  await draft.press('Tab');
  await expect(draft).not.toBeFocused();

  await draft.fill('We meet on 31 May 2031.');
  await expect(page.getByRole('region', { name: 'Not found in the mail' })).toContainText('31 May 2031');
});

test('adds what a mail leaves open to the draft with one click', async ({ page, desk }) => {
  test.setTimeout(180_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openMail(page, 'Northlock: ok to pay?');
  const draft = page.getByRole('textbox', { name: 'Draft' });
  await expect(draft).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: /Write (?:a draft|it again)/u }).click();
  const before = await draft.inputValue();
  const suggested = page.getByRole('region', { name: 'Not asked, but open' });
  const count = await suggested.getByRole('button').count();
  expect(count).toBeGreaterThan(0);
  await suggested.getByRole('button').first().click();
  await expect(draft).not.toHaveValue(before);
  await expect(suggested.getByRole('button')).toHaveCount(count - 1);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(draft).toHaveValue(before);
});

test('shows the voice that it learnt, and writes the next draft as the user corrects it', async ({
  page,
  desk,
}) => {
  test.setTimeout(180_000);
  await page.goto(`${desk.url}#/voice`);
  await expect(page.getByRole('heading', { name: 'Your voice' })).toBeVisible();
  const signOff = page.getByRole('textbox', { name: 'Sign-off' });
  await signOff.fill('Over and out,');
  await signOff.blur();
  await expect(page.getByRole('button', { name: 'Set Sign-off back to what was learnt' })).toBeVisible();

  await page.goto(`${desk.url}#/`);
  await openMail(page, SUBJECT);
  await page.getByRole('button', { name: /Write it again/u }).click();
  await expect(page.getByRole('textbox', { name: 'Draft' })).toHaveValue(/Over and out,\nDana/u);

  await page.goto(`${desk.url}#/voice`);
  await page.getByRole('button', { name: 'Set Sign-off back to what was learnt' }).click();
  await expect(page.getByRole('textbox', { name: 'Sign-off' })).not.toHaveValue('Over and out,');
});
