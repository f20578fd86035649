import { openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, mailTree } from './support/deskside-page';
import { expectAccessible } from './support/expect-accessible';
import { printedPages } from './support/printed-pages';

const MAIL = 'two numbers before 10';

test('a mail that was deleted comes back with all that was made of it, and what is done stays done over a reload', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  const row = mailTree(page).getByRole('treeitem').filter({ hasText: MAIL });
  // The last that is made of it, maybe in this visit only, where a page before was closed too soon.
  await expect(row).toContainText('Draft', { timeout: 60_000 });
  const told = await row.innerText();

  await row.click({ modifiers: ['Control'] });
  await page.keyboard.press('#');
  await expect(row).toHaveCount(0);
  await page.keyboard.press('z');
  await expect(row).toHaveText(told.replace(/\s+/gu, ' '), { useInnerText: true });

  await row.click({ modifiers: ['Control'] });
  await page.keyboard.press('d');
  const done = mailTree(page).getByRole('treeitem', { name: /^Done/ });
  await expect(done).toBeVisible();
  await page.reload();
  await expect(done).toBeVisible();
  await done.click();
  // Opened, its mails may lie below what is drawn of the list.
  await page.keyboard.press('End');
  await row.click({ modifiers: ['Control'] });
  await page.keyboard.press('d');
  await expect(done).toHaveCount(0);
});

test('the palette opens a mail by its subject, is clean for axe, and the back button leads back', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  await openView(page, 'Settings');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Find a command, view or mail' });
  await field.fill('two numbers');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: MAIL })).toBeVisible();
  await expect(page).toHaveTitle(`${MAIL} · Deskside`);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
});

test('on paper there is the digest and every mail, nothing to press and no empty sheet', async ({
  page,
  desk,
}) => {
  test.setTimeout(300_000);
  await page.goto(desk.url);
  await ensureBriefed(page);
  const digest = page.getByRole('region', { name: 'Digest' });
  const needsNow = (await digest.getByRole('listitem').last().innerText()).split('\n')[0] ?? '';
  const sheets = await printedPages(page);
  expect(sheets[0]).toContain('Briefing · ');
  expect(sheets[0]).toContain('What needs you now');
  expect(sheets[0]).toContain(needsNow);
  const whole = sheets.join(' ');
  expect(whole).toContain(MAIL);
  for (const toPress of ['Add mail', 'Show all', 'Copy as Markdown', 'Print'])
    expect(whole).not.toContain(toPress);
  expect(sheets.filter((sheet) => sheet === '')).toEqual([]);
  await expect(page.locator('.print-only')).toHaveCount(0);
});
