import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel, sampleModels } from '../../tests/fixtures/fake-models';
import { OF_BROWSER, ON_WORKSTATION } from '../../tests/fixtures/fake-servers';
import { fakeGeneratorRow, fakeSpeedReport } from '../../tests/fixtures/fake-speed';
import { failing } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';

const MINILM = fakeModel({ id: 'minilm', name: 'MiniLM', task: 'feature-extraction', state: 'installed' });
const WRITER = fakeModel({ id: 'writer', name: 'Writer', state: 'installed' });

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
  app.set.models.set([MINILM, WRITER, fakeModel({ id: 'absent', name: 'Absent' })]);
});

async function showSpeed(): Promise<void> {
  await renderApp(app, '#/speed');
  await expect.element(page.getByRole('heading', { name: 'How fast is this machine?' })).toBeVisible();
}

const tableOf = (name: string) => page.getByRole('table', { name: `How fast ${name} is` });
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('before anything is measured', () => {
  test('the view is reached from the models', async () => {
    app.set.models.set(sampleModels());
    await renderApp(app, '#/models');
    await page.getByRole('link', { name: 'Measure how fast this machine is' }).click();
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent('How fast is this machine?');
    expect(document.title).toBe('Speed · Deskside');
  });

  test('the installed models that are ticked are measured', async () => {
    await showSpeed();
    await expect.element(page.getByRole('checkbox', { name: 'Absent' })).not.toBeInTheDocument();
    await page.getByRole('checkbox', { name: 'MiniLM' }).click();
    await button('Measure').click();
    expect(app.calls).toContainEqual({ what: 'measure-speed', modelIds: ['writer'] });
    await page.getByRole('checkbox', { name: 'Writer' }).click();
    await expect.element(button('Measure')).toBeDisabled();
  });

  test('models that a server or the browser runs are not offered', async () => {
    const ofBrowser = fakeModel({ ...OF_BROWSER, state: 'installed' });
    app.set.models.set([MINILM, WRITER, fakeModel(ON_WORKSTATION), ofBrowser]);
    await showSpeed();
    await expect.element(page.getByRole('checkbox', { name: 'Writer' })).toBeVisible();
    expect(page.getByRole('checkbox').elements()).toHaveLength(2);
  });

  test('what an earlier visit measured is asked for', async () => {
    app.showSpeed = async () => app.set.speed.set(fakeSpeedReport());
    await showSpeed();
    await expect.element(tableOf('MiniLM L6')).toBeVisible();
  });

  test('without models it says where they come from', async () => {
    app.set.models.set([fakeModel({ id: 'absent', name: 'Absent' })]);
    await showSpeed();
    await page.getByRole('link', { name: 'install a model' }).click();
    await expect.element(page.getByRole('heading', { name: 'Models and storage' })).toBeVisible();
  });

  test('why it cannot be measured now is told', async () => {
    app.measureSpeed = failing('request-unsupported', 'Deskside is at work just now.');
    await showSpeed();
    await button('Measure').click();
    await expect.element(page.getByText('Deskside is at work just now.')).toBeVisible();
  });
});

describe('while it is measured', () => {
  test('it tells which way is at its turn, and can be stopped', async () => {
    app.set.speed.set(fakeSpeedReport({ state: 'running', rows: [] }));
    await showSpeed();
    const status = page.getByRole('main').getByRole('status');
    await expect.element(status).toHaveTextContent('Measuring the memory of this machine');
    app.set.speed.set(
      fakeSpeedReport({
        state: 'running',
        rows: [fakeGeneratorRow(20)],
        progress: {
          done: 1,
          total: 4,
          modelName: 'Writer',
          way: { engine: 'wllama', device: 'wasm', graph: 'w.gguf', dtype: 'Q4_1', threads: 2 },
          step: 'long',
        },
      }),
    );
    await expect.element(status).toHaveTextContent(/Writer.*2 threads.*reading a long mail.*way 2 of 4/);
    await expect
      .element(page.getByRole('progressbar', { name: 'Measuring how fast this machine is' }))
      .toHaveAttribute('aria-valuenow', '25');
    await expect.element(tableOf('SmolLM2 135M Desk')).toBeVisible();
    await expect.element(button('Save as JSON')).not.toBeInTheDocument();
    await button('Stop').click();
    expect(app.calls).toContainEqual({ what: 'cancel-speed' });
  });
});

describe('what was measured', () => {
  test('stands in a table for each model, the fastest way marked, failures with their reasons', async () => {
    app.set.speed.set(fakeSpeedReport());
    await showSpeed();
    const rows = tableOf('SmolLM2 135M Desk').getByRole('row');
    await expect
      .element(rows.filter({ hasText: 'WebGPU' }))
      .toHaveTextContent('This browser offers no WebGPU');
    const fastest = rows.filter({ hasText: 'Fastest' });
    await expect.element(fastest).toHaveTextContent(/2 threads.*int8.*31.*of 246 that memory allows/);
    await expect.element(fastest).toHaveTextContent('26 of 996 tokens read');
    await expect.element(rows.filter({ hasText: '1 thread' })).toHaveTextContent(/14.*of 62/);
    await expect.element(tableOf('MiniLM L6')).toHaveTextContent(/61.*7\.4.*640 ms/);
    await expect.element(tableOf('MiniLM L6')).not.toHaveTextContent('Fastest');
  });

  test('bars are as long as the figures, and memory’s limit is marked where it is near', async () => {
    const slow = fakeGeneratorRow(10, { threads: 1 }, { mostTokensPerSecond: 30 });
    app.set.speed.set(
      fakeSpeedReport({ rows: [fakeGeneratorRow(20, {}, { mostTokensPerSecond: 500 }), slow] }),
    );
    await showSpeed();
    await expect.element(tableOf('SmolLM2 135M Desk')).toBeVisible();
    const bars = [...document.querySelectorAll<HTMLElement>('.bar[style]')].map(({ style }) => style.width);
    expect(bars.map(Number.parseFloat).map(Math.round)).toEqual([67, 33]);
    const marks = [...document.querySelectorAll<HTMLElement>('.mark')].map(({ style }) => style.left);
    expect(marks).toEqual(['100%']);
  });

  test.each([
    ['stopped', 'It was stopped before all ways were measured.'],
    ['disturbed', 'Deskside began other work'],
  ] as const)('says when it is not all: %s', async (state, words) => {
    app.set.speed.set(fakeSpeedReport({ state }));
    await showSpeed();
    await expect.element(page.getByText(words)).toBeVisible();
  });

  test('is saved as JSON', async () => {
    const report = fakeSpeedReport();
    app.set.speed.set(report);
    await showSpeed();
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:test';
    });
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await button('Save as JSON').click();
    expect(JSON.parse((await blobs[0]?.text()) ?? '')).toEqual(report);
    expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe('deskside-speed-2026-11-02.json');
    vi.restoreAllMocks();
  });
});
