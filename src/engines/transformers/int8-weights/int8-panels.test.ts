import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePanels, type Int8Panels } from './int8-panels';

const PANEL = 4;

function panelsFor(rows: number, columns: number): Int8Panels {
  return { codes: new Int8Array(rows * columns), scales: new Float32Array(rows), panel: PANEL };
}

/** The weight of an output channel for an input channel, as the graph's kernel reads it. */
function weightAt(
  { codes, scales, panel }: Int8Panels,
  columns: number,
  row: number,
  column: number,
): number {
  const lane = row % panel;
  return (codes[(row - lane) * columns + column * panel + lane] ?? NaN) * (scales[row] ?? NaN);
}

const weight = fc.float({ min: -50, max: 50, noNaN: true });
const matrix = fc
  .record({ groups: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ groups, columns }) => {
    const count = groups * PANEL * columns;
    return fc.record({
      rows: fc.constant(groups * PANEL),
      columns: fc.constant(columns),
      weights: fc.array(weight, { minLength: count, maxLength: count }).map((all) => Float32Array.from(all)),
    });
  });

describe('weights in 8 bits', () => {
  it('are off by half a step of their row at most', () => {
    fc.assert(
      fc.property(matrix, ({ rows, columns, weights }) => {
        const panels = panelsFor(rows, columns);
        writePanels(panels, 0, weights, rows);
        for (let row = 0; row < rows; row++) {
          const own = weights.subarray(row * columns, (row + 1) * columns);
          const step = Math.max(...own.map(Math.abs)) / 127;
          for (const [column, value] of own.entries())
            expect(Math.abs(weightAt(panels, columns, row, column) - value)).toBeLessThanOrEqual(
              step * 0.5001 + 1e-30,
            );
        }
      }),
    );
  });

  it('go where their row belongs and touch no other', () => {
    const panels = panelsFor(3 * PANEL, 2);
    const weights = Float32Array.from({ length: PANEL * 2 }, (_, at) => at - 4);
    writePanels(panels, PANEL, weights, PANEL);
    expect(Array.from(panels.scales.subarray(0, PANEL))).toEqual([0, 0, 0, 0]);
    expect(Array.from(panels.codes.subarray(2 * PANEL * 2))).toEqual(new Array(PANEL * 2).fill(0));
    expect(weightAt(panels, 2, PANEL + 1, 0)).toBeCloseTo(-2, 5);
    expect(weightAt(panels, 2, PANEL + 3, 1)).toBeCloseTo(3, 5);
  });

  it('use the whole range, and are nothing for a row of nothing', () => {
    const panels = panelsFor(PANEL, 2);
    writePanels(panels, 0, Float32Array.of(-3, 1, 0, 0, 2, 2, 5, -5), PANEL);
    expect(Array.from(panels.codes)).toEqual([-127, 0, 127, 127, 42, 0, 127, -127]);
    expect(panels.scales[1]).toBe(0);
  });
});
