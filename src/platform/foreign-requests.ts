import type { ForeignRequest, RequestPurpose, RequestState } from '../contracts/foreign-request';
import type { Fetch } from './fetch';
import { watchStream } from './watch-stream';

export interface ForeignLogOptions {
  /** Relative addresses are resolved against it, and what is of its origin is not foreign. */
  readonly base: string;
  readonly purpose: RequestPurpose;
  /** Gets each request twice: before it is made, and when it has ended. */
  readonly note: (request: ForeignRequest) => void;
  /** Of the next request; a new one each time where this is left out. */
  readonly id?: string;
  /** Whether requests to the origin of `base` are told as well: a server of the user's may answer there. */
  readonly ownOriginToo?: boolean;
}

/**
 * A `fetch` that tells of each request to another origin before it is made, and again with the bytes that came once it has ended: whole, cut or
 * cancelled. Of a request that was redirected, both ends are told, the first with no bytes received; browsers do not tell
 * what lay in between.
 */
export function withForeignLog(
  fetch: Fetch,
  { base, purpose, note, id: given, ownOriginToo = false }: ForeignLogOptions,
): Fetch {
  const isTold = ({ origin }: URL): boolean => ownOriginToo || origin !== new URL(base).origin;
  return async (input, init) => {
    const asked = new URL(input, base);
    const startedAt = Date.now();
    const sentBytes = bodyBytes(init?.body);
    let answering = asked;
    let bytes = 0;
    let told = false;
    const id = given ?? crypto.randomUUID();
    const request = { id, purpose, startedAt, sentBytes };
    const tell = (state: RequestState): void => {
      if (told) return;
      told = true;
      const redirected = isElsewhere(answering, asked);
      if (isTold(asked)) note({ url: asked.href, ...request, state, bytes: redirected ? 0 : bytes });
      if (redirected && isTold(answering))
        note({ url: answering.href, ...request, id: `${id} led`, state, bytes });
    };
    if (isTold(asked)) note({ url: asked.href, ...request, state: 'running', bytes: 0 });
    try {
      const response = await fetch(asked.href, init);
      if (response.url) answering = new URL(response.url);
      if (!isTold(asked) && !isTold(answering)) return response;
      if (!response.body) {
        tell('done');
        return response;
      }
      const body = watchStream(response.body, {
        piece: ({ byteLength }) => (bytes += byteLength),
        end: (error) => tell(error === null ? 'done' : 'failed'),
      });
      return withBody(response, body);
    } catch (error) {
      tell('failed');
      throw error;
    }
  };
}

/** The part behind `#` never goes anywhere. */
function isElsewhere(one: URL, other: URL): boolean {
  return one.origin + one.pathname + one.search !== other.origin + other.pathname + other.search;
}

/** Nothing but text is ever sent; of anything else it is not known without reading it. */
function bodyBytes(body: BodyInit | null | undefined): number | null {
  if (body === null || body === undefined) return 0;
  return typeof body === 'string' ? new TextEncoder().encode(body).byteLength : null;
}

function withBody(response: Response, body: ReadableStream<Uint8Array<ArrayBuffer>>): Response {
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
