import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel, type FakeModel } from '../../tests/fixtures/fake-models';
import {
  failing,
  fetchingLarger,
  LARGER,
  modelCard,
  pressOn,
  question,
  showModels,
  STARTER,
} from '../../tests/fixtures/models-page';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

afterEach(() => void vi.restoreAllMocks());

describe('an install', () => {
  test('begins at a click, tells how far it has come, and can be paused', async () => {
    await showModels(app, STARTER, LARGER);
    await pressOn('Larger', 'Install');
    expect(app.calls).toEqual([{ what: 'install', modelId: 'larger' }]);

    app.set.models.set([
      fakeModel(fetchingLarger({ doneBytes: 100e6, bytesPerSecond: 5e6, secondsLeft: 60 })),
    ]);
    await expect
      .element(modelCard('Larger'))
      .toHaveTextContent('100 MB of 400 MB · 5.0 MB/s · about 1 min left');
    const bar = modelCard('Larger').getByRole('progressbar', { name: 'Installing Larger' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '25');
    await pressOn('Larger', 'Pause');
    expect(app.calls.at(-1)).toEqual({ what: 'pause', modelId: 'larger' });
  });

  test('says that it starts while the model is looked up, and is asked for once', async () => {
    let asked = 0;
    app.installModel = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    await showModels(app, LARGER);
    await pressOn('Larger', 'Install');
    const starting = modelCard('Larger').getByRole('button', { name: 'Starting' });
    await expect.element(starting).toHaveAttribute('aria-disabled', 'true');
    (starting.element() as HTMLElement).click();
    expect(asked).toBe(1);
    app.set.models.set([fakeModel(fetchingLarger({}))]);
    await pressOn('Larger', 'Pause');
    expect(app.calls).toEqual([{ what: 'pause', modelId: 'larger' }]);
  });

  test('keeps the focus with the model when the button under it becomes another', async () => {
    await showModels(app, LARGER);
    (modelCard('Larger').getByRole('button', { name: 'Install' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    app.set.models.set([fakeModel(fetchingLarger({}))]);
    await expect.poll(() => document.activeElement?.textContent?.trim()).toBe('Pause');
  });

  test('is said aloud in quarters, not for each chunk', async () => {
    await showModels(app, fetchingLarger({ doneBytes: 101e6 }));
    await expect.element(page.getByText('Fetching Larger: 25 per cent.')).toBeInTheDocument();
    const said: string[] = [];
    const status = page.getByText('Fetching Larger: 25 per cent.').element();
    new MutationObserver(() => said.push(status.textContent)).observe(status, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    for (const doneBytes of [110e6, 150e6, 190e6, 201e6, 230e6]) {
      app.set.models.set([fakeModel(fetchingLarger({ doneBytes }))]);
      await expect.element(modelCard('Larger')).toHaveTextContent(`${doneBytes / 1e6} MB of 400 MB`);
    }
    expect(said).toEqual(['Fetching Larger: 50 per cent.']);
  });

  test('that waits says for what', async () => {
    await showModels(app, fetchingLarger({ phase: 'waiting' }));
    await expect.element(modelCard('Larger')).toHaveTextContent('Another tab is fetching this model');
  });

  test('is handed over to the browser where that can go on by itself, and taken back', async () => {
    await showModels(app, fetchingLarger({ doneBytes: 100e6 }));
    await expect.element(modelCard('Larger').getByRole('button', { name: 'Pause' })).toBeVisible();
    // Without a service worker, nobody could take what the browser fetches.
    const handOver = modelCard('Larger').getByRole('button', { name: 'Go on when Deskside is closed' });
    await expect.element(handOver).not.toBeInTheDocument();

    vi.spyOn(navigator.serviceWorker, 'controller', 'get').mockReturnValue({} as ServiceWorker);
    app.set.models.set([]);
    app.set.models.set([fakeModel(fetchingLarger({ doneBytes: 110e6 }))]);
    let end = (): void => undefined;
    const { handOverInstall } = app;
    app.handOverInstall = async (modelId) => {
      await handOverInstall(modelId);
      await new Promise<void>((resolve) => (end = resolve));
    };
    await handOver.click();
    expect(app.calls).toEqual([{ what: 'hand-over', modelId: 'larger' }]);
    const card = { download: 'background' } as const;
    app.set.models.set([fakeModel({ ...fetchingLarger({ doneBytes: 120e6 }), card })]);
    await expect
      .element(modelCard('Larger').getByRole('button', { name: 'Handing over' }))
      .toHaveAttribute('aria-disabled', 'true');
    end();
    await expect
      .element(modelCard('Larger'))
      .toHaveTextContent('The browser is fetching it 120 MB of 400 MB');
    await expect.element(page.getByText('The browser is fetching Larger.')).toBeInTheDocument();
    await pressOn('Larger', 'Go on here');
    expect(app.calls.at(-1)).toEqual({ what: 'install', modelId: 'larger' });
  });

  test('that is paused goes on, or is discarded after asking', async () => {
    await showModels(app, { ...LARGER, state: 'partial', card: { download: 'paused' } });
    await expect.element(modelCard('Larger')).toHaveTextContent('Paused 100 MB of 400 MB');
    await pressOn('Larger', 'Discard');
    expect(app.calls).toEqual([]);
    await question().getByRole('button', { name: 'Discard', exact: true }).click();
    expect(app.calls).toEqual([{ what: 'discard', modelId: 'larger' }]);
    await pressOn('Larger', 'Go on');
    expect(app.calls.at(-1)).toEqual({ what: 'install', modelId: 'larger' });
  });

  test('that was ended by a failure says so, and goes on from there', async () => {
    const failure = {
      code: 'download-failed',
      message: 'huggingface.co cannot be reached.',
      retryable: true,
    } as const;
    await showModels(app, { ...LARGER, state: 'partial', card: { download: 'paused', failure } });
    await expect.element(modelCard('Larger').getByRole('alert')).toHaveTextContent('cannot be reached');
    await expect.element(modelCard('Larger')).toHaveTextContent('100 MB of 400 MB');
    await pressOn('Larger', 'Go on');
    expect(app.calls).toEqual([{ what: 'install', modelId: 'larger' }]);
  });

  test.each([
    ['Keep it', { what: 'pause', modelId: 'larger' }],
    ['Discard it', { what: 'discard', modelId: 'larger' }],
  ])('that is cancelled asks what to do with what has arrived: %s', async (answer, call) => {
    await showModels(app, fetchingLarger({ doneBytes: 120e6 }));
    await pressOn('Larger', 'Cancel');
    await expect.element(question()).toHaveTextContent('120 MB of 400 MB have arrived');
    expect(app.calls).toEqual([]);
    await question().getByRole('button', { name: answer }).click();
    expect(app.calls).toEqual([call]);
    await expect.element(question()).not.toBeInTheDocument();
  });

  test('goes on when the question is left with Escape', async () => {
    await showModels(app, fetchingLarger({}));
    await pressOn('Larger', 'Cancel');
    await expect.element(question()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(question()).not.toBeInTheDocument();
    expect(app.calls).toEqual([]);
    await expect.element(modelCard('Larger').getByRole('button', { name: 'Cancel' })).toHaveFocus();
  });

  test.each(['too-large', 'no-engine'] as const)('is not offered for a model that is %s', async (fit) => {
    await showModels(app, {
      ...LARGER,
      advice: { fit, reasons: ['It needs 9 GB; this machine has 4 GB to give.'] },
    });
    await expect
      .element(modelCard('Larger'))
      .toHaveTextContent('It needs 9 GB; this machine has 4 GB to give.');
    await expect
      .element(modelCard('Larger').getByRole('button', { name: 'Install' }))
      .not.toBeInTheDocument();
  });
});

describe('no room', () => {
  const failure = { code: 'quota-exceeded', message: 'No room: 400 MB needed.', retryable: false } as const;
  const full: FakeModel = { ...LARGER, card: { failure } };

  test('lists what was not used for the longest, and removes it only when told to', async () => {
    app.roomPlan = {
      neededBytes: 400e6,
      freeBytes: 90e6,
      remove: [
        { modelId: 'old', name: 'Old one', bytes: 300e6, lastUsedAt: null },
        { modelId: 'starter', name: 'Starter', bytes: 100e6, lastUsedAt: 1.7e12 },
      ],
    };
    await showModels(app, STARTER, full);
    await expect.element(modelCard('Larger').getByRole('alert')).toHaveTextContent('No room: 400 MB needed.');
    await pressOn('Larger', 'Make room');
    await expect.element(question()).toHaveTextContent('It needs 400 MB; 90 MB are free.');
    await expect
      .element(question().getByRole('listitem').nth(0))
      .toHaveTextContent('Old one 300 MB never used');
    await expect
      .element(question().getByRole('listitem').nth(1))
      .toHaveTextContent(/Starter 100 MB last used .*2023/);
    await question().getByRole('button', { name: 'Cancel' }).click();
    expect(app.calls).toEqual([{ what: 'plan-room', modelId: 'larger' }]);

    await pressOn('Larger', 'Make room');
    await question().getByRole('button', { name: 'Remove 2 models and install' }).click();
    await expect
      .poll(() => app.calls.slice(2))
      .toEqual([
        { what: 'remove', modelId: 'old' },
        { what: 'remove', modelId: 'starter' },
        { what: 'install', modelId: 'larger' },
      ]);
  });

  test('says when removing would not help', async () => {
    app.roomPlan = { neededBytes: 400e6, freeBytes: 90e6, remove: [] };
    await showModels(app, full);
    await pressOn('Larger', 'Make room');
    await expect.element(question()).toHaveTextContent('would not give enough');
    await expect.element(question().getByRole('button', { name: /install/i })).not.toBeInTheDocument();
  });

  test('installs nothing when a model could not be removed', async () => {
    app.roomPlan = {
      neededBytes: 400e6,
      freeBytes: 90e6,
      remove: [{ modelId: 'starter', name: 'Starter', bytes: 100e6, lastUsedAt: null }],
    };
    app.removeModel = failing('storage-unavailable', 'The store does not answer.');
    await showModels(app, STARTER, full);
    await pressOn('Larger', 'Make room');
    await question().getByRole('button', { name: 'Remove 1 model and install' }).click();
    await expect.element(page.getByText('The store does not answer.')).toBeVisible();
    expect(app.calls.map(({ what }) => what)).toEqual(['plan-room']);
  });
});
