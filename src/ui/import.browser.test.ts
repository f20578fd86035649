import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { renderApp } from '../../tests/fixtures/render-app';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

function drop(target: Element, ...files: File[]) {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

/** The page is drawn in steps. */
async function inbox(): Promise<Element> {
  const zone = page.getByRole('group', { name: 'Your inbox' });
  await expect.element(zone).toBeVisible();
  return zone.element();
}

test('files dropped on the inbox are imported as inbox, those dropped on Sent mail as sent', async () => {
  await renderApp(app);
  drop(await inbox(), new File(['x'], 'a.mbox'), new File(['x'], 'b.eml'));
  await expect.poll(() => app.calls).toEqual([{ what: 'import', names: ['a.mbox', 'b.eml'], role: 'inbox' }]);
  await expect.element(page.getByText('2 mails read from 2 files.')).toBeVisible();
  drop(page.getByRole('group', { name: 'Your Sent mail' }).element(), new File(['x'], 'sent.mbox'));
  await expect.poll(() => app.calls.at(-1)).toEqual({ what: 'import', names: ['sent.mbox'], role: 'sent' });
});

test('progress is shown while the files are read, and can be cancelled', async () => {
  await renderApp(app);
  app.set.importing.set({ fileName: 'night.mbox', doneBytes: 25e6, totalBytes: 100e6, messages: 812 });
  await expect.element(page.getByText('Reading night.mbox')).toBeVisible();
  await expect.element(page.getByText('812 mails so far, 25 MB of 100 MB')).toBeVisible();
  await expect
    .element(page.getByRole('progressbar', { name: 'Import' }))
    .toHaveAttribute('aria-valuenow', '25');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(app.calls).toEqual([{ what: 'cancel-import' }]);
});

test('each file that could not be read is named with what to do', async () => {
  app.importFiles = async () => ({
    messages: 3,
    added: 2,
    files: 2,
    cancelled: false,
    problems: [
      {
        fileName: 'holiday.mbox',
        failure: {
          code: 'import-not-mail',
          message: 'This is a JPEG image. Drop the mailbox itself.',
          retryable: false,
        },
      },
    ],
  });
  await renderApp(app);
  drop(await inbox(), new File(['x'], 'holiday.mbox'));
  const result = page.getByRole('region', { name: 'Result of the import' });
  await expect.element(result).toHaveTextContent('3 mails read from 2 files, 1 of which was here already.');
  await expect
    .element(result)
    .toHaveTextContent('holiday.mbox This is a JPEG image. Drop the mailbox itself.');
});

test('the sample night is one click away', async () => {
  await renderApp(app);
  await page.getByRole('button', { name: 'Try it with a sample night' }).click();
  expect(app.calls).toEqual([{ what: 'sample' }]);
});
