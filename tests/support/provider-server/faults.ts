import { json, type ProviderAnswer } from './exchange';

/** How a stand-in misbehaves. */
export interface ProviderFaults {
  /** Every request gets this status, and a `Retry-After` of so many seconds unless that is null. */
  refuse(status: number, retryAfterSeconds: number | null): void;
  goOffline(): void;
  /** Takes requests and never answers. */
  stall(): void;
  /** The next answer to a list breaks off in its middle. */
  cutNextList(): void;
  /** Once, before the next request to such a path is answered. */
  before(path: RegExp, happen: () => void): void;
  mend(): void;
}

export interface FaultPlan extends ProviderFaults {
  /** What is to be done with a request instead of answering it. */
  strike(path: string): ProviderAnswer | 'drop' | 'stall' | null;
  /** Whether the answer to it is to break off. */
  cuts(path: string): boolean;
}

/** @param isList tells the paths of lists */
export function createFaultPlan(
  isList: (path: string) => boolean,
  errorBody: (status: number) => unknown,
): FaultPlan {
  let state: { status: number; seconds: number | null } | 'drop' | 'stall' | null = null;
  let cutsNext = false;
  let waiting: { path: RegExp; happen: () => void } | null = null;
  return {
    refuse: (status, seconds) => void (state = { status, seconds }),
    goOffline: () => void (state = 'drop'),
    stall: () => void (state = 'stall'),
    cutNextList: () => void (cutsNext = true),
    before: (path, happen) => void (waiting = { path, happen }),
    mend: () => void (state = null),
    strike(path) {
      if (waiting?.path.test(path)) {
        const { happen } = waiting;
        waiting = null;
        happen();
      }
      if (state === null || typeof state === 'string') return state;
      const { status, seconds } = state;
      const headers: Record<string, string> = seconds === null ? {} : { 'retry-after': String(seconds) };
      return json(status, errorBody(status), headers);
    },
    cuts(path) {
      if (!cutsNext || !isList(path)) return false;
      cutsNext = false;
      return true;
    },
  };
}
