import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { OwnServer } from '../contracts/own-server';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { GPU_BOX, LET_IN, NOT_LET_IN, outgoingRequests } from '../../tests/fixtures/fake-servers';
import { failing } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';

const SERVER: OwnServer = {
  ...GPU_BOX,
  models: [{ name: 'qwen3', task: 'text-generation', contextLength: 32_768 }],
};
const dialog = page.getByRole('dialog');
const field = (name: string) => dialog.getByRole('textbox', { name });
const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click();

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

async function showSettings(...servers: OwnServer[]): Promise<void> {
  app.set.settings.update((settings) => ({ ...settings, ownServers: servers }));
  await renderApp(app, '#/settings');
  await expect.element(page.getByRole('heading', { name: 'Own servers' })).toBeVisible();
}

describe('adding a server', () => {
  beforeEach(async () => {
    await showSettings();
    await page.getByRole('button', { name: 'Add a server' }).click();
  });

  test('begins with the address of the product, and keeps what was typed instead', async () => {
    const product = dialog.getByRole('combobox', { name: 'Product' });
    await expect.element(field('Address')).toHaveValue('http://localhost:11434/v1/');
    await product.selectOptions('LM Studio');
    await expect.element(field('Address')).toHaveValue('http://localhost:1234/v1/');
    await field('Address').fill('https://models.example/v1');
    await product.selectOptions('vLLM');
    await expect.element(field('Address')).toHaveValue('https://models.example/v1');
  });

  test('says what is wrong with an address, and stores nothing', async () => {
    await field('Address').fill('http://[::1]:11434');
    await press('Save');
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('IPv4');
    await expect.element(field('Address')).toHaveAttribute('aria-invalid', 'true');
    expect(app.calls).toEqual([]);
  });

  test('tests the connection as typed, offers the models that write, and stores those that were picked', async () => {
    app.serverTest = LET_IN;
    await field('Name').fill('Under the desk');
    await field('Key').fill(' secret ');
    await press('Test connection');
    await expect.element(dialog.getByText('A server answers at localhost:11434.')).toBeVisible();
    expect(app.calls).toMatchObject([
      { what: 'test-server', server: { kind: 'ollama', apiKey: 'secret', models: [] } },
    ]);

    await dialog.getByRole('checkbox', { name: 'llama3.2' }).click();
    await expect.element(dialog.getByRole('checkbox', { name: 'nomic' })).not.toBeInTheDocument();
    await expect
      .element(dialog)
      .toHaveTextContent('the server lists nomic-embed-text. Deskside has no use for it');
    await press('Save');
    expect(app.calls.at(-1)).toMatchObject({
      what: 'save-server',
      server: {
        name: 'Under the desk',
        baseUrl: 'http://localhost:11434/v1/',
        apiKey: 'secret',
        models: [{ name: 'llama3.2', task: 'text-generation', contextLength: 8192 }],
      },
    });
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByText('1 model', { exact: true })).toBeVisible();
  });

  test('shows how to let the page in when a step of the test fails', async () => {
    app.serverTest = NOT_LET_IN;
    await press('Test connection');
    await expect.element(dialog.getByText(/It does not let pages of/)).toBeVisible();
    await expect.element(dialog.getByText(/name it in OLLAMA_ORIGINS/).last()).toBeVisible();
  });

  for (const [what, change] of [
    ['address', () => field('Address').fill('http://localhost:9999/v1/')],
    ['product', () => dialog.getByRole('combobox', { name: 'Product' }).selectOptions('Jan')],
    ['key', () => dialog.getByLabelText('Key').fill('another')],
  ] as const)
    test(`forgets what the test found once the ${what} is another`, async () => {
      app.serverTest = LET_IN;
      await press('Test connection');
      const found = dialog.getByText('A server answers at localhost:11434.');
      await expect.element(dialog.getByRole('checkbox', { name: 'llama3.2' })).toBeVisible();
      await field('Name').fill('Under the desk');
      await expect.element(found).toBeVisible();
      await change();
      await expect.element(found).not.toBeInTheDocument();
      expect(dialog.getByRole('checkbox').elements()).toHaveLength(0);
    });

  test('ends a test that still runs when the address changes', async () => {
    let cancelled = false;
    app.testServer = (_server, { signal, onStep }) => {
      onStep(LET_IN.steps);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          cancelled = true;
          onStep(LET_IN.steps);
          resolve(LET_IN);
        });
      });
    };
    await press('Test connection');
    await expect.element(dialog.getByRole('button', { name: 'Stop the test' })).toBeVisible();
    await field('Address').fill('http://localhost:9999/v1/');
    await expect.element(dialog.getByRole('button', { name: 'Test connection' })).toBeVisible();
    expect(cancelled).toBe(true);
    expect(dialog.getByText('A server answers at localhost:11434.').elements()).toHaveLength(0);
    expect(dialog.getByRole('checkbox').elements()).toHaveLength(0);
  });

  test('hides the key, and keeps it from the browser’s own memory of forms', async () => {
    await expect.element(dialog.getByLabelText('Key')).toHaveAttribute('type', 'password');
    await expect.element(dialog.getByLabelText('Key')).toHaveAttribute('autocomplete', 'off');
  });
});

describe('servers that are there', () => {
  test('that count from the next load on say so, and offer the reload', async () => {
    app.set.serversPending.set([SERVER.id]);
    await showSettings(SERVER);
    await expect.element(page.getByText('Counts after a reload')).toBeVisible();
    await page.getByRole('button', { name: 'Set up GPU box' }).click();
    await field('Name').fill('Basement');
    await press('Save');
    await expect.element(dialog).toHaveTextContent('can be tested and used after the next load');
    await expect.element(dialog.getByRole('button', { name: 'Reload now' })).toBeVisible();
  });

  test('keep picked models that they do not list any more, until the user takes them off', async () => {
    app.serverTest = LET_IN;
    await showSettings(SERVER);
    await page.getByRole('button', { name: 'Set up GPU box' }).click();
    await press('Test connection');
    await expect.element(dialog.getByText('not listed by the server any more')).toBeVisible();
    await dialog.getByRole('checkbox', { name: 'qwen3' }).click();
    await press('Save');
    expect(app.calls.at(-1)).toMatchObject({
      what: 'save-server',
      server: { id: SERVER.id, models: [] },
    });
  });

  test('are removed only after a question, with their key', async () => {
    await showSettings(SERVER);
    await page.getByRole('button', { name: 'Remove GPU box' }).click();
    const question = page.getByRole('alertdialog');
    await expect.element(question).toHaveTextContent('its key');
    await userEvent.keyboard('{Escape}');
    expect(app.calls).toEqual([]);
    await page.getByRole('button', { name: 'Remove GPU box' }).click();
    await question.getByRole('button', { name: 'Remove' }).click();
    expect(app.calls).toEqual([{ what: 'remove-server', serverId: SERVER.id }]);
    await expect.element(page.getByText('https://gpu.example/v1/')).not.toBeInTheDocument();
  });

  test('tell why they cannot be stored', async () => {
    app.saveServer = failing('source-not-allowed', 'This browser gives Deskside no service worker.');
    await showSettings(SERVER);
    await page.getByRole('button', { name: 'Set up GPU box' }).click();
    await press('Save');
    await expect.element(page.getByText('This browser gives Deskside no service worker.')).toBeVisible();
    await expect.element(dialog).toBeVisible();
  });
});

describe('what left this page', () => {
  const section = page.getByRole('list', { name: 'Requests, the newest first' });

  test('is nothing, as a rule', async () => {
    await showSettings();
    await expect.element(page.getByRole('heading', { name: 'What left this page' })).toBeVisible();
    await expect.element(page.getByText(/Nothing in this visit/)).toBeVisible();
  });

  test('is listed with place, size and purpose, the newest first', async () => {
    app.set.outgoing.set(outgoingRequests(Date.now()));
    await showSettings();
    const entries = section.getByRole('listitem');
    await expect.element(entries.nth(0)).toHaveTextContent('localhost:11434/v1/chat/completions');
    await expect.element(entries.nth(0)).toHaveTextContent('On this machine. To have a text worded');
    await expect.element(entries.nth(0)).toHaveTextContent('2.4 kB sent, 800 B received');
    await expect.element(entries.nth(1)).toHaveTextContent('not made by Deskside itself');
    await expect.element(entries.nth(1)).toHaveTextContent('size not told, 43 B received');
    await expect.element(entries.nth(2)).toHaveTextContent('To fetch a model; nothing of any mail');
    await expect.element(page.getByText('3 requests to 3 places in this visit, 2.4 kB sent.')).toBeVisible();
  });

  test('shows the last twenty at first, and all on demand', async () => {
    app.set.outgoing.set(
      Array.from({ length: 25 }, (_, index) => ({
        id: `${index}`,
        state: 'done' as const,
        url: `https://hub.example/${index}`,
        purpose: 'model-files' as const,
        startedAt: index,
        sentBytes: 0,
        bytes: 1,
      })),
    );
    await showSettings();
    expect(section.getByRole('listitem').elements()).toHaveLength(20);
    await page.getByRole('button', { name: 'Show all 25 requests' }).click();
    await expect.poll(() => section.getByRole('listitem').elements().length).toBe(25);
  });
});
