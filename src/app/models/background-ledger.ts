import type { ForeignRequest } from '../../contracts/foreign-request';
import type { FetchedPart } from '../../models/background/fetched-cache';

/** A handing over of a download to the browser. */
export interface HandedOver {
  readonly modelId: string;
  /** Of the background fetch. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** One for each file. */
  readonly addresses: readonly string[];
}

/**
 * What the record of requests says of a handing over when it begins: one request for each file, whatever number the browser makes of it. The
 * app's own origin is not told of.
 */
export function requestsAtStart(handedOver: HandedOver, base: string): readonly ForeignRequest[] {
  return handedOver.addresses
    .filter((address) => isForeign(address, base))
    .map((address) => requestOf(handedOver, address, { state: 'running', bytes: 0 }));
}

/** The same requests once it has ended, with what came; and of those that were redirected where they ended, which has the bytes. */
export function requestsAtEnd(
  handedOver: HandedOver,
  parts: readonly FetchedPart[],
  base: string,
): readonly ForeignRequest[] {
  return handedOver.addresses.flatMap((address) => {
    const places = new Map<string, number>();
    for (const part of parts) {
      if (part.address !== address) continue;
      const place = placeOf(part.finalAddress);
      places.set(place, (places.get(place) ?? 0) + part.bytes);
    }
    const asked = placeOf(address);
    const state = places.size > 0 ? 'done' : 'failed';
    const first = requestOf(handedOver, address, { state, bytes: places.get(asked) ?? 0 });
    places.delete(asked);
    const led = [...places].map(([url, bytes]) => ({ ...first, id: `${first.id} led ${url}`, url, bytes }));
    return [first, ...led].filter(({ url }) => isForeign(url, base));
  });
}

function requestOf(
  { id, at }: HandedOver,
  url: string,
  known: Pick<ForeignRequest, 'state' | 'bytes'>,
): ForeignRequest {
  return { id: `${id} ${url}`, url, purpose: 'model-files', startedAt: at, sentBytes: 0, ...known };
}

const isForeign = (address: string, base: string): boolean =>
  new URL(address).origin !== new URL(base).origin;

/** Signatures of redirects differ with each request. */
function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}
