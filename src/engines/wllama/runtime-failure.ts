import { DesksideError } from '../../contracts/failure';
import {
  detailOf,
  memoryShort,
  requestUnsupported,
  runtimeStopped,
  unavailable,
  withDetail,
} from '../engine-failures';

/** What llama.cpp, Emscripten and the JavaScript engines say when memory is short. */
const OUT_OF_MEMORY =
  /insufficient memory|out of memory|\boom\b|bad_alloc|failed to allocate|allocation failed|cannot allocate|cannot enlarge memory|memory access out of bounds/i;
const DEVICE_LOST = /device (was|is|has been)? ?lost|lost (the )?device/i;
const DAMAGED =
  /invalid magic|corrupted or incomplete|not within the file bounds|unexpected(ly)? (end|reached)|failed to read/i;
const UNKNOWN_MODEL =
  /unknown (model architecture|pre-tokenizer|tokenizer)|missing tensor|wrong number of tensors|unsupported/i;
const NO_BINARY = /fetching of the wasm failed|wasm streaming compile failed|failed to fetch/i;
const BAD_SCHEMA = /json schema conversion failed|failed to parse grammar|initialize samplers/i;
const CACHE_REFUSED = /cache type .* does not divide|quantized V cache/i;
const TOO_LONG = /request \((\d+) tokens\) exceeds/;

/** Whether llama.cpp would not keep the keys and values of the model in few bits, which takes heads of certain sizes. */
export function refusesCache(log: readonly string[]): boolean {
  return log.some((line) => CACHE_REFUSED.test(line));
}

/** The number of tokens when llama.cpp refused a prompt that does not fit, else null. */
export function refusedTokens(thrown: unknown): number | null {
  const [, tokens] = TOO_LONG.exec(detailOf(thrown)) ?? [];
  return tokens === undefined ? null : Number(tokens);
}

/**
 * The typed error for what wllama threw while it loaded the model of this name, or ran it. Its errors hardly tell anything; `log` is what
 * llama.cpp said meanwhile.
 */
export function toRuntimeError(thrown: unknown, name: string, log: readonly string[]): DesksideError {
  if (thrown instanceof DesksideError) return thrown;
  const detail = [detailOf(thrown), ...log].join('\n');
  return memoryOrDevice(detail, name) ?? misfit(detail, name) ?? runtimeStopped(name, detail);
}

function memoryOrDevice(detail: string, name: string): DesksideError | null {
  if (OUT_OF_MEMORY.test(detail)) return memoryShort(name, detail);
  if (DEVICE_LOST.test(detail)) {
    const message = `The graphics processor was reset while it ran ${name}. Deskside starts the model again.`;
    return withDetail({ code: 'device-lost', message, retryable: true }, detail);
  }
  return null;
}

function misfit(detail: string, name: string): DesksideError | null {
  if (BAD_SCHEMA.test(detail))
    return requestUnsupported(`${name} cannot keep to the form that was asked of its answer.`, detail);
  if (DAMAGED.test(detail)) {
    const message = `The file of ${name} is damaged or not whole. Remove the model, and add it again where it came from.`;
    return withDetail({ code: 'integrity-failed', message, retryable: false }, detail);
  }
  if (UNKNOWN_MODEL.test(detail)) {
    return unavailable(
      `${name} is of a kind that this version of Deskside cannot run. Choose another model.`,
      detail,
    );
  }
  if (NO_BINARY.test(detail)) {
    return unavailable(
      'The runtime for GGUF models could not be fetched. Connect to the network once and try again.',
      detail,
    );
  }
  return null;
}
