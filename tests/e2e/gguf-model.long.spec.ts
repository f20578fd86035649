import { reasonToSkip } from '../../scripts/fixtures/fixture-unavailable';
import { ensureSourceModel } from '../../scripts/fixtures/source-model';
import { exportReport, importFiles, openView } from '../../scripts/lib/drive-page';
import { expect, test } from './fixtures';
import { deleteAllMail, waitForBriefing, waitForStart } from './support/deskside-page';
import { mboxFile, sampleMails } from './support/mailboxes';

/** One that asks, so that its summary is worth wording. */
const ONE_MAIL = mboxFile('one-mail.mbox', sampleMails(['Northlock: ok to pay?']));

test('a GGUF file of the user’s is installed, chosen, and words a summary in the built app', async ({
  emptyPage: page,
  desk,
}) => {
  test.setTimeout(300_000);
  const model = await ensureSourceModel(() => undefined).catch((error: unknown) => ({
    missing: reasonToSkip(error),
  }));
  if (typeof model !== 'string') return test.skip(true, model.missing);
  await page.goto(desk.url);
  await waitForStart(page);
  await openView(page, 'Models');
  await page.getByLabel('Model file').setInputFiles(model);
  const card = page.getByRole('article', { name: 'smollm2 135m instruct' });
  await card.getByRole('button', { name: 'Use for writing' }).click({ timeout: 120_000 });

  await openView(page, 'Briefing');
  await importFiles(page, 'inbox', [ONE_MAIL]);
  await waitForBriefing(page);
  const { models, egress } = await exportReport(page);
  const writer = models.find(({ engine }) => engine === 'wllama');
  expect(writer).toMatchObject({ device: 'wasm' });
  expect(egress.requests).toEqual([]);

  await deleteAllMail(page);
  await openView(page, 'Models');
  await card.getByRole('button', { name: 'Take off the list' }).click();
  await page.getByRole('alertdialog').getByRole('button').last().click();
  await expect(card).toBeHidden();
});
