/**
 * Weights of a matrix product as ONNX Runtime's 8-bit kernel for WebAssembly reads them fastest. It goes through the inputs for a few output
 * channels at a time, so these lie together: panel by panel, in each input by input, in each of these the panel's output channels. In one
 * piece, rows of a wide matrix would be so far apart that each of them costs a miss of the cache: twice the time for a token.
 */
export interface Int8Panels {
  /** (output channels / panel) × input channels × panel. */
  readonly codes: Int8Array;
  /** Of each output channel: the weight is the code times this. */
  readonly scales: Float32Array;
  readonly panel: number;
}

/** Rounds `count` rows of real numbers to 8 bits, each row by its largest, into the panels from output channel `first` on. `first` and `count` are multiples of the panel. */
export function writePanels(
  { codes, scales, panel }: Int8Panels,
  first: number,
  rows: Float32Array,
  count: number,
): void {
  const columns = rows.length / count;
  for (let row = 0; row < count; row++) scales[first + row] = largest(rows, row * columns, columns) / 127;
  for (let top = 0; top < count; top += panel) {
    const target = (first + top) * columns;
    for (let lane = 0; lane < panel; lane++) {
      const scale = scales[first + top + lane] ?? 0;
      const inverse = scale > 0 ? 1 / scale : 0;
      const source = (top + lane) * columns;
      // Adding 128 before cutting off and taking it away after it makes cutting off rounding, below zero too.
      for (let column = 0; column < columns; column++)
        codes[target + column * panel + lane] = (((rows[source + column] ?? 0) * inverse + 128.5) | 0) - 128;
    }
  }
}

function largest(values: Float32Array, start: number, count: number): number {
  let most = 0;
  for (let at = start; at < start + count; at++) most = Math.max(most, Math.abs(values[at] ?? 0));
  return most;
}
