import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fakeSource, type FakeSources } from '../../tests/fixtures/fake-sources';
import { failing } from '../../tests/fixtures/models-page';
import { showSources, sourceItem } from '../../tests/fixtures/sources-page';

const dialog = page.getByRole('dialog');
const field = (name: string) => dialog.getByLabelText(name, { exact: true });
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();
const begin = (kind: string) => page.getByRole('button', { name: `Set up: ${kind}` }).click();

let sources: FakeSources;

beforeEach(() => page.viewport(1440, 900));

describe('a JMAP server', () => {
  beforeEach(async () => {
    sources = await showSources();
    await begin('A JMAP server');
  });

  test('is set up with a password, and looked at', async () => {
    await field('Address').fill('example.org');
    await field('User name').fill('dana@example.org');
    await dialog.getByRole('textbox', { name: 'Password' }).fill('secret');
    await field('Days back').fill('30');
    await press('Set up');
    expect(sources.calls).toEqual([
      {
        what: 'add',
        source: {
          setup: { kind: 'jmap', url: 'example.org', userName: 'dana@example.org', auth: 'password' },
          ...{ name: 'example.org', days: 30, secret: 'secret', keepSecret: true },
        },
      },
    ]);
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(sourceItem('example.org')).toHaveTextContent('The first look goes back 30 days.');
  });

  test('is set up with a token, which need not be kept', async () => {
    await field('Address').fill('example.org');
    await dialog.getByText('Token', { exact: true }).click();
    await expect.element(field('User name')).not.toBeInTheDocument();
    await dialog.getByRole('textbox', { name: 'Token' }).fill('abc');
    await dialog.getByRole('checkbox', { name: 'Stay signed in on this browser' }).click();
    await press('Set up');
    expect(sources.calls).toMatchObject([
      { source: { setup: { auth: 'bearer', userName: '' }, secret: 'abc', keepSecret: false } },
    ]);
  });

  test('says all that is wrong, leads to the first of it, and stores nothing', async () => {
    await field('Address').fill('http://example.org');
    await field('Days back').fill('0');
    await press('Set up');
    await expect.element(dialog).toHaveTextContent('is not asked over https://');
    await expect.element(dialog).toHaveTextContent('Give the user name');
    await expect.element(dialog).toHaveTextContent('Give the password.');
    await expect.element(dialog).toHaveTextContent('from 1 to 3650');
    await expect.element(field('Address')).toHaveFocus();
    expect(sources.calls).toEqual([]);
  });

  test('that counts from the next load on offers the reload', async () => {
    sources.addedAs = 'reload';
    await field('Address').fill('example.org');
    await field('User name').fill('dana');
    await dialog.getByRole('textbox', { name: 'Password' }).fill('secret');
    await press('Set up');
    await expect.element(dialog.getByRole('button', { name: 'Reload now' })).toBeVisible();
    await press('Later');
    await expect
      .element(sourceItem('example.org').getByRole('button', { name: 'Reload the page' }))
      .toBeVisible();
  });

  test('that cannot be set up says why, and keeps what was typed', async () => {
    sources.add = failing('source-not-allowed', 'This browser gives Deskside no service worker.');
    await field('Address').fill('example.org');
    await field('User name').fill('dana');
    await dialog.getByRole('textbox', { name: 'Password' }).fill('secret');
    await press('Set up');
    await expect.element(dialog.getByText('This browser gives Deskside no service worker.')).toBeVisible();
    await expect.element(field('Address')).toHaveValue('example.org');
  });
});

describe('a provider', () => {
  test('Gmail wants a client ID, and tells how to get one', async () => {
    sources = await showSources();
    await begin('Gmail');
    await press('Set up');
    await expect.element(dialog).toHaveTextContent('Give the client ID.');
    await dialog.getByText('How do I get a client ID?').click();
    await expect.element(dialog.getByText(new URL('.', document.baseURI).href)).toBeVisible();
    await field('Client ID').fill('12-ab.apps.googleusercontent.com');
    await press('Set up');
    expect(sources.calls).toMatchObject([
      { source: { setup: { kind: 'gmail' }, name: 'Gmail', secret: null, keepSecret: false } },
    ]);
  });

  test('Microsoft 365 takes an organisation too', async () => {
    sources = await showSources();
    await begin('Microsoft 365 and Outlook.com');
    await field('Client ID').fill('00000000-0000-4000-8000-000000000000');
    await field('Organisation').fill('contoso.example');
    await press('Set up');
    expect(sources.calls).toMatchObject([
      { source: { setup: { kind: 'graph', tenant: 'contoso.example' }, keepSecret: true } },
    ]);
  });

  test('is signed in to by a click', async () => {
    sources = await showSources(fakeSource({ kind: 'gmail', name: 'Gmail', state: 'signed-out' }));
    await page.getByRole('button', { name: 'Sign in to Gmail' }).click();
    expect(sources.calls).toEqual([{ what: 'sign-in', id: 'desk', secret: null }]);
  });
});

describe('a folder', () => {
  test('is chosen with the days that the first look goes back', async () => {
    sources = await showSources();
    await begin('A folder on this machine');
    await expect.element(dialog.getByText('Nothing leaves this machine.')).toBeVisible();
    await field('Days back').fill('7');
    await press('Choose the folder');
    expect(sources.calls).toEqual([{ what: 'add-folder', days: 7 }]);
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('that the user does not choose after all leaves the dialog open, without a word', async () => {
    sources = await showSources();
    sources.addFolder = async () => null;
    await begin('A folder on this machine');
    await press('Choose the folder');
    await expect.element(dialog.getByRole('button', { name: 'Choose the folder' })).toBeEnabled();
    expect(page.getByText('is set up').elements()).toHaveLength(0);
  });

  test('is made of picked files where the browser keeps none', async () => {
    sources = await showSources();
    sources.keepsFolders = false;
    await begin('A folder on this machine');
    await userEvent.upload(dialog.getByLabelText('Mail source: files'), new File(['From x'], 'Inbox'));
    await expect.poll(() => sources.calls).toEqual([{ what: 'add-files', names: ['Inbox'], days: 14 }]);
  });

  test('of picked files asks for them again, and reads what is new', async () => {
    sources = await showSources(fakeSource({ kind: 'folder', name: 'Inbox', origin: null, state: 'files' }));
    sources.receipt = { added: 3, problems: [], failure: null };
    await expect
      .element(page.getByRole('status').filter({ hasText: 'Inbox: Pick the files again' }))
      .toBeInTheDocument();
    await userEvent.upload(page.getByLabelText('Mail source: files'), new File(['From x'], 'Inbox'));
    await expect.element(page.getByText('Inbox: 3 new mails.')).toBeVisible();
    expect(sources.calls).toEqual([{ what: 'read-files', id: 'desk', names: ['Inbox'] }]);
  });

  test('is allowed again by a click', async () => {
    sources = await showSources(fakeSource({ kind: 'folder', name: 'Mail', origin: null, state: 'asks' }));
    await page.getByRole('button', { name: 'Allow the folder Mail' }).click();
    expect(sources.calls).toEqual([{ what: 'allow-folder', id: 'desk' }]);
    await expect.element(sourceItem('Mail')).toHaveTextContent('Up to date');
  });
});
