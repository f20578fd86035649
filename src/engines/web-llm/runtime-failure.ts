import { DesksideError } from '../../contracts/failure';
import {
  detailOf,
  memoryShort,
  requestUnsupported,
  runtimeStopped,
  unavailable,
  withDetail,
} from '../engine-failures';

export function gpuLost(detail: string): DesksideError {
  const message = 'The graphics processor was reset while it worked. Deskside starts the model again.';
  return withDetail({ code: 'device-lost', message, retryable: true }, detail);
}

export function gpuMemoryShort(name: string, detail: string): DesksideError {
  const message = `There was not enough graphics memory for ${name}. Close other tabs and programs and try again, or choose a smaller model.`;
  return withDetail({ code: 'out-of-memory', message, retryable: false }, detail);
}

/** For a file that passed its checks and yet is not what web-llm needs. */
export function unfitFile(name: string, path: string, detail: string): DesksideError {
  const message = `“${path}” of ${name} is not what WebLLM expects of it. Remove the model, and add it again from another source.`;
  return withDetail({ code: 'integrity-failed', message, retryable: false }, detail);
}

const OUT_OF_MEMORY =
  /out of memory|\boom\b|bad_alloc|allocation failed|could not allocate|failed to allocate|cannot enlarge memory|invalid array(buffer)? length/i;
const NO_GPU = /compatible gpu|webgpu is not supported|cannot initialize runtime because of requested/i;
/** web-llm exports none of its errors but one, so they are told by their names. */
const NO_GPU_NAMES = new Set([
  'WebGPUNotAvailableError',
  'WebGPUNotFoundError',
  'FeatureSupportError',
  'ShaderF16SupportError',
]);
const UNSUPPORTED_NAMES = new Set(['GrammarMatcherInitError', 'InvalidResponseFormatError', 'SeedTypeError']);

/** The typed error for what web-llm threw while it loaded the model of this name. Its files were whole, so that what is left is the library. */
export function toLoadError(thrown: unknown, name: string): DesksideError {
  return knownError(thrown, name) ?? libraryMisfit(name, detailOf(thrown));
}

/** The typed error for what web-llm threw while it ran the model of this name. */
export function toRuntimeError(thrown: unknown, name: string): DesksideError {
  return knownError(thrown, name) ?? runtimeStopped(name, detailOf(thrown));
}

function knownError(thrown: unknown, name: string): DesksideError | null {
  if (thrown instanceof DesksideError) return thrown;
  const errorName = thrown instanceof Error ? thrown.name : '';
  const detail = detailOf(thrown);
  if (errorName === 'DeviceLostError') return gpuLost(detail);
  if (OUT_OF_MEMORY.test(detail)) return memoryShort(name, detail);
  if (UNSUPPORTED_NAMES.has(errorName)) {
    return requestUnsupported(`${name} cannot keep to the form that was asked of its answer.`, detail);
  }
  if (NO_GPU_NAMES.has(errorName) || NO_GPU.test(detail)) {
    return unavailable(`${name} cannot run on this graphics processor in this browser.`, detail);
  }
  return null;
}

function libraryMisfit(name: string, detail: string): DesksideError {
  return unavailable(
    `The model library of ${name} does not go with this version of WebLLM or with the model’s files. Add the model again with a library that was made for both.`,
    detail,
  );
}
