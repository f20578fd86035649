import { createParser } from 'eventsource-parser';
import * as v from 'valibot';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import { createSilenceLimit } from '../../platform/silence-limit';
import { PING, STATE_CHANGE } from './jmap-answers';
import type { JmapConnection } from './jmap-connection';
import { noPush, pushEnded } from './jmap-failures';
import { expand } from './jmap-session';

/** Seconds between two signs of life that the server is asked for; it may choose others, and says so in each. */
const PING_SECONDS = 60;
/** After so many pings that did not come, the connection is taken for dead. */
const LOST_PINGS = 3;
/** Characters; the longest state change has a fraction of that. */
const LONGEST_EVENT = 2 ** 20;

/**
 * Push by events (RFC 8620, section 7.3), over `fetch`, because an `EventSource` cannot sign in. Calls `onChange` once connected, for what came before,
 * and at each change of the account's mail. Rejects when the connection ends or shows no more signs of life.
 */
export async function watchMail(
  connection: JmapConnection,
  onChange: () => void,
  signal: AbortSignal,
): Promise<void> {
  const { host } = connection;
  const { accountId, eventSourceUrl } = await connection.session(signal);
  if (eventSourceUrl === null) throw noPush(host);
  const url = expand(eventSourceUrl, { types: 'Email', closeafter: 'no', ping: String(PING_SECONDS) });
  const ending = new AbortController();
  try {
    const response = await connection.open(
      url,
      'text/event-stream',
      AbortSignal.any([signal, ending.signal]),
    );
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!response.body || !isStream) throw noPush(host);
    onChange();
    await readEvents(response.body, accountId, onChange);
    throw pushEnded(host, 'the stream ended');
  } catch (error) {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    throw error instanceof DesksideError ? error : pushEnded(host, error);
  } finally {
    ending.abort();
  }
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  accountId: string,
  onChange: () => void,
): Promise<void> {
  let pingSeconds = PING_SECONDS;
  const decoder = new TextDecoder();
  const parser = createParser({
    maxBufferSize: LONGEST_EVENT,
    onEvent: ({ event, data }) => {
      const said = parseJson(data);
      if (event === 'ping' && v.is(PING, said)) pingSeconds = said.interval;
      if (event === 'state' && v.is(STATE_CHANGE, said) && said.changed[accountId]?.['Email'] !== undefined)
        onChange();
    },
  });
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await createSilenceLimit(LOST_PINGS * pingSeconds * 1000, undefined).within(
      reader.read(),
    );
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
