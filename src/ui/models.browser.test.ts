import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel, sampleModels } from '../../tests/fixtures/fake-models';
import {
  fetchingLarger,
  LARGER,
  modelCard,
  pressOn,
  question,
  showModels,
  STARTER,
} from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp();
});

describe('a model on this machine', () => {
  test('is put to use for writing; with writing turned off, that is offered too', async () => {
    app.set.settings.update((settings) => ({ ...settings, generation: false }));
    await showModels(app, { ...LARGER, state: 'installed' });
    await pressOn('Larger', 'Use for writing');
    expect(app.calls).toEqual([{ what: 'settings', change: { generatorId: 'larger' } }]);
    await page.getByRole('button', { name: 'Turn it on' }).click();
    expect(app.calls.at(-1)).toEqual({ what: 'settings', change: { generation: true } });
  });

  test.each([
    ['recommended', true],
    ['in the catalogue', false],
  ])('comes up from where it is %s when it is fetched, and the focus with it', async (_, recommended) => {
    const larger = { ...LARGER, advice: { recommended } };
    app.installModel = async () =>
      app.set.models.set([STARTER, { ...fetchingLarger({}), advice: { recommended } }].map(fakeModel));
    await showModels(app, STARTER, larger);
    await pressOn('Larger', 'Install');
    const atHand = page.getByRole('region', { name: 'In use and on this machine' });
    const card = atHand.getByRole('article', { name: 'Larger' });
    await expect.element(card.getByRole('button', { name: 'Pause' })).toBeVisible();
    expect(modelCard('Larger').elements()).toHaveLength(1);
    await expect.element(card.getByRole('button', { name: 'Pause' })).toHaveFocus();
  });

  test('stands in one place, with why it is recommended: chosen, and not fetched yet', async () => {
    const advice = { recommended: true, reasons: ['Fits in the memory of this machine.'] };
    await showModels(app, STARTER, { ...LARGER, advice, card: { chosen: true } });
    await expect
      .element(modelCard('Larger'))
      .toHaveTextContent('Recommended for this machine: Fits in the memory of this machine.');
    for (const name of ['Starter', 'Larger'])
      expect(page.getByRole('heading', { name, exact: true }).elements()).toHaveLength(1);
    await expect.element(page.getByText('What suits this machine best is listed above.')).toBeVisible();
  });

  test('is checked, and says so while that goes on', async () => {
    let finish: (mended: number) => void = () => undefined;
    app.repairModel = () => new Promise((resolve) => (finish = resolve));
    await showModels(app, STARTER);
    await pressOn('Starter', 'Check and repair');
    await expect.element(modelCard('Starter').getByRole('button', { name: 'Checking' })).toBeVisible();
    finish(2);
    await expect.element(page.getByText('2 damaged parts fetched again.')).toBeVisible();
    await expect
      .element(modelCard('Starter').getByRole('button', { name: 'Check and repair' }))
      .toBeVisible();
  });

  test.each([
    ['installed', 'Check and repair', 'Checking'],
    ['damaged', 'Repair', 'Repairing'],
  ] as const)('tells how far the check has come, which cannot be paused: %s', async (state, button, busy) => {
    app.repairModel = () => new Promise(() => undefined);
    await showModels(app, { ...LARGER, state });
    await pressOn('Larger', button);
    const card = modelCard('Larger');
    for (const [phase, words] of [
      ['verifying', 'Checking'],
      ['fetching', 'Fetching again'],
    ] as const) {
      app.set.models.set([fakeModel({ ...LARGER, state, progress: { phase } })]);
      await expect.element(card).toHaveTextContent(`${words} 100 MB of 400 MB`);
      await expect
        .element(card.getByRole('progressbar', { name: `${words} Larger` }))
        .toHaveAttribute('aria-valuenow', '25');
    }
    await expect.element(card.getByRole('button', { name: busy })).toBeVisible();
    for (const name of ['Pause', 'Cancel'])
      await expect.element(card.getByRole('button', { name })).not.toBeInTheDocument();
  });

  test('is removed after asking, and the focus does not get lost with it', async () => {
    await showModels(app, { ...LARGER, state: 'installed' });
    app.removeModel = async () => app.set.models.set([fakeModel(LARGER)]);
    await pressOn('Larger', 'Remove');
    await expect.element(question()).toHaveTextContent('This frees 400 MB.');
    await question().getByRole('button', { name: 'Remove' }).click();
    await expect.element(modelCard('Larger').getByText('Not installed')).toBeInTheDocument();
    await expect.element(page.getByRole('heading', { name: 'In use and on this machine' })).toHaveFocus();
  });

  test('is saved as a file', async () => {
    const saved: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    await showModels(app, STARTER);
    await pressOn('Starter', 'Save as file');
    await expect.poll(() => saved).toEqual(['starter.deskpack']);
    click.mockRestore();
  });

  test('says that it is packed while that goes on', async () => {
    app.exportModel = () => new Promise(() => undefined);
    await showModels(app, { ...LARGER, state: 'installed' });
    await pressOn('Larger', 'Save as file');
    app.set.models.set([fakeModel({ ...LARGER, state: 'installed', progress: { phase: 'packing' } })]);
    const card = modelCard('Larger');
    await expect.element(card).toHaveTextContent('Packing 100 MB of 400 MB');
    await expect.element(card.getByRole('progressbar', { name: 'Packing Larger' })).toBeInTheDocument();
    await expect.element(card.getByRole('button', { name: 'Packing' })).toHaveFocus();
    expect(card.element().textContent).not.toMatch(/Fetching|Checking/);
  });

  test('is handed to the share sheet where there is one', async () => {
    const shared: string[] = [];
    const share = Object.assign(navigator, {
      canShare: () => true,
      share: async ({ files }: ShareData) => void shared.push(...(files ?? []).map(({ name }) => name)),
    });
    await showModels(app, STARTER);
    await pressOn('Starter', 'Save as file');
    await expect.poll(() => shared).toEqual(['starter.deskpack']);
    Reflect.deleteProperty(share, 'canShare');
    Reflect.deleteProperty(share, 'share');
  });

  test('that the user added can be taken off the list', async () => {
    await showModels(app, { ...LARGER, card: { added: true } });
    await page.getByRole('button', { name: 'Larger' }).click();
    await page.getByRole('button', { name: 'Take off the list' }).click();
    await question().getByRole('button', { name: 'Take off the list' }).click();
    await expect.poll(() => app.calls).toEqual([{ what: 'forget', modelId: 'larger' }]);
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('that is in use says what writes when it is gone', async () => {
    await showModels(app, { ...LARGER, state: 'installed', card: { added: true, chosen: true } });
    await pressOn('Larger', 'Take off the list');
    await expect.element(question()).toHaveTextContent('Writing goes back to the starter model.');
  });

  test('that is stored but cannot run here says why', async () => {
    const reason = 'This version of Deskside has no engine for it.';
    await showModels(app, {
      id: 'gguf',
      state: 'installed',
      advice: { fit: 'no-engine', reasons: [reason], device: null },
    });
    const card = page.getByRole('article', { name: 'Model gguf' });
    await expect.element(card.getByText(reason)).toBeVisible();
    await expect.element(card.getByRole('button', { name: 'Use for writing' })).not.toBeInTheDocument();
    await expect.element(card.getByRole('button', { name: 'Save as file' })).toBeVisible();
  });

  test('that is damaged offers its repair', async () => {
    await showModels(app, { ...STARTER, state: 'damaged' });
    await pressOn('Starter', 'Repair');
    expect(app.calls).toEqual([{ what: 'repair', modelId: 'starter' }]);
  });
});

describe('the catalogue', () => {
  const catalogue = page.getByRole('region', { name: 'Catalogue' });
  const names = () =>
    catalogue
      .getByRole('listitem')
      .elements()
      .map((row) => row.querySelector('h3')?.textContent);

  beforeEach(async () => {
    app.set.models.set(sampleModels());
    await renderApp(app, '#/models');
  });

  test('is narrowed down by words and by what runs here', async () => {
    await expect.poll(names).toEqual(['Llama 3.2 1B', 'Mistral 7B Instruct', 'BGE small']);
    await catalogue.getByRole('button', { name: 'WebLLM' }).click();
    expect(names()).toEqual(['Llama 3.2 1B', 'Mistral 7B Instruct']);
    await catalogue.getByRole('button', { name: 'Runs here' }).click();
    await catalogue.getByRole('button', { name: 'Show all models' }).click();
    await catalogue.getByRole('searchbox').fill('bge');
    expect(names()).toEqual(['BGE small']);
    await expect.element(catalogue.getByRole('status')).toHaveTextContent('1 model found');
  });

  test('says where a model stands that is searched for and has its place above', async () => {
    await catalogue.getByRole('searchbox').fill('german');
    await expect.element(catalogue.getByText('1 model like that is listed above.')).toBeVisible();
    expect(names()).toEqual([]);
    await catalogue.getByRole('searchbox').fill('zorvex');
    await expect.element(catalogue.getByText('No model is like that.')).toBeVisible();
  });

  test('shows all that is known of a model', async () => {
    await catalogue.getByRole('button', { name: 'Llama 3.2 1B' }).click();
    const details = page.getByRole('dialog', { name: 'Llama 3.2 1B' });
    for (const fact of [
      '700 MB to download, 1.1 GB of memory while loading',
      'Only on graphics cards with 16-bit numbers.',
      '131,072 tokens',
      'desk/llama-3.2-1b',
      'Pinned to revision 0123456789ab',
      'Listed only',
      'Not run here yet',
      'It runs on a graphics card only',
    ]) {
      await expect.element(details).toHaveTextContent(fact);
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(catalogue.getByRole('button', { name: 'Llama 3.2 1B' })).toHaveFocus();
  });

  test('tells measured speed from estimated speed', async () => {
    await modelCard('SmolLM2 135M Desk').getByRole('button', { name: 'Details' }).click();
    const details = page.getByRole('dialog');
    await expect.element(details).toHaveTextContent('Loads in 2.5 s, writes 20 tokens per second');
    await expect.element(details).toHaveTextContent('Run in Deskside’s own tests');
    await userEvent.keyboard('{Escape}');
    await modelCard('Qwen3 0.6B').getByRole('button', { name: 'Details' }).click();
    await expect.element(details).toHaveTextContent('9.4 tokens per second. An estimate, not a measurement.');
  });

  test('gives the reason for what it recommends, and leaves out what stands above', async () => {
    app.set.models.update((all) =>
      all.map((card) =>
        card.listing.name === 'BGE small'
          ? { ...card, advice: { ...card.advice, recommended: true, reasons: ['Small and quick.'] } }
          : card,
      ),
    );
    const recommended = page.getByRole('region', { name: 'Recommended for this machine' });
    await expect
      .element(recommended.getByRole('article', { name: 'BGE small' }))
      .toHaveTextContent('For understanding: Small and quick.');
    expect(recommended.getByRole('article').elements()).toHaveLength(1);
    expect(names()).toEqual(['Llama 3.2 1B', 'Mistral 7B Instruct']);
  });

  test('nothing is wider than a phone', async () => {
    await page.viewport(390, 844);
    const scroller = document.querySelector('.page');
    expect(scroller?.scrollWidth).toBe(scroller?.clientWidth);
  });
});

describe('storage and machine', () => {
  test('the browser is asked to keep what is stored', async () => {
    await showModels(app, STARTER);
    await page.getByRole('button', { name: 'Ask the browser to keep it' }).click();
    await expect.element(page.getByText('The browser has promised to keep it.')).toBeVisible();
    expect(app.calls).toEqual([{ what: 'persist' }]);
  });

  test('a refusal comes with advice', async () => {
    app.grantsPersistence = false;
    await showModels(app, STARTER);
    await page.getByRole('button', { name: 'Ask the browser to keep it' }).click();
    await expect.element(page.getByText(/Save the models that you would miss as files/)).toBeVisible();
  });

  test('a window that keeps nothing says so and asks for nothing', async () => {
    app.set.machine.update((facts) => ({ ...facts, storagePersistent: false }));
    await showModels(app, STARTER);
    await expect.element(page.getByText(/keeps nothing when the page is closed/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: /Ask the browser/ })).not.toBeInTheDocument();
  });

  test('what is used and free is told, with what still fits', async () => {
    app.set.machine.update((facts) => ({ ...facts, storageUsed: 1e9, storageQuota: 2e9, modelBytes: 0.8e9 }));
    await showModels(app, STARTER, { ...LARGER, advice: { recommended: true } });
    const storage = page.getByRole('region', { name: 'Storage' });
    const amounts = () =>
      storage
        .getByRole('definition')
        .elements()
        .map(({ textContent }) => textContent);
    await expect.poll(amounts).toEqual(['800 MB', '200 MB', '1.0 GB']);
    await expect.element(storage).toHaveTextContent('Room for about 2 more models of 400 MB');
  });

  test('the machine is measured once by itself, and again when the user asks', async () => {
    app.set.machine.update((facts) => ({ ...facts, probe: null }));
    await showModels(app, STARTER);
    await expect.poll(() => app.calls).toEqual([{ what: 'probe' }]);
    const probe = { memoryBytesPerSecond: 11e9, gpuBytesPerSecond: 240e9, measuredAt: Date.now() };
    app.set.machine.update((facts) => ({ ...facts, probe }));
    await expect
      .element(page.getByText('11 GB/s on the processor, 240 GB/s on the graphics card'))
      .toBeVisible();
    await page.getByRole('button', { name: 'Measure again' }).click();
    expect(app.calls).toEqual([{ what: 'probe' }, { what: 'probe' }]);
  });

  test('the machine is left alone while it works', async () => {
    app.set.machine.update((facts) => ({ ...facts, probe: null }));
    app.isWorking = () => true;
    await showModels(app, STARTER);
    await expect.element(page.getByRole('button', { name: 'Measure' })).toBeVisible();
    expect(app.calls).toEqual([]);
  });
});
