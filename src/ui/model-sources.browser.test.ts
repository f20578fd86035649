import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { failing, fetchingLarger, LARGER, pressOn, showModels } from '../../tests/fixtures/models-page';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

describe('adding a model by its name on a hub', () => {
  test('shows what was found', async () => {
    await showModels(app, LARGER);
    await page.getByRole('textbox', { name: 'From a model hub' }).fill(' desk/larger ');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'Larger' })).toBeVisible();
    expect(app.calls).toEqual([{ what: 'add-hub-model', repo: 'desk/larger' }]);
  });

  test('says beside the field what is wrong with it', async () => {
    app.addHubModel = failing('unsupported-model', 'This repository has no ONNX files.');
    await showModels(app, LARGER);
    const field = page.getByRole('textbox', { name: 'From a model hub' });
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Give the name of a model');
    await field.fill('desk/none');
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('This repository has no ONNX files.');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(field).toHaveValue('desk/none');
  });
});

describe('where models come from', () => {
  const sources = page.getByRole('dialog', { name: 'Where models come from' });
  const save = () => sources.getByRole('button', { name: 'Save' }).click();

  test('is asked when a download is refused, with the reason', async () => {
    app.installModel = failing(
      'source-not-allowed',
      'This model comes from huggingface.co, which is not allowed yet.',
    );
    await showModels(app, LARGER);
    await pressOn('Larger', 'Install');
    await expect.element(sources).toHaveTextContent('huggingface.co, which is not allowed yet');
    await sources.getByRole('radio', { name: /Hugging Face/ }).click();
    await save();
    expect(app.calls).toEqual([
      {
        what: 'model-sources',
        sources: {
          hubs: ['https://huggingface.co/'],
          folder: null,
          redirects: ['https://*.hf.co', 'https://*.huggingface.co', 'https://raw.githubusercontent.com'],
        },
      },
    ]);
    await expect.element(sources.getByRole('button', { name: 'Reload now' })).toBeVisible();
  });

  const HUB = { hubs: ['https://hub.example/'], folder: null, redirects: [] };

  test('offers the reload when what was saved does not count yet', async () => {
    app.installModel = failing('source-not-allowed', 'It can be fetched once the page is loaded again.');
    app.set.modelSources.set(HUB);
    app.set.sourcesPending.set(true);
    await showModels(app, LARGER);
    await pressOn('Larger', 'Install');
    await expect.element(sources.getByRole('button', { name: 'Reload now' })).toBeVisible();
    await sources.getByRole('radio', { name: /Only this app/ }).click();
    await save();
    expect(app.calls.at(-1)).toMatchObject({ what: 'model-sources', sources: { hubs: [] } });
    await expect.element(sources).not.toBeInTheDocument();
    await expect.element(page.getByText('Saved.')).toBeVisible();
  });

  test('claims nothing of a reload when it was refused for another reason', async () => {
    app.installModel = failing('source-not-allowed', 'hub.example sends this download on to other.example.');
    app.set.modelSources.set(HUB);
    await showModels(app, LARGER);
    await pressOn('Larger', 'Install');
    await expect.element(sources).toHaveTextContent('sends this download on to other.example');
    await expect.element(sources.getByRole('button', { name: 'Save' })).toBeVisible();
    await expect.element(sources.getByRole('button', { name: 'Reload now' })).not.toBeInTheDocument();
    expect(sources.element().textContent).not.toContain('Saved.');
  });

  test('takes own addresses, and says which one it cannot take', async () => {
    await showModels(app, LARGER);
    await page.getByRole('button', { name: 'Change where models come from' }).click();
    await sources.getByRole('radio', { name: /My own addresses/ }).click();
    await sources.getByRole('textbox', { name: 'Servers' }).fill('https://hub.example\nftp://mirror.example');
    await save();
    await expect
      .element(sources.getByRole('alert'))
      .toHaveTextContent('“ftp://mirror.example” cannot be used.');
    expect(app.calls).toEqual([]);

    await sources
      .getByRole('textbox', { name: 'Servers' })
      .fill('https://hub.example\nhttp://localhost:8080');
    await sources.getByRole('textbox', { name: 'Own folder' }).fill('https://files.example/models');
    await sources.getByRole('textbox', { name: 'Redirect hosts' }).fill('https://*.cdn.example');
    await save();
    expect(app.calls).toEqual([
      {
        what: 'model-sources',
        sources: {
          hubs: ['https://hub.example/', 'http://localhost:8080/'],
          folder: 'https://files.example/models/',
          redirects: ['https://*.cdn.example'],
        },
      },
    ]);
    await sources.getByRole('button', { name: 'Later' }).click();
    await expect.element(page.getByText('https://files.example/models/')).toBeVisible();
  });

  test('warns that a reload touches what is running', async () => {
    app.set.sourcesPending.set(true);
    await showModels(app, fetchingLarger({}));
    app.set.briefing.set({ ...IDLE, state: 'running' });
    await page.getByRole('button', { name: 'Change where models come from' }).click();
    await expect.element(sources).toHaveTextContent('The download that is running goes on after it.');
    await expect.element(sources).toHaveTextContent('The briefing that is running stops');
  });
});
