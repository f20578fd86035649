import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel } from '../../tests/fixtures/fake-models';
import { failing, LARGER, modelCard, showModels, STARTER } from '../../tests/fixtures/models-page';
import { CANCELLED, DesksideError } from '../contracts/failure';
import type { InstallProgress } from '../contracts/model';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

describe('adding a model from files', () => {
  test('takes a pack that is dropped, and installs it', async () => {
    await showModels(app, LARGER);
    dropFile('larger.deskpack');
    await expect.poll(() => app.calls).toEqual([{ what: 'import-model', paths: ['larger.deskpack'] }]);
    await expect.element(page.getByText('Larger is installed.')).toBeVisible();
  });

  test('takes the files of a folder that is dropped, with their paths', async () => {
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
    dropFile('cat.jpg');
    await expect.element(page.getByRole('alert')).toHaveTextContent('This is a picture, not a model.');
  });
});

describe('while a model is added from files', () => {
  let tell: (progress: Partial<InstallProgress>) => void = () => undefined;
  let finish: (modelId: string) => void = () => undefined;

  beforeEach(() => {
    app.importModel = (_files, { signal, onProgress }) =>
      new Promise((resolve, reject) => {
        tell = (progress) => onProgress({ ...READING, ...progress });
        finish = resolve;
        signal.addEventListener('abort', () => reject(new DesksideError(CANCELLED)));
      });
  });

  test('it is told what goes on and how far it has come', async () => {
    await showModels(app, LARGER);
    await beginWith('larger.gguf');
    tell({ doneBytes: 100e6 });
    await expect.element(zone()).toHaveTextContent('Reading 100 MB of 400 MB');
    await expect
      .element(zone().getByRole('progressbar', { name: 'Adding the files' }))
      .toHaveAttribute('aria-valuenow', '25');
    tell({ modelId: 'larger', phase: 'fetching', doneBytes: 200e6, bytesPerSecond: 50e6 });
    await expect.element(zone()).toHaveTextContent('Storing 200 MB of 400 MB · 50 MB/s');
    tell({ modelId: 'larger', doneBytes: 300e6 });
    await expect.element(zone()).toHaveTextContent('Checking 300 MB of 400 MB');
    await expect.element(zone().getByRole('status')).toHaveTextContent('Checking');

    finish('larger');
    await expect.element(page.getByText('Larger is installed.')).toBeVisible();
    await expect.element(zone().getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });

  test('it can be cancelled, which says nothing and keeps the focus in place', async () => {
    await showModels(app, LARGER);
    await beginWith('larger.gguf');
    tell({ doneBytes: 100e6 });
    await zone().getByRole('button', { name: 'Cancel' }).click();
    await expect.element(zone().getByRole('button', { name: 'Choose a file' })).toHaveFocus();
    await expect.element(zone().getByRole('progressbar')).not.toBeInTheDocument();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    expect(page.getByText('Cancelled').elements()).toEqual([]);
  });

  test('it can be cancelled after the view was left and found again', async () => {
    await showModels(app, LARGER);
    await beginWith('larger.gguf');
    location.hash = '#/settings';
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    location.hash = '#/models';
    await zone().getByRole('button', { name: 'Cancel' }).click();
    await expect.element(zone().getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });

  test('other files have to wait', async () => {
    await showModels(app, LARGER);
    await beginWith('larger.gguf');
    dropFile('other.gguf');
    await expect.element(zone().getByRole('alert')).toHaveTextContent('A model is being added.');
  });

  test('a model that the catalogue knows is not shown as a download', async () => {
    await showModels(app, STARTER, LARGER);
    await beginWith('larger.deskpack');
    const storing = { ...READING, modelId: 'larger', phase: 'fetching' } as const;
    tell(storing);
    app.set.models.set([fakeModel({ ...LARGER, progress: storing })]);
    await expect.element(modelCard('Larger')).toHaveTextContent('Storing 0 B of 400 MB');
    await expect.element(modelCard('Larger').getByRole('button', { name: 'Pause' })).not.toBeInTheDocument();
  });
});

/** Files before it is known what model they are. */
const READING: InstallProgress = {
  modelId: '',
  phase: 'verifying',
  doneBytes: 0,
  totalBytes: 400e6,
  bytesPerSecond: 0,
  secondsLeft: null,
};

const zone = () => page.getByRole('group', { name: 'From your files' });

function dropFile(name: string) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], name));
  drop({ dataTransfer });
}

/** Until the page has handed the file on. */
async function beginWith(name: string) {
  dropFile(name);
  await expect.element(zone()).toHaveTextContent('Opening the files');
}

function drop(part: { readonly dataTransfer: unknown }) {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: part.dataTransfer });
  zone().element().dispatchEvent(event);
}
