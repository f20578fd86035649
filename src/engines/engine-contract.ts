import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatTurn, GenerateRequest, GenerateResult } from '../contracts/capabilities';
import type { Engine, LoadedModel } from '../contracts/engine';
import { DesksideError, type FailureCode } from '../contracts/failure';
import type { ModelEntry, ModelVariant, WeightReader } from '../contracts/model';

export interface ContractTarget {
  readonly model: ModelEntry;
  readonly variant: ModelVariant;
  readonly weights: WeightReader;
  readonly threads: number;
}

type GeneratorRule =
  | 'streams what it returns'
  | 'answers the same again'
  | 'counts tokens'
  | 'ends at the token limit'
  | 'never shows a stop string'
  | 'goes on from a prefix'
  | 'keeps characters whole'
  | 'stops when cancelled and gives a whole next answer'
  | 'refuses what does not fit'
  | 'samples at a temperature'
  | 'loads again after unloading';

type EmbedderRule =
  | 'gives unit vectors in order'
  | 'gives the same vector in any company'
  | 'takes empty and overlong texts'
  | 'finds like texts alike'
  | 'stops between batches when cancelled'
  | 'refuses to write text';

export interface ContractSubject {
  readonly name: string;
  readonly createEngine: () => Engine;
  readonly generator?: ContractTarget;
  readonly embedder?: ContractTarget;
  /** Rules that an engine is excused from, each with the reason. */
  readonly skip?: Readonly<Partial<Record<GeneratorRule | EmbedderRule, string>>>;
  /** Milliseconds for one test; the first one loads the model. */
  readonly timeout: number;
}

const TURNS: readonly ChatTurn[] = [
  { role: 'system', content: 'You copy text exactly.' },
  { role: 'user', content: 'Say: the invoice is due on Friday, please pay it before noon.' },
];
const LONE_SURROGATE = /\p{Surrogate}/u;
const NEVER = new AbortController().signal;

/** What every engine must do. Each engine's own tests call this with real targets. */
export function describeEngineContract(subject: ContractSubject): void {
  describe(`${subject.name} keeps the engine contract`, { timeout: subject.timeout }, () => {
    if (subject.generator) describeGenerator(subject, subject.generator);
    if (subject.embedder) describeEmbedder(subject, subject.embedder);
  });
}

function describeGenerator(subject: ContractSubject, target: ContractTarget): void {
  describe('as a generator', () => {
    const rule = ruleOf<GeneratorRule>(subject);
    const loaded = loadOnce(subject, target);
    const ask = (
      request: Partial<GenerateRequest> = {},
      signal = NEVER,
      onPiece: (count: number) => void = ignore,
    ) => collect(loaded(), { turns: TURNS, maxTokens: 12, ...request }, signal, onPiece);

    rule('streams what it returns', async () => {
      const { result, pieces } = await ask();
      expect(result.text).not.toBe('');
      expect(pieces.join('')).toBe(result.text);
      expect(pieces.length).toBeGreaterThan(1);
      expect(result.firstTokenMs).toBeLessThanOrEqual(result.totalMs);
    });

    rule('answers the same again', async () => {
      const first = await ask();
      // Another prompt in between, so that nothing of it may linger.
      await ask({ turns: [{ role: 'user', content: 'Say: good morning.' }], maxTokens: 3 });
      const second = await ask();
      expect(second.result.text).toBe(first.result.text);
    });

    rule('counts tokens', async () => {
      const { result } = await ask();
      expect(result.promptTokens).toBeGreaterThan(10);
      expect(result.newTokens).toBeGreaterThan(0);
      expect(result.newTokens).toBeLessThanOrEqual(12);
      expect(loaded().countTokens('')).toBe(0);
      expect(loaded().countTokens('two words')).toBeGreaterThanOrEqual(2);
    });

    rule('ends at the token limit', async () => {
      const { result } = await ask({ maxTokens: 2 });
      expect(result).toMatchObject({ newTokens: 2, finish: 'length' });
    });

    rule('never shows a stop string', async () => {
      const whole = (await ask()).result.text;
      const middle = Math.floor(whole.length / 2);
      const stop = whole.slice(middle, middle + 3);
      const { result, pieces } = await ask({ stop: [stop] });
      expect(result.finish).toBe('stop');
      expect(result.text).toBe(whole.slice(0, whole.indexOf(stop)));
      expect(pieces.join('')).toBe(result.text);
    });

    rule('goes on from a prefix', async () => {
      const whole = (await ask()).result.text;
      const prefix = whole.slice(0, whole.lastIndexOf(' '));
      const { result } = await ask({ prefix, maxTokens: 2 });
      expect(whole.startsWith(prefix + result.text.slice(0, 3))).toBe(true);
    });

    rule('keeps characters whole', async () => {
      const { result, pieces } = await ask({
        turns: [{ role: 'user', content: 'Repeat exactly: 👩‍💻 Grüße, 報告 ok' }],
        maxTokens: 16,
      });
      for (const piece of pieces) expect(piece).not.toMatch(LONE_SURROGATE);
      expect(pieces.join('')).toBe(result.text);
    });

    rule('stops when cancelled and gives a whole next answer', async () => {
      const whole = (await ask()).result.text;
      for (const cancelAt of [1, 3]) {
        const controller = new AbortController();
        const cut = await ask({}, controller.signal, (count) => {
          if (count === cancelAt) controller.abort();
        });
        expect(cut.result.finish).toBe('cancelled');
        expect(cut.result.newTokens).toBeLessThan(12);
        expect(whole.startsWith(cut.result.text)).toBe(true);
        expect((await ask()).result.text).toBe(whole);
      }
      const atOnce = await ask({}, AbortSignal.abort());
      expect(atOnce.result).toMatchObject({ finish: 'cancelled', text: '', newTokens: 0 });
    });

    rule('refuses what does not fit', async () => {
      const content = 'word '.repeat(target.model.contextLength + 1);
      const overflow = loaded().generate(
        { turns: [{ role: 'user', content }], maxTokens: 1 },
        () => expect.unreachable('nothing may be generated'),
        NEVER,
      );
      expect(await failureOf(overflow)).toBe('context-overflow');
      const room = target.model.contextLength;
      expect(await failureOf(loaded().generate({ turns: TURNS, maxTokens: room }, ignore, NEVER))).toBe(
        'context-overflow',
      );
    });

    rule('samples at a temperature', async () => {
      const answers = new Set<string>();
      for (let i = 0; i < 4; i += 1) {
        answers.add((await ask({ temperature: 3, maxTokens: 4 })).result.text);
      }
      expect(answers.size).toBeGreaterThan(1);
    });

    rule('loads again after unloading', async () => {
      const whole = (await ask({ maxTokens: 4 })).result.text;
      await loaded().unload();
      await loaded.again();
      expect((await ask({ maxTokens: 4 })).result.text).toBe(whole);
    });
  });
}

function describeEmbedder(subject: ContractSubject, target: ContractTarget): void {
  describe('as an embedder', () => {
    const rule = ruleOf<EmbedderRule>(subject);
    const loaded = loadOnce(subject, target);
    const texts = [
      'Could you pay the invoice by Friday?',
      'Lunch at noon?',
      'The server in the Hamburg office was restarted twice last night after the update.',
      'Please settle the bill before the weekend.',
      'Ok',
      'The minutes of the board meeting are attached.',
    ];

    rule('gives unit vectors in order', async () => {
      const vectors = await loaded().embed(texts, NEVER);
      expect(vectors).toHaveLength(texts.length);
      for (const [i, vector] of vectors.entries()) {
        expect(dot(vector, vector)).toBeCloseTo(1, 4);
        const [alone] = await loaded().embed(texts.slice(i, i + 1), NEVER);
        expect(dot(vector, alone ?? vector.map(() => 0))).toBeGreaterThan(0.9999);
      }
      expect(await loaded().embed([], NEVER)).toEqual([]);
    });

    rule('gives the same vector in any company', async () => {
      const [first] = await loaded().embed(texts, NEVER);
      const reversed = await loaded().embed(texts.toReversed(), NEVER);
      expect(dot(first ?? new Float32Array(), reversed.at(-1) ?? new Float32Array())).toBeGreaterThan(0.9999);
    });

    rule('takes empty and overlong texts', async () => {
      const long = 'An invoice that goes on and on. '.repeat(3000);
      const [empty, whole, cut] = await loaded().embed(['', long, long.slice(0, 40_000)], NEVER);
      expect(dot(empty ?? new Float32Array(), empty ?? new Float32Array())).toBeCloseTo(1, 4);
      expect(dot(whole ?? new Float32Array(), cut ?? new Float32Array())).toBeGreaterThan(0.9999);
    });

    rule('finds like texts alike', async () => {
      const [invoice, lunch, , bill] = await loaded().embed(texts, NEVER);
      if (!invoice || !lunch || !bill) expect.unreachable('a vector is missing');
      expect(dot(invoice, bill)).toBeGreaterThan(dot(lunch, bill));
    });

    rule('stops between batches when cancelled', async () => {
      const controller = new AbortController();
      const run = loaded().embed(new Array<string>(200).fill('Some text to embed.'), controller.signal);
      controller.abort();
      expect(await failureOf(run)).toBe('cancelled');
      expect(await loaded().embed(['next'], NEVER)).toHaveLength(1);
    });

    rule('refuses to write text', async () => {
      expect(await failureOf(loaded().generate({ turns: TURNS, maxTokens: 1 }, ignore, NEVER))).toBe(
        'internal',
      );
    });
  });
}

/** Loads the target before the first test, and unloads it after the last. */
function loadOnce(subject: ContractSubject, target: ContractTarget) {
  let model: LoadedModel | null = null;
  const again = async () => {
    model = await subject.createEngine().load({ ...target, signal: NEVER });
  };
  beforeAll(again, subject.timeout);
  afterAll(() => model?.unload());
  const get = () => model ?? expect.unreachable('the model did not load');
  return Object.assign(get, { again });
}

function ruleOf<Rule extends string>(subject: ContractSubject) {
  return (name: Rule, test: () => Promise<void>) => {
    const reason = (subject.skip as Partial<Record<string, string>> | undefined)?.[name];
    if (reason) it.skip(`${name} (not here: ${reason})`, test);
    else it(name, test);
  };
}

async function collect(
  model: LoadedModel,
  request: GenerateRequest,
  signal: AbortSignal,
  onPiece: (count: number) => void,
): Promise<{ readonly result: GenerateResult; readonly pieces: readonly string[] }> {
  const pieces: string[] = [];
  const result = await model.generate(
    request,
    (piece) => {
      pieces.push(piece);
      onPiece(pieces.length);
    },
    signal,
  );
  return { result, pieces };
}

async function failureOf(work: Promise<unknown>): Promise<FailureCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof DesksideError ? error.failure.code : expect.unreachable(String(error));
  }
}

function ignore(): void {
  // The result is what counts.
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
