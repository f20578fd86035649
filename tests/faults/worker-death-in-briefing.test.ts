import { beforeEach, describe, expect, it } from 'vitest';
import { windowAt } from '../../src/app/briefing/briefing-window';
import { runBriefing } from '../../src/app/briefing/run-briefing';
import { createProgressTracker } from '../../src/app/briefing/progress';
import { createChangeBus } from '../../src/app/change-bus';
import { createMailResults } from '../../src/app/mail-results';
import { createMailRows } from '../../src/app/mail-rows';
import { createPeople } from '../../src/app/people';
import { toFailure } from '../../src/contracts/failure';
import type { ModelEntry } from '../../src/contracts/model';
import { hashedUnitVector } from '../../src/engines/fake/hashed-unit-vector';
import { FAKE_EMBEDDER, fakeWeights } from '../../src/engines/fake/fake-models';
import { exposeInferenceService } from '../../src/engines/expose-inference-service';
import { createInferenceService } from '../../src/engines/inference-service';
import { createHistory, type History } from '../../src/history/history';
import { createMemoryHistoryStorage } from '../../src/history/memory-history-storage';
import { allRows } from '../../src/history/testing/rows';
import { outlineOf } from '../../src/history/message-outline';
import { DEFAULT_SETTINGS } from '../../src/history/default-settings';
import { systemClock } from '../../src/platform/clock';
import { createObservable } from '../../src/platform/observable';
import { embeddingTextOf } from '../../src/tasks/classify/embedding-text';
import { createInferenceClient } from '../../src/worker-client/inference-client';
import { machineWith } from '../support/fake-inference-client';
import { startServedWorker, type FakeWorker } from '../support/fake-inference-worker';
import { makeMessage } from '../support/make-message';
import { realRouter } from '../support/real-router';

/** What the sorting was trained on. */
const DIMENSIONS = 384;
const MODEL: ModelEntry = {
  ...FAKE_EMBEDDER,
  id: DEFAULT_SETTINGS.embedderId,
  knownAnswer: { kind: 'none' },
};
const MAILS = Array.from({ length: 12 }, (_, i) =>
  makeMessage({
    id: `mail-${i}`,
    subject: `Number ${i}`,
    text: `Hi Dana,\n\nplease look at number ${i}.\n\nAda`,
  }),
);
/** Mails that are embedded in one request. */
const BATCH = 4;

describe('a worker that dies in the middle of a briefing (fault 25)', () => {
  let history: History;
  /** Texts that workers were given, all workers together. */
  let given: string[];

  /** A desk whose workers each die when they have been given this many texts; the last number holds for all further ones. */
  async function openDesk(diesAfter: readonly number[]) {
    const workers: FakeWorker[] = [];
    const client = createInferenceClient({
      findModel: () => MODEL,
      machine: machineWith(),
      spawn: () => {
        let left = diesAfter[workers.length] ?? diesAfter.at(-1) ?? Infinity;
        const worker = startServedWorker((endpoint) =>
          exposeInferenceService(
            serviceWith((text) => {
              if (left === 0) {
                worker.crash();
                throw new Error('It is dead.');
              }
              left -= 1;
              given.push(text);
              return hashedUnitVector(text, DIMENSIONS);
            }),
            endpoint,
          ),
        );
        workers.push(worker);
        return worker;
      },
    });
    const rows = createMailRows();
    await history.messages.add(MAILS);
    rows.add(MAILS.map(outlineOf));
    const results = createMailResults(history, rows, createChangeBus());
    for (const result of await allRows(history, 'results')) rows.showResult(result);
    const settings = { ...DEFAULT_SETTINGS, ownerAddress: 'dana@y.example' };
    const people = createPeople(history, rows, createObservable(settings));
    await people.learn();
    const embedder = client.embedder(MODEL.id);
    const models = { embedder: async () => embedder, generator: async () => null };
    const router = async () => realRouter(history, models);
    const window = createObservable(windowAt('everything', new Date(), null));
    const run = () =>
      runBriefing(
        { results, rows, people, models, router, window, voice: people.voice.get },
        createProgressTracker(systemClock),
        new AbortController().signal,
      );
    return { run, workers, results, close: () => client.dispose() };
  }

  const timesGiven = (id: string): number => {
    const mail = MAILS.find((one) => one.id === id) ?? expect.unreachable('there is no such mail');
    return given.filter((text) => text === embeddingTextOf(mail)).length;
  };
  const sorted = async (): Promise<string[]> =>
    (await allRows(history, 'results')).filter(({ triage }) => triage !== null).map(({ id }) => id);

  beforeEach(() => {
    history = createHistory(createMemoryHistoryStorage());
    given = [];
  });

  it('is replaced, and the briefing goes on after the last mail that was finished', async () => {
    const desk = await openDesk([2 * BATCH + 1, Infinity]);
    await desk.run();
    expect(desk.workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(await sorted()).toHaveLength(MAILS.length);
    // Of the mails in hand, one had been read.
    expect(MAILS.map(({ id }) => timesGiven(id)).toSorted((a, b) => b - a)).toEqual([
      ...[2, ...Array.from({ length: MAILS.length - 1 }, () => 1)],
    ]);
    desk.close();
  });

  it('again and again ends the briefing with the reason; the next one does only what is left', async () => {
    const dying = await openDesk([BATCH, 0]);
    expect(await dying.run().catch(toFailure)).toMatchObject({ code: 'worker-died', retryable: true });
    const finished = await sorted();
    expect(finished).toHaveLength(BATCH);
    dying.close();
    const desk = await openDesk([Infinity]);
    await desk.run();
    expect(await sorted()).toHaveLength(MAILS.length);
    for (const id of finished) expect(timesGiven(id), id).toBe(1);
    desk.close();
  });
});

/** The worker's side, over an engine that embeds like this. */
function serviceWith(embed: (text: string) => Float32Array) {
  return createInferenceService({
    engines: {
      fake: async () => ({
        id: 'fake',
        load: async ({ model, variant, threads }) => ({
          ...{ modelId: model.id, device: variant.device, threads },
          countTokens: async () => 1,
          generate: () => Promise.reject(new Error('It only embeds.')),
          embed: async (texts) => texts.map(embed),
          unload: async () => undefined,
        }),
      }),
    },
    findModel: () => MODEL,
    openWeights: async () => fakeWeights(MODEL),
    machineMemoryGiB: null,
  });
}
