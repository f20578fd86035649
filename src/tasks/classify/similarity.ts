import { dot } from '../text/vectors';

/** Cosine of unit vectors; 0 for those of different embedders, and where there is none. */
export function similarity(a: Float32Array, b: Float32Array): number {
  return a.length === 0 || a.length !== b.length ? 0 : dot(a, b);
}

/** 0 up to `from`, 1 from `full` on, smooth between. */
export function smoothStep(
  value: number,
  { from, full }: { readonly from: number; readonly full: number },
): number {
  const share = Math.max(0, Math.min(1, (value - from) / (full - from)));
  return share * share * (3 - 2 * share);
}
