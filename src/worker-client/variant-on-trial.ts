import * as Comlink from 'comlink';
import type { GenerateRequest, GenerateResult, RunOptions } from '../contracts/capabilities';
import { unwrap } from '../contracts/failure';
import type { LoadedModelInfo } from '../contracts/inference-api';
import type { DeviceAttempt } from './device-steps';
import { loadWay, requestFor, type LoadParts } from './load-best-way';
import { toVectors } from './hosted-embedder';

/** A model that runs in exactly one way, for as long as it is lent. Methods reject with a `DesksideError`; nothing is tried again. */
export interface VariantOnTrial {
  /** `loadMs` covers the known-answer check. */
  readonly info: LoadedModelInfo;
  generate(
    request: GenerateRequest,
    options?: RunOptions & { readonly onText?: (piece: string) => void },
  ): Promise<GenerateResult>;
  embed(texts: readonly string[], options?: RunOptions): Promise<Float32Array[]>;
}

/**
 * Loads a model in exactly this way in a worker of its own, lends it to `work`, and ends the worker whatever happens. When the signal
 * aborts, the worker is ended at once.
 */
export async function withVariantOnTrial<T>(
  attempt: DeviceAttempt,
  parts: LoadParts,
  work: (model: VariantOnTrial) => Promise<T>,
): Promise<T> {
  const { lane, info } = unwrap(await loadWay(attempt, parts));
  const { entry, signal } = parts;
  const end = () => lane.terminate();
  signal.addEventListener('abort', end);
  try {
    return await work({
      info,
      async generate(request, { signal: own, onText } = {}) {
        const target = requestFor(entry, attempt);
        const receive = Comlink.proxy((piece: string) => onText?.(piece));
        return unwrap(
          await lane.call(target.requestId, eitherOf(signal, own), (api) =>
            api.generate({ ...target, ...request }, receive),
          ),
        );
      },
      async embed(texts, { signal: own } = {}) {
        const target = requestFor(entry, attempt);
        return toVectors(
          texts.length,
          unwrap(
            await lane.call(target.requestId, eitherOf(signal, own), (api) =>
              api.embed({ ...target, texts }),
            ),
          ),
        );
      },
    });
  } finally {
    signal.removeEventListener('abort', end);
    lane.terminate();
  }
}

function eitherOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one;
}
