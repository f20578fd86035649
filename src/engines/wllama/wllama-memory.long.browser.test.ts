import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { SOURCE_MODEL, sourceModelWeights } from '../../../tests/support/source-model';
import type { LoadedModel } from '../../contracts/engine';
import { createWllamaEngine } from './wllama-engine';

const why = (await commands.ensureSourceModel()) ?? '';
const NEVER = new AbortController().signal;
const MINUTES = 60_000;
const MEGABYTE = 1e6;
const SUBJECTS = ['dog', 'cat', 'cow', 'pig', 'hen', 'fox', 'owl', 'bat'];
/** Of a conversation; as many tokens. */
const WORDS = 900;
/** That llama.cpp would put aside of each of them; less in all would find room in what the load has left free. */
const STATE_BYTES = 11 * MEGABYTE;

/** Bytes of the page and all its workers, WebAssembly included. The browser takes its time, since it collects garbage first. */
async function memoryInUse(): Promise<number> {
  const measure = (performance as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> })
    .measureUserAgentSpecificMemory;
  if (!measure) return expect.unreachable('the page is not isolated');
  return (await measure.call(performance)).bytes;
}

async function load(): Promise<LoadedModel> {
  const [variant = expect.unreachable('no variant')] = SOURCE_MODEL.variants;
  const target = { model: SOURCE_MODEL, variant, weights: sourceModelWeights(), threads: 1 };
  return createWllamaEngine().load({ ...target, signal: NEVER });
}

describe.skipIf(why)(`the memory of wllama${why && ` (not here: ${why})`}`, () => {
  it('is given back when the model is unloaded', { timeout: 20 * MINUTES }, async () => {
    const before = await memoryInUse();
    const loaded = await load();
    // Otherwise what follows would mean nothing.
    expect((await memoryInUse()) - before).toBeGreaterThan(SOURCE_MODEL.downloadBytes);
    await loaded.unload();
    expect((await memoryInUse()) - before).toBeLessThan(10 * MEGABYTE);
  });

  it('does not grow with each conversation', { timeout: 40 * MINUTES }, async () => {
    const loaded = await load();
    onTestFinished(() => loaded.unload());
    const converse = (about: string) => {
      const turns = [{ role: 'user' as const, content: `${about} `.repeat(WORDS) }];
      return loaded.generate({ turns, maxTokens: 1 }, () => undefined, NEVER);
    };
    await converse('first');
    const before = await memoryInUse();
    for (const subject of SUBJECTS) await converse(subject);
    expect((await memoryInUse()) - before).toBeLessThan((SUBJECTS.length * STATE_BYTES) / 4);
  });
});
