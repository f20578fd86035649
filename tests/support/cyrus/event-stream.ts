import type { IncomingMessage, ServerResponse } from 'node:http';
import { askCyrus } from './ask-cyrus';

/** Milliseconds between two looks at Cyrus's state. */
const LOOK_MS = 200;

/** The events of RFC 8620, section 7.3, for the user who asked: a `state` whenever Cyrus's has changed, and pings. */
export function startEventStream(cyrus: string, request: IncomingMessage, response: ServerResponse): void {
  const authorization = request.headers.authorization ?? '';
  const interval = Number(new URL(request.url ?? '/', cyrus).searchParams.get('ping'));
  const send = (event: string, data: unknown): void =>
    void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  let known: string | null = null;

  async function look(): Promise<void> {
    const { accountId, answers } = await askCyrus(cyrus, authorization, (account) => [
      ['Email/get', { accountId: account, ids: [] }],
    ]);
    const state = String(answers[0]?.['state']);
    if (known !== null && state !== known)
      send('state', { '@type': 'StateChange', changed: { [accountId]: { Email: state } } });
    known = state;
  }

  // Open only once the state is known: what comes after that is told, and what came before, the client looks for itself.
  void look().then(open, () => response.destroy());

  function open(): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    const pings = interval > 0 ? setInterval(() => send('ping', { interval }), interval * 1000) : undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      timer = setTimeout(() => void look().then(again, () => response.destroy()), LOOK_MS);
    };
    again();
    response.on('close', () => {
      clearInterval(pings);
      clearTimeout(timer);
    });
  }
}
