import type { Answer } from './answer';
import { faultOf, type HubFault } from './faults';

/** What a request can get parts of. */
export interface Resource {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** With the quotes; null: none. */
  readonly entityTag: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers a request for a resource or one range of it, rightly or as the faults say. */
export function resourceAnswer(
  resource: Resource,
  asked: { readonly range: string | undefined; readonly ifRange: string | undefined },
  faults: readonly HubFault[],
): Answer {
  const { bytes, type, entityTag } = resource;
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    ...(entityTag !== null && { ETag: entityTag }),
    ...resource.headers,
  };
  const withoutRanges = faultOf(faults, 'no-ranges')?.answer;
  const range = asked.range === undefined ? null : parseRange(asked.range, bytes.byteLength);
  const isCurrent = asked.ifRange === undefined || asked.ifRange === entityTag;
  if (range === null || !isCurrent || withoutRanges === 'whole')
    return { status: 200, headers: { ...headers, ...lengthOf(bytes, faults) }, body: bytes };
  if (range === 'unsatisfiable' || withoutRanges === 'refusal') {
    return {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${bytes.byteLength}`, 'Content-Length': '0' },
      body: new Uint8Array(0),
    };
  }
  const shift = faultOf(faults, 'other-range')?.shift ?? 0;
  const part = bytes.subarray(range.start + shift, range.end + shift);
  const last = range.start + shift + part.byteLength - 1;
  return {
    status: 206,
    headers: {
      ...headers,
      'Content-Range': `bytes ${range.start + shift}-${last}/${bytes.byteLength}`,
      ...lengthOf(part, faults),
    },
    body: part,
  };
}

function lengthOf(body: Uint8Array, faults: readonly HubFault[]): Record<string, string> {
  return faultOf(faults, 'length')?.unstated ? {} : { 'Content-Length': String(body.byteLength) };
}

/** Start and exclusive end of a `Range` header; null where it is none that a server need heed. */
function parseRange(
  header: string,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const isBackwards = from !== '' && to !== '' && Number(to) < Number(from);
  if ((from === '' && to === '') || isBackwards) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
  return start < end ? { start, end } : 'unsatisfiable';
}
