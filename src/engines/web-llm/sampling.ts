import type { GenerateRequest } from '../../contracts/capabilities';

/** Of web-llm's generator of random numbers. */
const MODULUS = 2 ** 31 - 1;

/** How web-llm is to choose tokens. */
export interface Sampling {
  readonly temperature: number;
  readonly seed: number;
  readonly repetition_penalty: 1;
  readonly frequency_penalty: 0;
  readonly presence_penalty: 0;
}

/**
 * Greedy unless a temperature is asked for. The penalties that some models bring are left out: an answer repeats the mail's names and
 * numbers. There always is a seed, because web-llm computes greedy answers as samples at almost no temperature, and because it seeds
 * itself by the clock after each seeded answer.
 */
export function samplingOf({
  temperature = 0,
  seed,
}: Pick<GenerateRequest, 'temperature' | 'seed'>): Sampling {
  const given = temperature > 0 ? (seed ?? randomSeed()) : 0;
  return {
    temperature,
    seed: spread(given),
    repetition_penalty: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
  };
}

function randomSeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random;
}

/**
 * From 1 to the modulus. web-llm's first number is the seed times a constant, next to nothing for small seeds and alike for neighbours, so that they
 * are mixed here first (the finaliser of MurmurHash3).
 */
function spread(seed: number): number {
  let mixed = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return 1 + (((mixed ^ (mixed >>> 16)) >>> 0) % (MODULUS - 1));
}
