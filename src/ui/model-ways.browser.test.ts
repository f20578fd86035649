import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { VariantPin, VariantTrial } from '../contracts/model-choice';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel } from '../../tests/fixtures/fake-models';
import { failing, modelCard, pressOn, showModels, STARTER } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';

const ID = STARTER.id;
const way = (dtype: string, threads: number): VariantPin => ({
  ...{ engine: 'transformers', device: 'wasm', graph: 'model', dtype, threads },
});
const [FAST, SLOW, BROKEN] = [way('int8', 2), way('q4', 1), way('q8', 2)];

const trialOf = (of: VariantPin, speed: number | null): VariantTrial => ({
  ...of,
  ...{
    modelId: ID,
    unitsPerSecond: speed,
    promptTokensPerSecond: speed && speed * 4,
    measuredAt: 0,
    stamp: '',
  },
  loadMs: speed && 1200,
  failure:
    speed === null
      ? {
          code: 'known-answer-failed',
          message: 'This browser computes wrong results with it.',
          retryable: false,
        }
      : null,
});

const TRIALS = [trialOf(FAST, 38), trialOf(SLOW, 14), trialOf(BROKEN, null)];

async function showWays(app: FakeApp, card: Parameters<typeof fakeModel>[0]['card'] = {}): Promise<void> {
  app.ways = [
    {
      device: 'webgpu',
      failure: {
        code: 'engine-unavailable',
        message: 'This browser offers no WebGPU on this machine.',
        retryable: false,
      },
    },
    ...[FAST, SLOW, BROKEN],
  ];
  await showModels(app, { ...STARTER, card: { ...STARTER.card, ...card } });
  await pressOn('Starter', 'Details');
}

const ways = () => page.getByRole('region', { name: 'Ways to run it' });

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

describe('the ways to run a model', () => {
  test('are not asked for while the model is only listed', async () => {
    const app = createFakeApp();
    const asked: string[] = [];
    app.possibleWays = async (modelId) => {
      asked.push(modelId);
      return [];
    };
    await showModels(app, { ...STARTER, state: 'absent' });
    await pressOn('Starter', 'Details');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(asked).toEqual([]);
  });

  test('are tried when the user wants the fastest, and those untried are listed with what is impossible here', async () => {
    const app = createFakeApp();
    await showWays(app);
    await expect.element(ways()).toHaveTextContent('Not tried on this machine yet');
    expect(ways().getByText('Not tried yet').elements()).toHaveLength(3);
    await expect
      .element(ways())
      .toHaveTextContent('Not on the graphics card (WebGPU): This browser offers no');
    await ways().getByRole('button', { name: 'Find the fastest way' }).click();
    expect(app.calls).toContainEqual({ what: 'find-way', modelId: ID });
  });

  test('show how fast each is, which is used, and why one cannot be', async () => {
    const app = createFakeApp();
    const loaded = { ...FAST, modelId: ID, loadMs: 900, refused: [] };
    await showWays(app, { trials: TRIALS, loaded, wayChosen: 'fastest' });
    await expect.element(ways()).toHaveTextContent('Runs in the fastest of 3 ways tried on this machine.');
    const rows = ways().getByRole('listitem');
    await expect
      .element(rows.nth(0))
      .toHaveTextContent('Writes 38 tokens per second, reads 152 tokens per second, loads in 1.2 s');
    await expect.element(rows.nth(0)).toHaveTextContent('In use');
    await expect.element(rows.nth(2)).toHaveTextContent('computes wrong results');
    expect(rows.nth(2).getByRole('button').elements()).toHaveLength(0);
    await expect
      .element(modelCard('Starter'))
      .toHaveTextContent('Runs on processor (WebAssembly), 2 threads, the fastest here');
  });

  test('do not deny the processor on which they run when it offers less than it could', async () => {
    const app = createFakeApp();
    await showModels(app, STARTER);
    const message = 'This page has one thread only.';
    const failure = { code: 'engine-unavailable', message, retryable: false } as const;
    app.ways = [{ device: 'wasm', failure }, FAST, SLOW];
    await pressOn('Starter', 'Details');
    await expect.element(ways()).toHaveTextContent('Not as was meant first: This page has one');
    await expect.element(ways()).not.toHaveTextContent('Not on the processor');
  });

  test('can be chosen from by hand, and left to Deskside again', async () => {
    const app = createFakeApp();
    await showWays(app, { trials: TRIALS });
    await ways()
      .getByRole('button', { name: /^Always use .* 1 thread, .* q4$/ })
      .click();
    expect(app.calls).toContainEqual({ what: 'pin-way', modelId: ID, way: expect.objectContaining(SLOW) });
    await expect.element(ways()).toHaveTextContent('You chose: Processor (WebAssembly), 1 thread');
    await ways().getByRole('button', { name: 'Choose for me' }).click();
    expect(app.calls).toContainEqual({ what: 'pin-way', modelId: ID, way: null });
    await expect.element(ways()).toHaveTextContent('Runs in the fastest of');
  });

  test('show how far the trial is, which can be cancelled', async () => {
    const app = createFakeApp();
    await showWays(app, { waySearch: { way: SLOW, done: 1, atMost: 4 } });
    await expect.element(ways()).toHaveTextContent('1 thread (transformers.js · q4), 2 of at most 4');
    await expect.element(ways().getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    await ways().getByRole('button', { name: 'Cancel' }).click();
    expect(app.calls).toContainEqual({ what: 'cancel-way-search' });
  });

  test('say why a trial was stopped, but not what the user knows', async () => {
    const app = createFakeApp();
    app.findFastestWay = failing('cancelled', 'The trial was stopped, because Deskside has work to do.');
    await showWays(app);
    await ways().getByRole('button', { name: 'Find the fastest way' }).click();
    await expect.element(page.getByText('because Deskside has work to do')).toBeVisible();
  });

  test('are not spoken of where there is one only', async () => {
    const app = createFakeApp();
    await showModels(app, STARTER);
    app.ways = [FAST];
    await pressOn('Starter', 'Details');
    await expect.element(page.getByText('Measured here')).toBeVisible();
    expect(ways().elements()).toHaveLength(0);
  });

  for (const theme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const)
      test(`are accessible and fit, ${theme}, ${width} wide`, async () => {
        await page.viewport(width, height);
        const app = createFakeApp();
        app.set.settings.update((settings) => ({ ...settings, theme, modelPins: { [ID]: SLOW } }));
        const loaded = { ...SLOW, modelId: ID, loadMs: 900, refused: [] };
        const waySearch = { way: SLOW, done: 1, atMost: 4 };
        await showWays(app, { trials: TRIALS, loaded, wayChosen: 'pinned', waySearch });
        await expect.element(ways()).toBeVisible();
        await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
        const { violations } = await axe.run(document.body);
        expect(violations.map(({ id }) => id)).toEqual([]);
        const region = ways().element();
        expect(region.scrollWidth).toBeLessThanOrEqual(region.clientWidth);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      });
});

describe('a load', () => {
  test('is shown on the card of the model', async () => {
    const app = createFakeApp();
    await showModels(app, { ...STARTER, card: { ...STARTER.card, loading: 0.4 } });
    await expect.element(modelCard('Starter')).toHaveTextContent('Loading 40 %');
    const bar = modelCard('Starter').getByRole('progressbar', { name: 'Loading Starter' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '40');
  });

  test('is what the briefing says it waits for', async () => {
    const app = createFakeApp([{ id: 'mail', category: null }]);
    app.set.models.set([fakeModel({ ...STARTER, card: { ...STARTER.card, loading: 0.25 } })]);
    const models = {
      ...IDLE,
      state: 'running',
      stage: 'models',
      activity: 'Getting the models ready',
    } as const;
    app.set.briefing.set(models);
    await renderApp(app);
    await expect.element(page.getByText('Loading Starter 25 %')).toBeVisible();
    app.set.models.set([fakeModel(STARTER)]);
    await expect.element(page.getByText('Getting the models ready').first()).toBeVisible();
  });
});
