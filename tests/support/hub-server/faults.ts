/** What a server can be told to do wrong. Bytes count within the body of one answer. */
export type HubFault =
  /** Closes the connection after so many bytes; null: before the headers. `when` holds it open until it resolves. */
  | { readonly kind: 'cut'; readonly afterBytes: number | null; readonly when?: () => Promise<void> }
  /** Goes silent after so many bytes and keeps the connection open; null: before the headers. */
  | { readonly kind: 'stall'; readonly afterBytes: number | null }
  /** A file that is so many bytes longer, or shorter where negative. `unstated`: without a `Content-Length`. */
  | { readonly kind: 'length'; readonly add: number; readonly unstated?: boolean }
  /** As many bytes, all of them others; or only the one at this offset. */
  | { readonly kind: 'other-bytes'; readonly at?: number }
  /** A login page with status 200. `disguised`: as long as the file and with its type. */
  | { readonly kind: 'page'; readonly disguised?: boolean }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** Answers requests for a part with the whole file, or with 416. */
  | { readonly kind: 'no-ranges'; readonly answer: 'whole' | 'refusal' }
  /** Gives out the range that lies so many bytes further on. */
  | { readonly kind: 'other-range'; readonly shift: number }
  /** Redirects to this address, or for ever to the same. */
  | { readonly kind: 'redirect'; readonly to: string | 'itself' }
  /** Names another entity tag, with the quotes; null: none. */
  | { readonly kind: 'entity-tag'; readonly tag: string | null }
  /** Names another SHA-256 of a file in LFS, with the quotes. */
  | { readonly kind: 'linked-entity-tag'; readonly tag: string };

export interface FaultPlace {
  /** As in `HubRequest.path`, or the end of it from a `/` on. Every path when left out. */
  readonly path?: string;
  /** `bytes`: the answer that gives out what was asked for. `redirect`: the one that tells where that is. The first unless told. */
  readonly step?: AnswerStep;
  /** The first request that it befalls, counted from 1 among those that match. */
  readonly from?: number;
  /** How many requests it befalls; all when left out. */
  readonly times?: number;
}

export type AnswerStep = 'redirect' | 'bytes';

export interface HubFaults {
  /** From now on; the function takes it back. */
  add(fault: HubFault, place?: FaultPlace): () => void;
  clear(): void;
}

export interface FaultPlan extends HubFaults {
  /** The faults that befall this request, which is counted. */
  strike(path: string, step: AnswerStep): HubFault[];
}

export function createFaultPlan(): FaultPlan {
  const planned = new Set<{ readonly fault: HubFault; readonly place: FaultPlace; matched: number }>();
  return {
    add(fault, place = {}) {
      const entry = { fault, place, matched: 0 };
      planned.add(entry);
      return () => void planned.delete(entry);
    },
    clear: () => planned.clear(),
    strike: (path, step) =>
      [...planned]
        .filter(({ fault, place }) => {
          const wanted = place.step ?? (fault.kind === 'linked-entity-tag' ? step : 'bytes');
          return wanted === step && (place.path === undefined || endsInPath(path, place.path));
        })
        .filter((entry) => {
          const { from = 1, times = Infinity } = entry.place;
          entry.matched += 1;
          return entry.matched >= from && entry.matched < from + times;
        })
        .map(({ fault }) => fault),
  };
}

export function endsInPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`);
}

/** The one of its kind that befalls a request. */
export function faultOf<Kind extends HubFault['kind']>(
  faults: readonly HubFault[],
  kind: Kind,
): Extract<HubFault, { kind: Kind }> | undefined {
  return faults.find((fault): fault is Extract<HubFault, { kind: Kind }> => fault.kind === kind);
}
