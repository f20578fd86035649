import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import { fakeSource, type FakeSources } from '../../tests/fixtures/fake-sources';
import { failing } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';
import { showSources, sourceItem, withSources } from '../../tests/fixtures/sources-page';
import type { Failure } from '../contracts/failure';

const dialog = page.getByRole('dialog');
const field = (name: string) => dialog.getByLabelText(name, { exact: true });
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
const question = page.getByRole('alertdialog');
const failure: Failure = {
  code: 'server-unreachable',
  message: 'The server does not answer.',
  retryable: true,
};

let sources: FakeSources;

beforeEach(() => page.viewport(1440, 900));

describe('without a source', () => {
  test('the page teaches what there is, and what leaves the machine with each', async () => {
    await showSources();
    for (const sentence of [
      'Nothing leaves this machine.',
      'What you sign in with goes to your mail server, and to nobody else.',
      'You sign in at Google, and this page asks Google alone for your mail.',
      'You sign in at Microsoft, and this page asks Microsoft alone for your mail.',
    ])
      await expect.element(page.getByText(sentence)).toBeVisible();
    await expect.element(page.getByText(/It never sends, moves or deletes/)).toBeVisible();
    expect(page.getByRole('heading', { name: 'Your sources' }).elements()).toHaveLength(0);
  });

  test('is reached from where mail is added', async () => {
    await renderApp(withSources(createFakeApp()).app);
    await page.getByRole('link', { name: 'Let new mail come by itself' }).click();
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent('Where your mail comes from');
  });

  test('is reached by key', async () => {
    await renderApp(withSources(createFakeApp()).app);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await userEvent.keyboard('ga');
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent('Where your mail comes from');
  });
});

describe('a source that is there', () => {
  test('is looked at on demand, and tells what came and what could not be read', async () => {
    sources = await showSources(fakeSource());
    sources.receipt = {
      ...{ added: 1, failure: null },
      problems: [
        { fileName: 'a.eml', failure: { code: 'import-damaged', message: 'It is cut.', retryable: false } },
      ],
    };
    await page.getByRole('button', { name: 'Look at Desk mail now' }).click();
    await expect.element(page.getByText('Desk mail: 1 new mail.')).toBeVisible();
    await expect.element(sourceItem('Desk mail')).toHaveTextContent('a.eml It is cut.');
  });

  test('shows how far a look is, without announcing each mail', async () => {
    sources = await showSources(fakeSource({ state: 'looking', reading: 40 }));
    await expect.element(page.getByRole('progressbar', { name: 'Look at Desk mail' })).toBeVisible();
    sources.cards.set([fakeSource({ state: 'looking', reading: 80 })]);
    const count = page.getByText('80 mails read so far');
    await expect.element(count).toBeVisible();
    expect(count.element().closest('[role=status], [role=alert], [aria-live]')).toBeNull();
  });

  test('that waits says why and until when, and can be tried at once', async () => {
    sources = await showSources(fakeSource({ state: 'waiting', failure, retryAt: Date.now() + 60_000 }));
    await expect
      .element(sourceItem('Desk mail'))
      .toHaveTextContent(/The server does not answer\. It is tried again at \d\d:\d\d\./);
    await page.getByRole('button', { name: 'Try Desk mail again' }).click();
    expect(sources.calls).toEqual([{ what: 'sync', id: 'desk' }]);
  });

  test('that needs the user is announced', async () => {
    sources = await showSources(fakeSource());
    sources.cards.set([fakeSource({ state: 'failed', failure })]);
    await expect
      .element(page.getByRole('status').filter({ hasText: 'Desk mail: The server does not answer.' }))
      .toBeInTheDocument();
  });

  test('that lost its password asks for a new one, and says when that is wrong too', async () => {
    sources = await showSources(fakeSource({ state: 'signed-out' }));
    await page.getByRole('button', { name: 'Sign in to Desk mail' }).click();
    const { signIn } = sources;
    sources.signIn = failing('signed-out', 'The server does not know this password.');
    await field('Password or token').fill('wrong');
    await press('Sign in');
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('does not know this password');
    sources.signIn = signIn;
    await field('Password or token').fill('right');
    await press('Sign in');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(sources.calls).toEqual([{ what: 'sign-in', id: 'desk', secret: 'right' }]);
  });

  test('gets another name', async () => {
    sources = await showSources(fakeSource());
    await page.getByRole('button', { name: 'Rename Desk mail' }).click();
    await field('Name').fill('');
    await press('Save');
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('Give the source a name.');
    await field('Name').fill(' Work ');
    await press('Save');
    expect(sources.calls).toEqual([{ what: 'rename', id: 'desk', name: 'Work' }]);
    await expect.element(page.getByText('It is called Work now.')).toBeVisible();
  });

  test('is disconnected after a question that says what goes and what stays; its mail goes only if wanted', async () => {
    sources = await showSources(fakeSource());
    const disconnect = page.getByRole('button', { name: 'Disconnect Desk mail' });
    await disconnect.click();
    await expect.element(question).toHaveTextContent('the page can no longer reach mail.example');
    await userEvent.keyboard('{Escape}');
    expect(sources.calls).toEqual([]);
    await disconnect.click();
    await question.getByRole('checkbox', { name: 'Delete its mail from Deskside too' }).click();
    await question.getByRole('button', { name: 'Disconnect' }).click();
    expect(sources.calls).toEqual([{ what: 'disconnect', id: 'desk', removeMail: true }]);
    await expect.element(page.getByRole('heading', { name: 'Your sources' })).not.toBeInTheDocument();
  });

  test('is looked at together with the others', async () => {
    sources = await showSources(fakeSource(), fakeSource({ id: 'other', name: 'Other' }));
    await page.getByRole('button', { name: 'Look at all now' }).click();
    expect(sources.calls).toEqual([{ what: 'sync-all' }]);
  });
});
