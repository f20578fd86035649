import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { failureOf, NEVER } from '../testing/read-source';
import { createJmapServer } from './testing/jmap-server';

describe('a stream of events', () => {
  afterEach(() => void vi.useRealTimers());

  it('is told of by changes of mail of this account alone', async () => {
    const server = createJmapServer();
    const told = vi.fn();
    const abort = new AbortController();
    const watching = failureOf(server.source().watch?.(told, abort.signal) ?? Promise.resolve());
    await eventually(() => expect(told).toHaveBeenCalledTimes(1));
    server.say(': hello\n\nevent: ping\ndata: {"interval":60}\n\n');
    server.say('event: state\ndata: {"changed":{"another":{"Email":"2"},"account-1":{"Mailbox":"2"}}}\n\n');
    server.say('event: state\ndata: no JSON\n\nevent: state\ndata: {"changed":{"acc');
    server.say('ount-1":{"Email":"3"}}}\n\n');
    await eventually(() => expect(told).toHaveBeenCalledTimes(2));
    abort.abort();
    expect(await watching).toMatchObject({ code: 'cancelled' });
    expect(told).toHaveBeenCalledTimes(2);
  });

  it('is taken for dead when three pings do not come, by the time that the server set', async () => {
    vi.useFakeTimers();
    const server = createJmapServer();
    const ended = vi.fn();
    const watching = failureOf(server.source().watch?.(() => undefined, NEVER) ?? Promise.resolve());
    void watching.then(ended);
    await vi.advanceTimersByTimeAsync(10);
    server.say('event: ping\ndata: {"interval":300}\n\n');
    await vi.advanceTimersByTimeAsync(899_000);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await watching).toMatchObject({ code: 'server-unreachable', retryable: true });
  });

  it.each([
    ['204', () => new Response(null, { status: 204 })],
    ['a web page', () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
  ])('that a server has not (%s) is not asked for again', async (_what, answer) => {
    const server = createJmapServer();
    server.instead = ({ url }) => (url.includes('/events') ? answer() : null);
    const failure = await failureOf(server.source().watch?.(() => undefined, NEVER) ?? Promise.resolve());
    expect(failure).toMatchObject({ code: 'server-refused', retryable: false });
  });
});
