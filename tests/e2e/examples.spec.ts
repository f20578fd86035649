import { expect, test } from './fixtures';
import { expectAccessible } from './support/expect-accessible';

test('an example opens with its input filled in, runs here, and shows the code that ran', async ({
  page,
  desk,
}) => {
  const texts = 'The lighthouse is painted every four years.\n\nThe keeper lives in Harwell.';
  const query = new URLSearchParams({ question: 'Where does the keeper live?', texts });
  await page.goto(`${desk.url}examples.html#ask-texts?${query.toString()}`);
  await expect(page.getByLabel('Question')).toHaveValue('Where does the keeper live?');
  await expect(page.getByLabel('Code', { exact: true })).toContainText("from 'deskside/search'");
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByLabel('Result', { exact: true })).toContainText(
    'The keeper lives in Harwell. (text 2)',
    {
      timeout: 90_000,
    },
  );
  const link = page.getByRole('link', { name: 'Link with this input' });
  expect(decodeURIComponent((await link.getAttribute('href')) ?? '')).toContain('Harwell');

  await page.getByRole('link', { name: 'Draft a reply' }).click();
  await page.getByRole('button', { name: 'Run' }).click();
  await expect(page.getByLabel('Result', { exact: true })).toContainText('Hello Ada');
  await expectAccessible(page);
  expect(desk.foreignRequests()).toEqual([]);
});
