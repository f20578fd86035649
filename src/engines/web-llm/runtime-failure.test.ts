import { describe, expect, it } from 'vitest';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import { toLoadError, toRuntimeError } from './runtime-failure';

/** As web-llm and the browser name their errors. */
function named(name: string, message = ''): Error {
  return Object.assign(new Error(message), { name });
}

describe('what web-llm throws', () => {
  it.each([
    [named('WebGPUNotAvailableError'), 'engine-unavailable'],
    [named('ShaderF16SupportError'), 'engine-unavailable'],
    [named('FeatureSupportError', 'subgroups'), 'engine-unavailable'],
    [new Error('Unable to find a compatible GPU.'), 'engine-unavailable'],
    [
      new Error('Cannot initialize runtime because of requested maxBufferSize exceeds limit.'),
      'engine-unavailable',
    ],
    [named('DeviceLostError'), 'device-lost'],
    [new RangeError('Array buffer allocation failed'), 'out-of-memory'],
    [new Error('TVMError: std::bad_alloc'), 'out-of-memory'],
    [named('GrammarMatcherInitError', 'json_object'), 'request-unsupported'],
    [new TypeError('x is undefined'), 'worker-died'],
    ['a string', 'worker-died'],
  ])('%s is %s', (thrown, code) => {
    const { failure } = toRuntimeError(thrown, 'Tiny');
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/[.!]$/);
    expect(failure.detail).toBeTruthy();
  });

  it('says that the model is started again when nobody knows better', () => {
    expect(toRuntimeError(new TypeError('x is undefined'), 'Tiny').failure).toEqual({
      code: 'worker-died',
      message: 'Tiny stopped with an error. Deskside starts it again.',
      retryable: true,
      detail: 'TypeError: x is undefined',
    });
  });

  it('while loading is the library’s fault when it is nobody’s', () => {
    for (const thrown of [
      named('CompileError'),
      new TypeError('x is undefined'),
      'Cannot find function prefill',
    ]) {
      expect(toLoadError(thrown, 'Tiny').failure).toMatchObject({
        code: 'engine-unavailable',
        message: expect.stringContaining('model library'),
      });
    }
    expect(toLoadError(new Error('out of memory'), 'Tiny').failure.code).toBe('out-of-memory');
  });

  it('is passed on when it is ours', () => {
    const cancelled = new DesksideError(CANCELLED);
    expect(toLoadError(cancelled, 'Tiny')).toBe(cancelled);
    expect(toRuntimeError(cancelled, 'Tiny')).toBe(cancelled);
  });
});
