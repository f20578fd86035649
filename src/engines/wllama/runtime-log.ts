import type { WllamaLogger } from '@wllama/wllama';
import type { DesksideError } from '../../contracts/failure';
import { unavailable } from '../engine-failures';
import { Loss, type OnLost } from '../loss';

/** Lines that are kept of what llama.cpp complains about; an error comes with two or three. */
const MOST_LINES = 12;
const LAYERS_ON_GPU = /offloaded (\d+)\/\d+ layers to GPU/;

/**
 * Listens to what wllama and llama.cpp print. It is the only place where they tell why something failed, whether the GPU is used, and that
 * the worker of wllama never started or died, over which its calls would wait for ever.
 */
export class RuntimeLog implements WllamaLogger {
  /** Layers of the model that the GPU holds. */
  layersOnGpu = 0;
  readonly #loss = new Loss();
  #complaints: string[] = [];
  /** Whether the worker ever said anything. */
  #heard = false;

  /** Tells when the worker of wllama is gone. */
  get onDeath(): OnLost {
    return this.#loss.onLost;
  }

  get complaints(): readonly string[] {
    return this.#complaints;
  }

  readonly debug = (...parts: unknown[]): void => {
    this.#heard = true;
    const [, layers] = LAYERS_ON_GPU.exec(parts.map(wordsOf).join(' ')) ?? [];
    if (layers !== undefined) this.layersOnGpu = Number(layers);
  };

  readonly log = this.debug;

  readonly warn = (...parts: unknown[]): void => {
    this.#complaints = [...this.#complaints, parts.map(wordsOf).join(' ')].slice(-MOST_LINES);
  };

  readonly error = (...parts: unknown[]): void => {
    this.warn(...parts);
    const [event] = parts;
    // Errors of the worker itself come as events.
    if (event instanceof Event)
      this.#loss.report(
        this.#heard ? new Error(`the worker of wllama died: ${wordsOf(event)}`) : neverStarted(),
      );
  };

  /** Forgets what was said so far, before something else is begun. */
  clear(): void {
    this.#complaints = [];
  }
}

/** All that a browser tells of a policy that forbids the worker. */
function neverStarted(): DesksideError {
  return unavailable(
    'The runtime for GGUF models could not start its worker. Reload the page; if that does not help, its host may forbid it.',
  );
}

function wordsOf(part: unknown): string {
  if (part instanceof ErrorEvent) return part.message;
  if (part instanceof Event) return part.type;
  if (part instanceof Error) return part.message;
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? '');
}
