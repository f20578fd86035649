import { expect, it } from 'vitest';
import { DesksideError } from '../../contracts/failure';
import { refusedTokens, refusesCache, toRuntimeError } from './runtime-failure';

const failureOf = (thrown: unknown, log: readonly string[] = []) =>
  toRuntimeError(thrown, 'Tiny', log).failure;

/** As wllama 3.13 and llama.cpp word them. */
it.each([
  ['out-of-memory', 'ggml_aligned_malloc: insufficient memory (attempted to allocate 11718.75 MB)'],
  ['out-of-memory', 'Cannot enlarge memory, requested 4294967296 bytes'],
  [
    'device-lost',
    'ggml_webgpu: Device lost! Reason: 1, Message: A valid external Instance reference no longer exists.',
  ],
  ['integrity-failed', "gguf_init_from_reader: invalid magic characters: '????', expected 'GGUF'"],
  [
    'integrity-failed',
    "tensor 'token_embd.weight' data is not within the file bounds, model is corrupted or incomplete",
  ],
  ['engine-unavailable', "error loading model architecture: unknown model architecture: 'tomorrow'"],
  ['request-unsupported', "Field 'json_schema': JSON schema conversion failed:"],
])('is %s when llama.cpp says: %s', (code, line) => {
  expect(failureOf(new Error('llama.cpp could not load the model'), [line])).toMatchObject({ code });
});

it('asks for a new worker after anything else, and keeps what was said for the log', () => {
  expect(failureOf('wllama has crashed, please reload the module', ['unreachable'])).toMatchObject({
    code: 'worker-died',
    retryable: true,
    detail: 'wllama has crashed, please reload the module\nunreachable',
  });
});

it('passes on what is a failure already', () => {
  const damaged = new DesksideError({ code: 'integrity-failed', message: 'x', retryable: false });
  expect(toRuntimeError(damaged, 'Tiny', ['out of memory'])).toBe(damaged);
});

it('knows how many tokens a refused prompt had', () => {
  const words = 'request (1531 tokens) exceeds the available context size (1024 tokens), try increasing it';
  expect(refusedTokens(new Error(words))).toBe(1531);
  expect(refusedTokens(new Error('anything else'))).toBeNull();
});

it.each([
  ['llama_init_from_model: K cache type q8_0 with block size 32 does not divide n_embd_head_k=80', true],
  ['quantized V cache was requested, but this requires Flash Attention', true],
  ['ggml_aligned_malloc: insufficient memory', false],
])('knows when a model needs larger numbers for its keys and values: %s', (line, refused) => {
  expect(refusesCache([line])).toBe(refused);
});
