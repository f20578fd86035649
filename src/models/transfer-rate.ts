/** How far back the rate looks: long enough to be calm, short enough to follow the network. */
const WINDOW_MS = 5_000;
/** Before this the rate says more about chance than about the network. */
const SETTLE_MS = 500;

export interface TransferRate {
  /** Notes that `bytes` came in at `now` (milliseconds). */
  add(bytes: number, now: number): void;
  /** Bytes a second over the last seconds; 0 while unknown. */
  bytesPerSecond(now: number): number;
}

export function createTransferRate(start: number): TransferRate {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    add(bytes, now) {
      samples.push({ at: now, bytes });
    },
    bytesPerSecond(now) {
      const from = Math.max(start, now - WINDOW_MS);
      samples = samples.filter((sample) => sample.at > from);
      if (now - start < SETTLE_MS) return 0;
      return samples.reduce((sum, sample) => sum + sample.bytes, 0) / ((now - from) / 1000);
    },
  };
}
