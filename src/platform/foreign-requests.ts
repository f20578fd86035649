import { watchStream } from './watch-stream';

/** The part of `fetch` that is wrapped. */
type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that resolves addresses against `base` and tells of each request to another origin, with the bytes that came, once it has ended:
 * whole, cut or cancelled.
 */
export function withForeignLog(
  fetch: Fetch,
  base: string,
  onForeignRequest: (request: { readonly url: string; readonly bytes: number }) => void,
): Fetch {
  return async (input, init) => {
    const url = new URL(input, base);
    if (url.origin === new URL(base).origin) return fetch(url.href, init);
    let bytes = 0;
    let told = false;
    const tell = (): void => {
      if (!told) onForeignRequest({ url: url.href, bytes });
      told = true;
    };
    try {
      const response = await fetch(url.href, init);
      if (!response.body) {
        tell();
        return response;
      }
      const body = watchStream(response.body, {
        piece: ({ byteLength }) => (bytes += byteLength),
        end: tell,
      });
      return withBody(response, body);
    } catch (error) {
      tell();
      throw error;
    }
  };
}

function withBody(response: Response, body: ReadableStream<Uint8Array<ArrayBuffer>>): Response {
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
