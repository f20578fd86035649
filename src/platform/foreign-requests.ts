import type { Fetch } from './fetch';
import { watchStream } from './watch-stream';

/**
 * A `fetch` that resolves addresses against `base` and tells of each request to another origin, with the bytes that came, once it has ended:
 * whole, cut or cancelled. Of a request that was redirected to a further origin, both ends are told, the first with no bytes; browsers do not
 * tell what lay in between.
 */
export function withForeignLog(
  fetch: Fetch,
  base: string,
  onForeignRequest: (request: { readonly url: string; readonly bytes: number }) => void,
): Fetch {
  return async (input, init) => {
    const asked = new URL(input, base);
    let answering = asked;
    let bytes = 0;
    let told = false;
    const isForeign = ({ origin }: URL): boolean => origin !== new URL(base).origin;
    const tell = (): void => {
      if (told) return;
      told = true;
      const redirected = answering.origin !== asked.origin;
      if (isForeign(asked)) onForeignRequest({ url: asked.href, bytes: redirected ? 0 : bytes });
      if (redirected && isForeign(answering)) onForeignRequest({ url: answering.href, bytes });
    };
    try {
      const response = await fetch(asked.href, init);
      if (response.url) answering = new URL(response.url);
      if (!isForeign(asked) && !isForeign(answering)) return response;
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
