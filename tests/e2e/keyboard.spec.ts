import type { Locator, Page } from '@playwright/test';
import { openView } from '../../scripts/lib/drive-page';
import { mail, mboxrd } from '../fixtures/mail/build-mail';
import { expect, test } from './fixtures';
import { ensureBriefed, waitForBriefing } from './support/deskside-page';
import { mboxFile } from './support/mailboxes';

/** More stops than the fullest view has. */
const MOST_STOPS = 150;

/** Goes on with Tab, as one does without a mouse, until the control has the focus. */
async function tabTo(page: Page, control: Locator, key = 'Tab'): Promise<void> {
  await expect(control).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await control.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${control} cannot be reached by ${key}.`);
}

test('the main job is done without a mouse: add mail, be briefed, read, correct, draft, copy', async ({
  page,
  desk,
}) => {
  test.setTimeout(180_000);
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(desk.url).origin,
  });
  await page.goto(desk.url);
  await ensureBriefed(page);
  const subject = `Gate time for crew ${Date.now()}`;
  const text = mail({
    headers: {
      Subject: subject,
      'Message-ID': `<${Date.now()}@north.example>`,
      Date: new Date().toUTCString(),
    },
    body: 'Dear Dana,\n\nThe gate opens at half past six on Friday.\nCan you confirm who brings the keys?\n\nAnn\n',
  });

  // Listened to well before: the browser takes a moment to hand its choosers over.
  page.once('filechooser', (chooser) => void chooser.setFiles(mboxFile('one.mbox', mboxrd([text]))));
  await tabTo(page, page.getByRole('button', { name: 'Add mail' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  // It takes the focus a moment after it is there; a Tab before that would be undone.
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await tabTo(page, dialog.getByRole('button', { name: 'Choose files', exact: true }));
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status').filter({ hasText: '1 mail' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Add mail' })).toBeFocused();
  await waitForBriefing(page);

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(subject);
  const row = page.getByRole('treeitem').filter({ hasText: subject });
  await expect(row).toBeVisible();
  await tabTo(page, page.getByRole('tree'));
  for (
    let steps = 0;
    steps < 5 && !(await page.getByRole('heading', { name: subject }).isVisible());
    steps += 1
  ) {
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
  }
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();

  const sentence = page.getByRole('region', { name: 'Summary' }).getByRole('button').first();
  await tabTo(page, sentence);
  await expect(page.locator('mark').first()).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByText('You sorted this.')).toBeVisible();

  const draft = page.getByRole('textbox', { name: 'Draft' });
  await page.keyboard.press('r');
  await expect(draft).toBeEditable({ timeout: 60_000 });
  await tabTo(page, draft);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Dear Ann,\n\nI bring the keys.\n\nDana');
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Copy', exact: true }));
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('Dear Ann,\n\nI bring the keys.\n\nDana');
});

test('dialogs hold the focus while they are open, and give it back to what opened them', async ({
  page,
  desk,
}) => {
  await page.goto(desk.url);
  await ensureBriefed(page);
  for (const [view, name] of [
    ['Briefing', 'Help'],
    ['Briefing', 'Add mail'],
    ['Settings', 'Delete all mail'],
  ] as const) {
    await openView(page, view);
    const opener = page.getByRole('button', { name, exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('[role=dialog], [role=alertdialog]');
    await expect(dialog, name).toBeVisible();
    for (let stops = 0; stops < 12; stops += 1) {
      await page.keyboard.press(stops % 2 === 0 ? 'Tab' : 'Shift+Tab');
      expect(
        await dialog.evaluate((element) => element.contains(document.activeElement)),
        `${name} after ${stops} steps`,
      ).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog, name).toBeHidden();
    await expect(opener).toBeFocused();
  }
});
