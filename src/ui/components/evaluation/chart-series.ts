export interface ChartPoint {
  readonly x: number;
  /** A share, 0 to 1. */
  readonly y: number;
}

export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  readonly tone: 'accent' | 'soft';
  /** Whether it stays at a value until the next. */
  readonly steps?: boolean;
  readonly dots?: boolean;
}

/** A share as people read it. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** At most so many of the points, the ends among them: a table of hundreds is read by nobody. */
export function thinned<T>(points: readonly T[], most: number): readonly T[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).flatMap(
    (point) => point ?? [],
  );
}
