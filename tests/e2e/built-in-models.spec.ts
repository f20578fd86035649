import { openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { waitForStart } from './support/deskside-page';

test('shows nothing of models that the browser brings where it brings none, as this Chromium', async ({
  emptyPage,
  desk,
}) => {
  await emptyPage.goto(desk.url);
  await waitForStart(emptyPage);
  const available = await emptyPage.evaluate(async () => {
    const apis = ['LanguageModel', 'Summarizer'].map(
      (name) =>
        (globalThis as Record<string, unknown>)[name] as { availability?(): Promise<string> } | undefined,
    );
    return Promise.all(apis.map((api) => api?.availability?.() ?? 'absent'));
  });
  expect(available.filter((state) => state !== 'absent' && state !== 'unavailable')).toEqual([]);
  await openView(emptyPage, 'Models');
  await expect(emptyPage.getByRole('heading', { name: 'Storage', exact: true })).toBeVisible();
  await expect(emptyPage.getByRole('heading', { name: 'Models of this browser' })).toHaveCount(0);
  await expect(emptyPage.getByText(/browser language model|browser summariser/i)).toHaveCount(0);
});
