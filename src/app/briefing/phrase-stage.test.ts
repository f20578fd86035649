import { expect, it } from 'vitest';
import type { GenerateResult, PromptDialect, TextGenerator } from '../../contracts/capabilities';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { outlineOf } from '../../history/message-outline';
import { systemClock } from '../../platform/clock';
import { makeMessage } from '../../../tests/support/make-message';
import { createChangeBus } from '../change-bus';
import { createMailResults, emptyResult } from '../mail-results';
import { createMailRows } from '../mail-rows';
import type { TaskRouter } from '../routing/task-router';
import type { RouteChoice } from '../../routing/choose-route';
import { phraseMails } from './phrase-stage';
import { createProgressTracker } from './progress';

const IDS = ['a', 'b', 'c'];
const DIALECT: PromptDialect = {
  ...{ system: '', mail: '{body}', summary: '', keypoint: '', asks: '', reply: '{points}', point: '{ask}' },
};

const PLACE = { route: 'local', modelId: 'm', name: 'M', contextTokens: 2048, leaves: false } as const;
const CHOICE: RouteChoice = {
  ...{ route: 'local', place: PLACE, reasons: ['It is here.'], better: null, barred: null },
};

/** Results of three mails whose summaries are questions, which the model is asked to word. */
async function setUp() {
  const history = createHistory(createMemoryHistoryStorage());
  const rows = createMailRows();
  const quote = 'Do you need room 4.12 on Thursday?';
  const messages = IDS.map((id) => makeMessage({ id, messageId: `<${id}@x.example>`, text: quote }));
  await history.messages.add(messages);
  rows.add(messages.map(outlineOf));
  const evidence = [{ quote, start: 0, end: quote.length }];
  const sentences = [{ text: quote, evidence, origin: 'extracted' as const }];
  for (const id of IDS)
    await history.results.put({ ...emptyResult(id), summary: { sentences, leftOut: null } });
  const results = createMailResults(history, rows, createChangeBus());
  const phrase = (generator: () => TextGenerator | null): Promise<void> => {
    const router: TaskRouter = {
      choose: async () => CHOICE,
      run: async (_task, _signal, work) => work({ choice: CHOICE, generator: generator() }),
    };
    const parts = { results, router, owner: { name: '', address: '', role: '' } };
    return phraseMails(IDS, parts, createProgressTracker(systemClock), new AbortController().signal);
  };
  const phrased = () => Promise.all(IDS.map(async (id) => (await results.get(id)).phrased));
  return { phrase, phrased };
}

function generatorNamed(modelId: string, answered: () => GenerateResult['finish']): TextGenerator {
  const nothing = { text: '', promptTokens: 0, reusedTokens: 0, newTokens: 0, firstTokenMs: 0, totalMs: 0 };
  return { modelId, prompts: DIALECT, generate: async () => ({ ...nothing, finish: answered() }) };
}

it.each([
  ['another, which gets the rest', 'other', ['first', 'other', 'other']],
  ['none, which gets nothing', null, ['first']],
])('words each mail with the model that is chosen by then: %s', async (_, next, expected) => {
  const { phrase, phrased } = await setUp();
  const asked: string[] = [];
  let chosen: string | null = 'first';
  await phrase(() => {
    const modelId = chosen;
    if (modelId === null) return null;
    return generatorNamed(modelId, () => {
      asked.push(modelId);
      chosen = next;
      return 'stop';
    });
  });
  expect(asked).toEqual(expected);
  expect(await phrased()).toEqual(IDS.map((_id, i) => i < expected.length));
});

it('leaves a mail to the next run whose answer something else than the run cut short', async () => {
  const { phrase, phrased } = await setUp();
  let answers = 0;
  const generator = generatorNamed('m', () => ((answers += 1) === 2 ? 'cancelled' : 'stop'));
  await phrase(() => generator);
  expect(await phrased()).toEqual([true, false, true]);
});

it('ends when there is no model, instead of looking for one at each mail', async () => {
  const { phrase, phrased } = await setUp();
  let looks = 0;
  await phrase(() => {
    looks += 1;
    return null;
  });
  expect(looks).toBe(1);
  expect(await phrased()).toEqual([false, false, false]);
});
