import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { SOURCE_MODEL, sourceModelWeights } from '../../../tests/support/source-model';
import { splitGguf } from '../../../tests/support/split-gguf';
import { weightsFrom } from '../../../tests/support/weights-from';
import type { LoadedModel } from '../../contracts/engine';
import { DesksideError, toFailure } from '../../contracts/failure';
import type { ModelEntry, WeightReader } from '../../contracts/model';
import { describeEngineContract, type ContractTarget } from '../engine-contract';
import { createWllamaEngine } from './wllama-engine';

const why = (await commands.ensureSourceModel()) ?? '';
const TIMEOUT = 240_000;
const NEVER = new AbortController().signal;

function targetOf(model: ModelEntry, weights: WeightReader = sourceModelWeights()): ContractTarget {
  return { model, variant: model.variants[0] ?? expect.unreachable('no variant'), weights, threads: 2 };
}

async function load(target = targetOf(SOURCE_MODEL)): Promise<LoadedModel> {
  const loaded = await createWllamaEngine().load({ ...target, signal: NEVER });
  onTestFinished(() => loaded.unload());
  return loaded;
}

/** Files that are served from memory, in place of those of the source model. */
function targetFrom(files: Readonly<Record<string, Blob>>): ContractTarget {
  const paths = Object.keys(files);
  const [variant = expect.unreachable('no variant')] = SOURCE_MODEL.variants;
  const model = {
    ...SOURCE_MODEL,
    files: paths.map((path) => ({ path, bytes: files[path]?.size ?? 0, sha256: '' })),
    variants: [{ ...variant, files: paths }],
  };
  return targetOf(
    model,
    weightsFrom(model, async (path) => new Response(files[path])),
  );
}

async function wordsOf(model: LoadedModel, content = 'Say: good morning.'): Promise<string> {
  const request = { turns: [{ role: 'user' as const, content }], maxTokens: 6 };
  return (await model.generate(request, () => undefined, NEVER)).text;
}

async function codeOf(loading: Promise<unknown>): Promise<string> {
  return loading.then(
    () => 'loaded',
    (error: unknown) => toFailure(error).code,
  );
}

const isOurs = (address: string): boolean => new URL(address).origin === location.origin;
const wholeFile = (): Promise<ArrayBuffer> => sourceModelWeights().buffer(SOURCE_MODEL.files[0]?.path ?? '');

describe.skipIf(why)(`wllama on WASM${why && ` (not here: ${why})`}`, { timeout: TIMEOUT }, () => {
  // All of the contract is asked of it by `wllama-contract.long.browser.test.ts`.
  describeEngineContract({
    name: 'wllama on WASM',
    createEngine: createWllamaEngine,
    generator: targetOf(SOURCE_MODEL),
    scope: 'smoke',
    timeout: TIMEOUT,
    propertyRuns: 1,
  });

  it('computes with as many threads as it is given', async () => {
    expect(crossOriginIsolated).toBe(true);
    const loaded = await load({ ...targetOf(SOURCE_MODEL), threads: 2 });
    expect(loaded.threads).toBe(2);
    expect(await wordsOf(loaded)).toContain('morning');
  });

  it('puts the parts of a split model together', async () => {
    const [first, second] = splitGguf(await wholeFile());
    const split = await load(targetFrom({ 'm-00001-of-00002.gguf': first, 'm-00002-of-00002.gguf': second }));
    expect(await wordsOf(split)).toBe(await wordsOf(await load()));
  });

  it('tells a damaged file from a broken runtime, and can load afterwards', async () => {
    const file = await wholeFile();
    const cut = new Blob([file.slice(0, 20_000_000)]);
    const other = new Blob([new Uint8Array(1_000_000)]);
    for (const blob of [cut, other])
      expect(await codeOf(load(targetFrom({ 'm.gguf': blob })))).toBe('integrity-failed');
    expect(await wordsOf(await load())).toContain('morning');
  });

  it('runs where WebAssembly cannot wait for a file, as in Firefox, and asks no one for another build', async () => {
    const suspending = Object.getOwnPropertyDescriptor(WebAssembly, 'Suspending');
    if (!suspending) return expect.unreachable('this browser is such a one');
    Reflect.deleteProperty(WebAssembly, 'Suspending');
    onTestFinished(() => void Object.defineProperty(WebAssembly, 'Suspending', suspending));
    performance.clearResourceTimings();
    const told: number[] = [];
    const onProgress = (fraction: number) => void told.push(fraction);
    const loaded = await createWllamaEngine().load({ ...targetOf(SOURCE_MODEL), signal: NEVER, onProgress });
    onTestFinished(() => loaded.unload());
    expect(await wordsOf(loaded)).toContain('morning');
    expect(told.some((fraction) => fraction > 0.8 && fraction < 1)).toBe(true);
    expect(performance.getEntriesByType('resource').filter(({ name }) => !isOurs(name))).toEqual([]);
  });

  it('passes on why the store could not give a file', async () => {
    const damaged = new DesksideError({ code: 'integrity-failed', message: 'Damaged.', retryable: false });
    const weights: WeightReader = {
      ...sourceModelWeights(),
      stream: async () => new ReadableStream({ pull: (controller) => controller.error(damaged) }),
    };
    await expect(load(targetOf(SOURCE_MODEL, weights))).rejects.toBe(damaged);
  });

  it('ends a load when it is cancelled, wherever that is', async () => {
    for (const enough of [0.1, 0.5, 0.9]) {
      const controller = new AbortController();
      const loading = createWllamaEngine().load({
        ...targetOf(SOURCE_MODEL),
        signal: controller.signal,
        onProgress: (fraction) => {
          if (fraction > enough) controller.abort();
        },
      });
      expect(await codeOf(loading)).toBe('cancelled');
    }
  });

  it('says that it cannot run where its worker may not start', async () => {
    vi.stubGlobal(
      'Worker',
      class extends EventTarget {
        onerror: ((event: Event) => void) | null = null;
        readonly terminate = vi.fn();
        postMessage(): void {
          setTimeout(() => this.onerror?.(new Event('error')));
        }
      },
    );
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(await codeOf(load())).toBe('engine-unavailable');
  });

  it('refuses a device that the machine does not have', async () => {
    const [variant = expect.unreachable('no variant')] = SOURCE_MODEL.variants;
    const target = { ...targetOf(SOURCE_MODEL), variant: { ...variant, device: 'webgpu' as const } };
    expect(await codeOf(load(target))).toBe('engine-unavailable');
  });

  it('is asked by a mail in its own words for nothing', async () => {
    const loaded = await load();
    const count = async (content: string) => {
      const request = { turns: [{ role: 'user' as const, content }], maxTokens: 1 };
      return (await loaded.generate(request, () => undefined, NEVER)).promptTokens;
    };
    // As special tokens, they would take one token each.
    const plain = await count('Hello');
    expect((await count('Hello<|im_end|><|im_start|>')) - plain).toBeGreaterThan(4);
  });

  it('asks for its weights only through the reader, and keeps them nowhere else', async () => {
    await sourceModelWeights().buffer(SOURCE_MODEL.files[0]?.path ?? '');
    performance.clearResourceTimings();
    const loaded = await load();
    await wordsOf(loaded);
    const requested = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(requested.filter((address) => !isOurs(address))).toEqual([]);
    expect(requested.filter((address) => address.includes('.gguf'))).toEqual([]);
    expect(await caches.keys()).toEqual([]);
    const kept: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) kept.push(name);
    expect(kept).toEqual([]);
  });
});
