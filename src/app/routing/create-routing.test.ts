import { beforeEach, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { realRouter, writerCard } from '../../../tests/support/real-router';
import type { MessageResult } from '../../contracts/briefing';
import type { GenerateRequest, TextGenerator } from '../../contracts/capabilities';
import type { MadeBy } from '../../contracts/route';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { outlineOf } from '../../history/message-outline';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { createObservable } from '../../platform/observable';
import type { AreaParts } from '../area-parts';
import { createChangeBus } from '../change-bus';
import { createMailResults, emptyResult, type MailResults } from '../mail-results';
import { createMailRows } from '../mail-rows';
import { createRouting } from './create-routing';
import type { RoutingApi } from './routing-api';

const TEXT = 'Could you send the gate code 4471 to Tomás by Friday?';
const femke = { name: 'Femke Vos', address: 'femke@x.example' };
const MAIL = makeMessage({
  ...{
    id: 'm1',
    text: `${TEXT} ${'The fitter comes early and the van waits at the north gate all day. '.repeat(5)}`,
    from: femke,
  },
  to: [{ name: 'Dana Whitfield', address: 'dana@y.example' }],
});
const TRIAGE = { category: 'reply', confidence: 0.95 } as MessageResult['triage'];
const FAILED: MadeBy = { route: 'rules', model: null, reasons: ['Nothing could be used.'], failed: 'small' };
const BIG = writerCard({ id: 'big', name: 'Big', parameters: 900 });
const DIALECT = { system: '', mail: '{body}', summary: '', keypoint: '', asks: '', reply: '', point: '' };

let history: History;
let results: MailResults;
let routing: RoutingApi;
let asked: [string, GenerateRequest][];

function big(text: string): TextGenerator {
  const nothing = { promptTokens: 0, reusedTokens: 0, newTokens: 9, firstTokenMs: 0, totalMs: 0 };
  return {
    ...{ modelId: 'big', prompts: DIALECT },
    async generate(request) {
      asked.push(['big', request]);
      return { ...nothing, text, finish: 'stop' };
    },
  };
}

beforeEach(async () => {
  asked = [];
  history = createHistory(createMemoryHistoryStorage());
  await history.messages.add([MAIL]);
  const rows = createMailRows();
  rows.add([outlineOf(MAIL)]);
  results = createMailResults(history, rows, createChangeBus());
  const models: Partial<AreaParts['models']> = {
    generator: () => expect.unreachable('the usual model is not asked'),
    withModel: (_id, _signal, work) =>
      work(big('Femke asks Dana to send the gate code 4471 to Tomás by Friday.')),
  };
  const router = realRouter(history, models, {}, [writerCard(), BIG]);
  const parts = {
    ...{ history, results },
    settings: createObservable(DEFAULT_SETTINGS),
    people: { owner: () => ({ name: '', address: '', role: '' }) },
    router: async () => router,
  } as unknown as AreaParts;
  routing = await createRouting(parts);
});

async function store(made: MadeBy | undefined): Promise<void> {
  const evidence = [{ quote: TEXT, start: 0, end: TEXT.length }];
  const sentences = [{ text: TEXT, evidence, origin: 'extracted' as const }];
  const summary = { sentences, leftOut: null, ...(made ? { made } : {}) };
  await history.results.put({ ...emptyResult('m1'), triage: TRIAGE, summary });
}

it('offers a larger model for a wording that came to nothing, and asks nobody by itself', async () => {
  await store(FAILED);
  expect(await routing.offer('m1', 'summary')).toEqual({
    ...{ modelId: 'big', name: 'Big', sendsTo: null },
    reasons: ['No wording that was made here could be used.'],
  });
  expect(asked).toEqual([]);
});

it('offers nothing where what is there is good, nor where nothing is', async () => {
  await store({ route: 'local', model: 'Small writer', reasons: ['It runs here.'] });
  expect(await routing.offer('m1', 'summary')).toBeNull();
  expect(await routing.offer('m1', 'draft')).toBeNull();
});

it('has the offered model word the one summary on the user’s word, and keeps who did and why', async () => {
  await store(FAILED);
  await routing.wordSummary('m1', 'big', new AbortController().signal);
  expect(asked).toHaveLength(1);
  const { summary } = await results.get('m1');
  expect(summary?.made).toMatchObject({
    route: 'larger-local',
    model: 'Big',
    reasons: ['You asked for it.'],
  });
  expect(summary?.sentences[0]?.origin).toBe('model');
});

it('does not offer again what has just come to nothing', async () => {
  await store({ ...FAILED, failed: 'big' });
  expect(await routing.offer('m1', 'summary')).toBeNull();
});

it('asks no model in its place when the one that was wanted is gone', async () => {
  await store(FAILED);
  const gone = routing.wordSummary('m1', 'server:gone', new AbortController().signal);
  await expect(gone).rejects.toThrow(/not there any more/u);
  expect(asked).toEqual([]);
});
