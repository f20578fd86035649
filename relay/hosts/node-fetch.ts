import { Agent, request } from 'undici';
import type { BodyReader, ProviderFetch } from '../../src/providers/provider-response.ts';

/** Asks by undici's plain client, at half the processor time of `fetch`. Follows no redirects. */
export function createNodeFetch(agent: Agent = new Agent()): ProviderFetch {
  return async (url, { method = 'GET', headers, body, signal }) => {
    const answer = await request(url, {
      dispatcher: agent,
      method: method === 'POST' ? 'POST' : 'GET',
      headers: headers as Record<string, string>,
      body: body as string,
      signal: signal ?? null,
    });
    // One that is left in the middle says so by an error, which the reader hears, too.
    answer.body.on('error', () => undefined);
    return {
      status: answer.statusCode,
      headers: { get: (name) => [answer.headers[name.toLowerCase()]].flat().join(', ') || null },
      body: { getReader: () => readerOf(answer.body) },
    };
  };
}

function readerOf(body: AsyncIterable<Uint8Array> & { destroy(): unknown }): BodyReader {
  const parts = body[Symbol.asyncIterator]();
  return {
    async read() {
      const { done = false, value } = await parts.next();
      return { done, value: done ? undefined : (value as Uint8Array) };
    },
    cancel() {
      body.destroy();
      return Promise.resolve();
    },
  };
}
