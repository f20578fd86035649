import { DesksideError } from '../../contracts/failure';

/** Larger than the caches that one core reaches, of which the largest sold today hold some 100 MB. */
const BUFFER_BYTES = 128 * 2 ** 20;
/** The first passes run before the loop is compiled. */
const WARM_UP_PASSES = 2;
/** The best of them counts: whatever else runs on the machine only makes a pass slower. */
const PASSES = 12;

/** Bytes that one thread reads from memory in a second. Takes about a fifth of a second. Throws `out-of-memory`. */
export function measureMemoryBandwidth(): number {
  const numbers = allocate(BUFFER_BYTES);
  // Memory that was never written to is one shared page of zeros, which never leaves the cache.
  numbers.fill(1);
  const expected = numbers.length / 4;
  let best = Infinity;
  for (let pass = -WARM_UP_PASSES; pass < PASSES; pass += 1) {
    const start = performance.now();
    const sum = sumOfEveryFourth(numbers);
    const milliseconds = performance.now() - start;
    // Using the sum keeps the compiler from leaving the loop out.
    if (sum !== expected) throw new Error(`Memory summed to ${sum} instead of ${expected}.`);
    if (pass >= 0) best = Math.min(best, milliseconds);
  }
  return numbers.byteLength / (best / 1000);
}

/**
 * Of every fourth number. Memory is moved in lines of 64 bytes or more, so that all of it still comes by, while adding every number would
 * measure the processor: its loop reached 19 GB/s where C and numpy read 30 to 33 and this one 29 to 34 (Node 20, AMD EPYC). Four sums at
 * once, because an addition waits four cycles for the one before it.
 */
function sumOfEveryFourth(numbers: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  // `?? 0` never applies: the length is a multiple of 16.
  for (let i = 0; i < numbers.length; i += 16) {
    a += numbers[i] ?? 0;
    b += numbers[i + 4] ?? 0;
    c += numbers[i + 8] ?? 0;
    d += numbers[i + 12] ?? 0;
  }
  return a + b + c + d;
}

function allocate(bytes: number): Float64Array {
  try {
    return new Float64Array(bytes / Float64Array.BYTES_PER_ELEMENT);
  } catch (error) {
    throw new DesksideError(
      {
        code: 'out-of-memory',
        message:
          'There is too little free memory to measure this machine. Close other tabs or programs and try again.',
        retryable: true,
        detail: String(error),
      },
      { cause: error },
    );
  }
}
