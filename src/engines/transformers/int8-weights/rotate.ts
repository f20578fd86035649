/**
 * Multiplies each block of `size` neighbours with the Hadamard matrix of that size, normalised: a rotation that is its own inverse and spreads one
 * large number over the block. Neighbours are `width` numbers apart, so the length of a row rotates columns. `size` is a power of two, and
 * `values` holds whole blocks.
 */
export function rotateBlocks(values: Float32Array, size: number, width = 1): void {
  for (let reach = width; reach < size * width; reach *= 2)
    for (let group = 0; group < values.length; group += 2 * reach)
      for (let at = group; at < group + reach; at++) {
        const low = values[at] ?? 0;
        const high = values[at + reach] ?? 0;
        values[at] = low + high;
        values[at + reach] = low - high;
      }
  const norm = 1 / Math.sqrt(size);
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) * norm;
}
