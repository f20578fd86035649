/** The sum of one pseudo-random direction a word, at unit length: texts that share words are alike. */
export function hashedUnitVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [''];
  for (const word of words) {
    let state = hash(word);
    for (let i = 0; i < dimensions; i += 1) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + i;
      vector[i] = (vector[i] ?? 0) + ((state >>> 0) / 2 ** 31 - 1);
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hash(word: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < word.length; i += 1) state = Math.imul(state ^ word.charCodeAt(i), 0x01000193);
  return state;
}
