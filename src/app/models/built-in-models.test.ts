import { expect, it } from 'vitest';
import { standInLanguageModel } from '../../../tests/support/browser-language-model';
import { standInSummarizer } from '../../../tests/support/browser-summarizer';
import type { MachineProfile } from '../../contracts/machine';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import type { BuiltInApis } from '../../platform/built-in-ai';
import { createObservable } from '../../platform/observable';
import { createBuiltInModels } from './built-in-models';
import { createModelCards } from './model-cards';
import { createModelRegistry } from './model-registry';

const MACHINE: MachineProfile = { gpu: null, threads: 2, memoryGiB: 8, freeBytes: null, probe: null };
const ID = 'browser-language-model';

function setUp(apis: BuiltInApis) {
  const registry = createModelRegistry();
  const cards = createModelCards(createObservable([]), createObservable(DEFAULT_SETTINGS), MACHINE);
  const models = createBuiltInModels({ cards, registry }, apis);
  const shown = () =>
    cards.cards
      .get()
      .filter(({ listing }) => listing.source.kind === 'browser')
      .map(({ listing, status }) => `${listing.id} ${status.state}`);
  return { registry, cards, models, shown };
}

it('shows nothing where the browser has no model, or none for this machine', async () => {
  const without = setUp({ languageModel: null, summarizer: null });
  await without.models.look();
  expect(without.shown()).toEqual([]);

  const elsewhere = setUp(standInLanguageModel({ availability: 'unavailable' }).apis);
  await elsewhere.models.look();
  expect(elsewhere.shown()).toEqual([]);

  const broken = setUp({
    summarizer: null,
    languageModel: {
      availability: () => Promise.reject(new DOMException('No.', 'InvalidStateError')),
      create: () => expect.unreachable('nothing asked for it'),
    },
  });
  await broken.models.look();
  expect(broken.shown()).toEqual([]);
});

it('shows what the browser has, with advice that claims nothing of this machine’s speed', async () => {
  const { apis } = standInLanguageModel();
  const { cards, models, shown } = setUp({ ...apis, summarizer: standInSummarizer().apis.summarizer });
  await models.look();
  expect(shown()).toEqual([`${ID} installed`, 'browser-summarizer installed']);
  expect(cards.card(ID)?.advice).toMatchObject({
    fit: 'good',
    recommended: false,
    reasons: ['It would run on the browser’s own engine.'],
  });
});

it('has the model fetched when the user asks, and tells how far that is', async () => {
  const { browser, apis } = standInLanguageModel({ availability: 'downloadable', userActive: true });
  const { cards, models, shown } = setUp(apis);
  await models.look();
  expect(shown()).toEqual([`${ID} absent`]);
  expect(browser.created).toEqual([]);

  const shares: number[] = [];
  cards.cards.subscribe(() => {
    const progress = cards.card(ID)?.progress;
    if (progress) shares.push(progress.doneBytes / progress.totalBytes);
  });
  await models.install(ID);
  expect([...new Set(shares)]).toEqual([0, 0.25, 0.5, 1]);
  expect(shown()).toEqual([`${ID} installed`]);
  expect(cards.card(ID)).toMatchObject({ progress: null, failure: null });
  expect(browser.openSessions).toBe(0);
});

it('says on the card why the browser did not fetch it', async () => {
  const { apis } = standInLanguageModel({ availability: 'downloadable' });
  const { cards, models, shown } = setUp(apis);
  await models.look();
  await expect(models.install(ID)).rejects.toMatchObject({ failure: { code: 'model-missing' } });
  expect(cards.card(ID)).toMatchObject({ progress: null, failure: { code: 'model-missing' } });
  expect(shown()).toEqual([`${ID} absent`]);
});

it('knows the models in browsers that have none, so that a choice made elsewhere can be told of', async () => {
  const { registry, models } = setUp({ languageModel: null, summarizer: null });
  expect(registry.require(ID).engine).toBe('built-in');
  expect(models.has(ID)).toBe(true);
  await expect(models.install(ID)).rejects.toMatchObject({ failure: { code: 'engine-unavailable' } });
});
