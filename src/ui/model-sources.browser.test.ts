import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { failing, fetchingLarger, LARGER, pressOn, showModels } from '../../tests/fixtures/models-page';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

describe('adding a model', () => {
  test('by its name on a hub shows what was found', async () => {
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

  test('by dropping a pack installs it', async () => {
    await showModels(app, LARGER);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'larger.deskpack'));
    drop({ dataTransfer });
    await expect.poll(() => app.calls).toEqual([{ what: 'import-model', paths: ['larger.deskpack'] }]);
    await expect.element(page.getByText('Larger is installed.')).toBeVisible();
  });

  test('by dropping a folder takes its files with their paths', async () => {
    await showModels(app, LARGER);
    const file = (fullPath: string) => ({
      isFile: true,
      isDirectory: false,
      name: fullPath.split('/').at(-1),
      fullPath,
      file: (resolve: (file: File) => void) => resolve(new File(['x'], 'x')),
    });
    const parts = [[file('/my-model/onnx/model_q4.onnx'), file('/my-model/config.json')], []];
    const folder = {
      isFile: false,
      isDirectory: true,
      name: 'my-model',
      fullPath: '/my-model',
      createReader: () => ({
        readEntries: (resolve: (some: unknown) => void) => resolve(parts.shift() ?? []),
      }),
    };
    const items = [{ kind: 'file', webkitGetAsEntry: () => folder, getAsFile: () => null }];
    drop({ dataTransfer: { items, types: ['Files'] } });
    await expect
      .poll(() => app.calls)
      .toEqual([{ what: 'import-model', paths: ['my-model/config.json', 'my-model/onnx/model_q4.onnx'] }]);
  });

  test('says what a file is that is no model', async () => {
    app.importModel = failing('unsupported-model', 'This is a picture, not a model.');
    await showModels(app, LARGER);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'cat.jpg'));
    drop({ dataTransfer });
    await expect.element(page.getByRole('alert')).toHaveTextContent('This is a picture, not a model.');
  });

  function drop(part: { readonly dataTransfer: unknown }) {
    const event = new Event('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: part.dataTransfer });
    page.getByRole('group', { name: 'From your files' }).element().dispatchEvent(event);
  }
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
          redirects: ['https://*.hf.co', 'https://*.huggingface.co'],
        },
      },
    ]);
    await expect.element(sources.getByRole('button', { name: 'Reload now' })).toBeVisible();
  });

  test('offers the reload when what was saved does not count yet', async () => {
    app.installModel = failing('source-not-allowed', 'It can be fetched once the page is loaded again.');
    app.set.modelSources.set({ hubs: ['https://hub.example/'], folder: null, redirects: [] });
    await showModels(app, LARGER);
    await pressOn('Larger', 'Install');
    await expect.element(sources.getByRole('button', { name: 'Reload now' })).toBeVisible();
    await sources.getByRole('radio', { name: /Only this app/ }).click();
    await save();
    expect(app.calls.at(-1)).toMatchObject({ what: 'model-sources', sources: { hubs: [] } });
  });

  test('takes own addresses, and says which one it cannot take', async () => {
    await showModels(app, LARGER);
    await page.getByRole('button', { name: 'Change where models come from' }).click();
    await sources.getByRole('radio', { name: /My own addresses/ }).click();
    await sources
      .getByRole('textbox', { name: 'Servers' })
      .fill('https://hub.example\nhttp://mirror.example');
    await save();
    await expect
      .element(sources.getByRole('alert'))
      .toHaveTextContent('“http://mirror.example” cannot be used.');
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
    await showModels(app, fetchingLarger({}));
    app.set.briefing.set({ ...IDLE, state: 'running' });
    await page.getByRole('button', { name: 'Change where models come from' }).click();
    await save();
    await expect.element(sources).toHaveTextContent('The download that is running goes on after it.');
    await expect.element(sources).toHaveTextContent('The briefing that is running stops');
  });
});
