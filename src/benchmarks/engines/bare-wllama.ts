/**
 * wllama as its documentation shows it: a file by fetch, a streamed chat completion; nothing of Deskside. The settings that decide the speed
 * are those of Deskside's engine.
 */
import { Wllama, type ResultTimings } from '@wllama/wllama';
import wasmUrl from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { VariantPin } from '../../contracts/model-choice';
import type { HeldModel } from './engine-benchmark-api';

const CONTEXT_TOKENS = 4096;
const BATCH_TOKENS = { wasm: 64, webgpu: 256 } as const;
/** More than any model has. */
const ALL_LAYERS = 99_999;

export async function openBareWllama(address: string, way: VariantPin): Promise<HeldModel> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered with ${answer.status}.`);
  const wllama = new Wllama(
    { default: new URL(wasmUrl, document.baseURI).href },
    { suppressNativeLog: true },
  );
  // Its build for older browsers would come from another origin.
  wllama.setCompat(null);
  const device = way.device === 'webgpu' ? 'webgpu' : 'wasm';
  await wllama.loadModel([await answer.blob()], {
    n_ctx: CONTEXT_TOKENS,
    n_batch: BATCH_TOKENS[device],
    n_ubatch: BATCH_TOKENS[device],
    n_parallel: 1,
    ...(device === 'wasm' ? { cache_type_k: 'q8_0', cache_type_v: 'q8_0' } : {}),
    n_threads: way.threads,
    n_gpu_layers: device === 'webgpu' ? ALL_LAYERS : 0,
  });
  return {
    async generate({ turns, maxTokens }, { onText }) {
      let text = '';
      let timings: ResultTimings | null = null;
      const stream = await wllama.createChatCompletion({
        messages: turns.map(({ role, content }) => ({ role, content })),
        max_tokens: maxTokens,
        temperature: 0,
        stream: true,
        timings_per_token: true,
      });
      for await (const chunk of stream) {
        const piece = chunk.choices[0]?.delta.content;
        if (piece) {
          text += piece;
          onText(piece);
        }
        timings = chunk.timings ?? timings;
      }
      if (!timings) throw new Error('wllama told no timings of an answer.');
      return {
        text,
        promptTokens: timings.cache_n + timings.prompt_n,
        reusedTokens: timings.cache_n,
        newTokens: timings.predicted_n,
        finish: 'length',
      };
    },
    embed: () => Promise.reject(new Error('A generator embeds nothing.')),
    close: () => wllama.exit(),
  };
}
