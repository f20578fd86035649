import { readFile } from 'node:fs/promises';
import type { SpeedReport } from '../../src/app/api';
import { openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { ensureBriefed, waitForStart } from './support/deskside-page';

/** Longer than the embedder takes in two ways on two busy cores. */
const MEASURING_TIMEOUT = 180_000;

test('measures how fast an installed model is in each way that it runs here, and keeps that', async ({
  page,
  desk,
}) => {
  test.setTimeout(480_000);
  await page.goto(desk.url);
  test.skip(await page.evaluate(() => navigator.hardwareConcurrency < 2), 'one core is one way');
  await ensureBriefed(page);
  await openView(page, 'Models');
  await page.getByRole('link', { name: 'Measure how fast this machine is' }).click();

  const models = page.getByRole('group', { name: 'Models to measure' });
  if (await models.isVisible())
    for (const box of await models.getByRole('checkbox').all()) await box.setChecked(false);
  if (await models.isVisible()) await models.getByRole('checkbox', { name: 'MiniLM' }).check();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save as JSON' })).toBeVisible({
    timeout: MEASURING_TIMEOUT,
  });

  const rows = page.getByRole('table', { name: 'How fast MiniLM L6 is' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Fastest' })).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const report = JSON.parse(await readFile(await download.path(), 'utf8')) as SpeedReport;
  const measured = report.rows.filter(({ failure }) => failure === null);
  expect(measured.map(({ way }) => way?.threads)).toContain(1);
  for (const { embedding, loadMs } of measured) {
    expect(embedding?.shortTextsPerSecond).toBeGreaterThan(embedding?.longTextsPerSecond ?? Infinity);
    expect(loadMs).toBeGreaterThan(0);
  }
  expect(report.machine?.memoryBytesPerSecond).toBeGreaterThan(1e9);

  await page.reload();
  await waitForStart(page);
  await expect(rows.filter({ hasText: 'Fastest' })).toBeVisible();
});
