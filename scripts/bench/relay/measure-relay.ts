import { inParallel, LoadClient, type AnswerKind, type LoadRequest, type Timing } from './load.ts';
import type { Contestant } from './contestants.ts';

/** What one round tells of one contestant and one kind of answer. */
export interface RelaySample {
  /** One question after the other. */
  readonly alone: readonly Timing[];
  /** Answers in a second, many questions at a time. */
  readonly perSecond: number;
  /** Answers for a second of its processor time; null where that is not known, or there is no process of its own. */
  readonly perCoreSecond: number | null;
}

/** What is done for a question before the clock starts, and what counts. */
export interface Asking {
  /** Before the clock starts. */
  readonly prepare?: (client: LoadClient, question: LoadRequest) => Promise<LoadRequest>;
  /** After it has started. */
  readonly before?: (client: LoadClient, question: LoadRequest) => Promise<LoadRequest>;
}

export interface Amount {
  readonly alone: number;
  readonly together: number;
  /** Of the second part, after which no more is asked. */
  readonly limitMs: number;
}

/** Connections, and so questions, at a time. */
export const PARALLEL = 16;
/** A mail of about 300 words. */
const MAIL =
  'Could you tell me until when the berth is free and whether the crane can be had for it? '.repeat(18);

/** Asks a contestant question after question, then many at a time. Rejects when an answer is not whole. */
export async function measureRelay(
  contestant: Contestant,
  kind: AnswerKind,
  { alone, together, limitMs }: Amount,
  { prepare, before }: Asking = {},
): Promise<RelaySample> {
  const client = new LoadClient(contestant.url, PARALLEL);
  const ready = (count: number): Promise<readonly LoadRequest[]> =>
    inParallel({ count, parallel: PARALLEL, limitMs: Infinity }, async (nth) => {
      const question = questionOf(contestant, kind, nth);
      return prepare ? prepare(client, question) : question;
    });
  const ask = async (question: LoadRequest | undefined): Promise<Timing> => {
    if (!question) throw new Error('There is no question left.');
    if (!before) return client.ask(question, kind);
    const startedAt = performance.now();
    const told = await before(client, question);
    const beforeMs = performance.now() - startedAt;
    const { firstWordMs, totalMs } = await client.ask(told, kind);
    return { firstWordMs: firstWordMs + beforeMs, totalMs: totalMs + beforeMs };
  };
  try {
    const one = await ready(alone);
    const timings = await inParallel({ count: alone, parallel: 1, limitMs: Infinity }, (nth) =>
      ask(one[nth]),
    );
    const many = await ready(together);
    const usedBefore = await contestant.server?.processorSeconds();
    const startedAt = performance.now();
    const answers = await inParallel({ count: together, parallel: PARALLEL, limitMs }, (nth) =>
      ask(many[nth]),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const usedAfter = await contestant.server?.processorSeconds();
    const used = (usedAfter ?? 0) - (usedBefore ?? 0);
    return {
      alone: timings,
      perSecond: answers.length / seconds,
      perCoreSecond: used > 0 ? answers.length / used : null,
    };
  } finally {
    await client.close();
  }
}

function questionOf({ path, headers, model }: Contestant, kind: AnswerKind, nth: number): LoadRequest {
  const messages = [
    { role: 'system', content: 'Answer the mail in two sentences.' },
    { role: 'user', content: `${nth}. ${MAIL}` },
  ];
  return {
    path,
    headers,
    body: JSON.stringify({ model, messages, max_tokens: 200, stream: kind === 'stream' }),
  };
}
