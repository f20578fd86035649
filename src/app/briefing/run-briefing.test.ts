import { beforeEach, describe, expect, it } from 'vitest';
import type { TextEmbedder, TextGenerator } from '../../contracts/capabilities';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { MessageResult } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { allRows } from '../../history/testing/rows';
import { outlineOf } from '../../history/message-outline';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { systemClock } from '../../platform/clock';
import { createObservable } from '../../platform/observable';
import { makeMessage } from '../../../tests/support/make-message';
import { realRouter } from '../../../tests/support/real-router';
import { startLearner } from '../../../tests/support/start-learner';
import { createChangeBus } from '../change-bus';
import { createCorrections } from '../corrections';
import { createMailResults, emptyResult } from '../mail-results';
import { createMailRows } from '../mail-rows';
import { createNoticeBoard } from '../notices';
import { createPeople } from '../people';
import { windowAt } from './briefing-window';
import { createProgressTracker } from './progress';
import { runBriefing } from './run-briefing';

const ASKING = makeMessage({
  id: 'asking',
  subject: 'Room for Thursday',
  text: 'Hi Dana,\n\nCould you please confirm by 15:00 today whether you need room 4.12 on Thursday? I also need the number of guests.\n\nAda',
});
const NEWSLETTER = makeMessage({
  id: 'newsletter',
  subject: '50 % off chairs',
  from: { name: 'Chair World', address: 'no-reply@chairs.example' },
  headers: {
    'list-unsubscribe': '<https://chairs.example/u>',
    precedence: 'bulk',
    'list-id': '<offers.chairs.example>',
  },
  text: 'All chairs are 50 % off this week. Shop now at our store. Unsubscribe at any time.',
});

/** A unit vector over the text's words: texts with the same words are alike, which is all that is needed here. */
function wordVector(text: string): Float32Array {
  const counts = new Float32Array(384);
  for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
    const place = [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 384, 7);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const length = Math.hypot(...counts) || 1;
  return counts.map((count) => count / length);
}

class CountingEmbedder implements TextEmbedder {
  readonly modelId = DEFAULT_SETTINGS.embedderId;
  calls = 0;
  embed(texts: readonly string[]): Promise<Float32Array[]> {
    this.calls += 1;
    return Promise.resolve(texts.map(wordVector));
  }
}

const DIALECT = {
  system: '',
  mail: '{body}',
  summary: '',
  keypoint: '',
  asks: '',
  reply: '{points}',
  point: '{ask}',
};

function failingGenerator(failure: DesksideError): TextGenerator {
  return { modelId: 'g', prompts: DIALECT, generate: () => Promise.reject(failure) };
}

const SILENT_GENERATOR: TextGenerator = {
  modelId: 'g',
  prompts: DIALECT,
  generate: () =>
    Promise.resolve({
      text: '',
      promptTokens: 0,
      reusedTokens: 0,
      newTokens: 0,
      finish: 'stop',
      firstTokenMs: 0,
      totalMs: 0,
    }),
};

/** An extract put together from two places of the mail, which the model is therefore asked to word. */
function piecedResult(message: Message): MessageResult {
  const evidence = ['Could you please confirm', 'I also need the number of guests'].map((quote) => {
    const start = message.text.indexOf(quote);
    return { quote, start, end: start + quote.length };
  });
  const sentence = {
    text: evidence.map(({ quote }) => quote).join('; '),
    evidence,
    origin: 'extracted' as const,
  };
  return { ...emptyResult(message.id), asks: [], summary: { sentences: [sentence], leftOut: null } };
}

describe('runBriefing', () => {
  let history: History;
  let desk: Awaited<ReturnType<typeof openDesk>>;

  async function openDesk(messages: readonly Message[], generator: TextGenerator | null = null) {
    const rows = createMailRows();
    await history.messages.add(messages);
    rows.add(messages.map(outlineOf));
    const results = createMailResults(history, rows, createChangeBus());
    for (const result of await allRows(history, 'results')) rows.showResult(result);
    const people = createPeople(
      history,
      rows,
      createObservable({ ...DEFAULT_SETTINGS, ownerAddress: 'dana@y.example' }),
    );
    await people.learn();
    const embedder = new CountingEmbedder();
    const embedderId = () => embedder.modelId;
    const corrections = createCorrections({
      ...{ results, rows, embedderId, owner: people.owner },
      ...{ board: createNoticeBoard(), spawnLearner: startLearner },
      embed: (text) => Promise.resolve(wordVector(text)),
    });
    const loads: string[] = [];
    const models = {
      embedder: () => Promise.resolve((loads.push('embedder'), embedder)),
      generator: () => Promise.resolve((loads.push('generator'), generator)),
    };
    const router = async () => realRouter(history, models);
    const window = createObservable(windowAt('everything', new Date(), null));
    const parts = { results, rows, people, models, router, window, voice: people.voice.get };
    const run = (signal = new AbortController().signal) =>
      runBriefing(parts, createProgressTracker(systemClock), signal);
    return { rows, results, corrections, embedder, loads, window, run };
  }

  beforeEach(async () => {
    history = createHistory(createMemoryHistoryStorage());
    desk = await openDesk([ASKING, NEWSLETTER], SILENT_GENERATOR);
  });

  it('sorts every mail, extracts every summary, and drafts what wants a reply', async () => {
    await desk.run();
    const asking = await desk.results.get('asking');
    const newsletter = await desk.results.get('newsletter');
    expect(asking.triage?.category).toBe('reply');
    expect(asking.summary?.sentences.length).toBeGreaterThan(0);
    expect(asking.asks?.length).toBeGreaterThan(0);
    expect(asking.draft?.text).toBeTruthy();
    expect(newsletter.triage?.category).toBe('skip');
    expect(newsletter.draft).toBeNull();
  });

  it('does nothing twice: a second run loads no model', async () => {
    await desk.run();
    const again = await openDesk([ASKING, NEWSLETTER]);
    await again.run();
    expect(again.loads).toEqual([]);
    expect(again.embedder.calls).toBe(0);
  });

  it('looks again at the earlier mails of a thread, and not at the later ones, which a run that was cut short sorted first', async () => {
    const at = (id: string, date: string) =>
      makeMessage({ ...ASKING, id, date, messageId: `<${id}@x.example>` });
    const [older, middle, newer] = ['01', '02', '03'].map((day) => at(day, `2026-01-${day}T08:00:00.000Z`));
    if (!older || !middle || !newer) throw new Error('There are no mails.');
    await history.clear();
    await (await openDesk([older, newer])).run();
    const before = await allRows(history, 'results');

    const { run, embedder } = await openDesk([older, middle, newer]);
    await run();
    const [lookedAtAgain, untouched] = await Promise.all(
      [older, newer].map(({ id }) => history.results.get(id)),
    );
    expect(lookedAtAgain?.timings['triage']).not.toBe(
      before.find(({ id }) => id === older.id)?.timings['triage'],
    );
    expect(untouched).toEqual(before.find(({ id }) => id === newer.id));
    expect(embedder.calls).toBeGreaterThan(0);
  });

  it('is done with the mails of the window before it begins with the others', async () => {
    const at = (id: string, date: string) => ({
      ...{ ...ASKING, id, date, messageId: `<${id}@x.example>`, threadId: id },
    });
    const older = at('older', '2026-01-01T08:00:00.000Z');
    const newer = at('newer', '2026-01-02T08:00:00.000Z');
    desk = await openDesk([older, newer]);
    // The older one alone, which would come last.
    desk.window.update((all) => ({ ...all, holds: ({ date }) => date === older.date }));
    const { embedder } = desk;
    const embed = embedder.embed.bind(embedder);
    const drafted: boolean[] = [];
    embedder.embed = async (texts) => {
      drafted.push((await desk.results.get('older')).draft !== null);
      return embed(texts);
    };
    await desk.run();
    expect(drafted).toContain(false);
    expect(drafted).toContain(true);
    expect((await desk.results.get('newer')).draft).not.toBeNull();
  });

  it('goes on after a cancel where it stopped', async () => {
    const abort = new AbortController();
    const first = await openDesk([ASKING, NEWSLETTER]);
    first.embedder.embed = (texts) => {
      abort.abort();
      return Promise.resolve(texts.map(wordVector));
    };
    await expect(first.run(abort.signal)).rejects.toThrow();
    expect((await desk.results.get('asking')).triage).not.toBeNull();

    const second = await openDesk([ASKING, NEWSLETTER]);
    await second.run();
    expect((await second.results.get('asking')).draft).not.toBeNull();
  });

  it('drafts, and keeps the extracts, when the generator keeps failing', async () => {
    await history.results.put(piecedResult(ASKING));
    const dead = new DesksideError({ code: 'worker-died', message: 'The worker died.', retryable: true });
    const withFailing = await openDesk([ASKING], failingGenerator(dead));
    await withFailing.run();
    const { draft, summary, phrased } = await withFailing.results.get('asking');
    expect(draft?.origin).toBe('template');
    expect(summary?.sentences.every(({ origin }) => origin === 'extracted')).toBe(true);
    expect(phrased).toBe(false);
  });

  it('ends the run when the generator fails at one mail after the other', async () => {
    const another = makeMessage({ ...ASKING, id: 'asking-2', messageId: '<asking-2@x.example>' });
    for (const message of [ASKING, another]) await history.results.put(piecedResult(message));
    const dead = new DesksideError({ code: 'worker-died', message: 'The worker died.', retryable: true });
    const withFailing = await openDesk([ASKING, another], failingGenerator(dead));
    await expect(withFailing.run()).rejects.toMatchObject({ failure: { code: 'worker-died' } });
    expect((await withFailing.results.get('asking')).draft).not.toBeNull();
    expect((await withFailing.results.get('asking-2')).draft).not.toBeNull();
  });

  it('stops when the user cancels while the generator phrases, and takes it up in the next run', async () => {
    await history.results.put(piecedResult(ASKING));
    const withCancel = await openDesk([ASKING], failingGenerator(new DesksideError(CANCELLED)));
    await expect(withCancel.run()).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect((await withCancel.results.get('asking')).phrased).toBe(false);
    const again = await openDesk([ASKING], failingGenerator(new DesksideError(CANCELLED)));
    await expect(again.run()).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  it('never touches a draft that the user edited', async () => {
    await desk.run();
    await desk.results.change('asking', (result) => ({
      ...result,
      draft: result.draft && { ...result.draft, text: 'My own words', origin: 'user' },
    }));
    await (await openDesk([ASKING, NEWSLETTER])).run();
    expect((await desk.results.get('asking')).draft?.text).toBe('My own words');
  });

  it('keeps what the user says of mail that it has not reached, and sorts the rest by it', async () => {
    const another = {
      ...NEWSLETTER,
      ...{ id: 'newsletter-2', messageId: '<newsletter-2@x.example>', threadId: 'other' },
    };
    desk = await openDesk([ASKING, NEWSLETTER, another]);
    const { embedder } = desk;
    const embed = embedder.embed.bind(embedder);
    embedder.embed = async (texts) => {
      embedder.embed = embed;
      await desk.corrections.correct('newsletter', { category: 'read', urgent: false });
      return embed(texts);
    };
    await desk.run();
    expect((await desk.results.get('newsletter')).triage).toMatchObject({ category: 'read', source: 'user' });
    expect((await desk.results.get('newsletter-2')).triage).toMatchObject({
      category: 'read',
      source: 'correction',
    });
  });

  it('writes nothing of a mail that was deleted meanwhile', async () => {
    const { embedder } = desk;
    const embed = embedder.embed.bind(embedder);
    embedder.embed = async (texts) => {
      desk.rows.clear();
      await history.clear();
      return embed(texts);
    };
    await expect(desk.run()).rejects.toThrow();
    expect(await allRows(history, 'results')).toEqual([]);
  });

  it('writes nothing of a mail that another tab deleted meanwhile', async () => {
    const { embedder } = desk;
    const embed = embedder.embed.bind(embedder);
    // The rows of this tab know nothing of it.
    embedder.embed = async (texts) => {
      await history.clear();
      return embed(texts);
    };
    await expect(desk.run()).rejects.toThrow('another tab');
    expect(await allRows(history, 'results')).toEqual([]);
    expect(await history.rows.keys('embeddings')).toEqual([]);
  });

  it('lets a correction change what is like it at once, and takes it back', async () => {
    const another = {
      ...NEWSLETTER,
      ...{ id: 'newsletter-2', messageId: '<newsletter-2@x.example>', threadId: 'other' },
    };
    desk = await openDesk([ASKING, NEWSLETTER, another]);
    await desk.run();
    const changed = await desk.corrections.correct('newsletter', { category: 'read', urgent: false });
    expect(changed).toBe(1);
    expect((await desk.results.get('newsletter')).triage).toMatchObject({ category: 'read', source: 'user' });
    const alike = (await desk.results.get('newsletter-2')).triage;
    expect(alike).toMatchObject({ category: 'read', source: 'correction' });
    expect((await desk.results.get('asking')).triage?.category).toBe('reply');

    await desk.corrections.undo('newsletter');
    expect((await desk.results.get('newsletter')).triage?.category).toBe('skip');
    expect((await desk.results.get('newsletter-2')).triage?.category).toBe('skip');
  });
});
