import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatTurn, GenerateRequest, GenerateResult } from '../contracts/capabilities';
import type { Engine, LoadedModel } from '../contracts/engine';
import { DesksideError, type FailureCode } from '../contracts/failure';
import type { ModelEntry, ModelVariant, WeightReader } from '../contracts/model';
import type { WorkerLike } from '../worker-client/worker-lane';

export interface ContractTarget {
  readonly model: ModelEntry;
  readonly variant: ModelVariant;
  readonly weights: WeightReader;
  readonly threads: number;
}

/** A worker that serves a target of the subject, and what may befall it. */
export interface ContractWorker {
  readonly worker: WorkerLike;
  /** Ends it as a browser does that needs its memory. */
  kill(): void;
  /** Takes the GPU away from what runs in it; left out where there is none. */
  loseDevice?(): void;
}

type ContractRule =
  | 'tells how far the load is'
  | 'does not load when cancelled'
  | 'gives its memory back'
  | 'loads again after unloading'
  | 'streams what it returns'
  | 'answers the same again'
  | 'counts tokens'
  | 'reads a beginning that it knows only once'
  | 'ends at the token limit'
  | 'never shows a stop string'
  | 'never shows a stop string that is spread over pieces'
  | 'goes on from a prefix'
  | 'keeps characters whole'
  | 'refuses what does not fit'
  | 'writes four greedy tokens'
  | 'samples at a temperature'
  | 'samples the same with the same seed'
  | 'keeps to a schema'
  | 'writes every character that a schema asks for'
  | 'refuses a schema that it cannot keep to'
  | 'stops when cancelled at any piece and gives a whole next answer'
  | 'does not start when cancelled before'
  | 'stops while it reads a long prompt'
  | 'answers two calls at once in order'
  | 'leaves out of two calls the one that is cancelled'
  | 'gives unit vectors in order'
  | 'gives the same vector in any company'
  | 'takes empty and overlong texts'
  | 'finds like texts alike'
  | 'stops between batches when cancelled'
  | 'refuses to write text'
  | 'survives the death of its worker'
  | 'survives the loss of its device';

export interface ContractSubject {
  readonly name: string;
  readonly createEngine: () => Engine;
  readonly generator?: ContractTarget;
  readonly embedder?: ContractTarget;
  /** `smoke` asks of the generator a load, four tokens and a cancel only, for devices that are right but slow. Default: `whole`. */
  readonly scope?: 'whole' | 'smoke';
  /** Rules that an engine is excused from, each with the reason. */
  readonly skip?: Readonly<Partial<Record<ContractRule, string>>>;
  /** Milliseconds for one test; the first one loads the model. */
  readonly timeout: number;
  /** How many cases a property is tried with; few for slow models. */
  readonly propertyRuns: number;
  /** Bytes that the engine holds now. Without it nobody can say what unloading gives back. */
  readonly memoryInUse?: () => Promise<number>;
  /** Starts a worker in which `createInferenceService` serves the target. Without it a death cannot be tried. */
  readonly spawnWorker?: (target: ContractTarget) => ContractWorker;
}

export const TURNS: readonly ChatTurn[] = [
  { role: 'system', content: 'You copy text exactly.' },
  { role: 'user', content: 'Say: the invoice is due on Friday, please pay it before noon.' },
];
export const ANSWER_TOKENS = 12;
export const NEVER = new AbortController().signal;

/** The model that the tests of one description share. */
export interface SharedModel {
  (): LoadedModel;
  /** Replaces it by one that is loaded anew. */
  again(onProgress?: (fraction: number) => void): Promise<void>;
}

/** Loads the target before the first test, and unloads it after the last. */
export function loadOnce(subject: ContractSubject, target: ContractTarget): SharedModel {
  let model: LoadedModel | null = null;
  const again = async (onProgress: (fraction: number) => void = () => undefined) => {
    model = await subject.createEngine().load({ ...target, signal: NEVER, onProgress });
  };
  beforeAll(() => again(), subject.timeout);
  afterAll(() => model?.unload());
  const get = () => model ?? expect.unreachable('the model did not load');
  return Object.assign(get, { again });
}

/** Declares the tests of rules; those that the subject is excused from are skipped, with the reason in their names. */
export function ruleOf(subject: ContractSubject) {
  return (name: ContractRule, test: () => Promise<void>, reasonNotTo?: string) => {
    const reason = subject.skip?.[name] ?? reasonNotTo;
    if (reason) it.skip(`${name} (not here: ${reason})`, test);
    else it(name, test);
  };
}

export interface Collected {
  readonly result: GenerateResult;
  readonly pieces: readonly string[];
}

/** Asks the shared question, or what `request` changes of it. `onPiece` gets the number of pieces so far. */
export async function ask(
  model: LoadedModel,
  request: Partial<GenerateRequest> = {},
  signal = NEVER,
  onPiece: (count: number) => void = () => undefined,
): Promise<Collected> {
  const pieces: string[] = [];
  const result = await model.generate(
    { turns: TURNS, maxTokens: ANSWER_TOKENS, ...request },
    (piece) => {
      pieces.push(piece);
      onPiece(pieces.length);
    },
    signal,
  );
  return { result, pieces };
}

/** The code that `work` rejects with, or null when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<FailureCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof DesksideError ? error.failure.code : expect.unreachable(String(error));
  }
}
