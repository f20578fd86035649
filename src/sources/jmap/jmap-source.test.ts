import { describe, expect, it, vi } from 'vitest';
import {
  failureOf,
  idsOf,
  NEVER,
  readAll,
  readItem,
  remoteMail,
  remoteMails,
  SINCE,
} from '../testing/read-source';
import { describeMailSource } from '../testing/source-contract';
import { createJmapServer, type JmapServer } from './testing/jmap-server';
import { JMAP_SUBJECT } from './testing/jmap-subject';
import type { Json } from './testing/jmap-store';

describeMailSource(JMAP_SUBJECT);

const changesOf = (server: JmapServer) => server.source().changes(null, { since: SINCE, signal: NEVER });
const deliver = (server: JmapServer, count: number, first = 1): void => {
  for (const { eml, receivedAt } of remoteMails(first, count)) server.store.add(eml, receivedAt, 'inbox');
};
const core = (limits: Json) => ({ capabilities: { 'urn:ietf:params:jmap:core': limits } });

describe('a request that is refused as a whole', () => {
  it.each([
    ['a limit of requests at once', 400, 'limit', 'maxConcurrentRequests', 'source-busy', true],
    ['a limit of size', 400, 'limit', 'maxSizeRequest', 'server-refused', false],
    ['a capability that it has not', 400, 'unknownCapability', undefined, 'server-refused', false],
    ['what is no JSON to it', 400, 'notJSON', undefined, 'server-refused', false],
    ['trouble of its own', 502, 'serverFail', undefined, 'source-busy', true],
    ['something that it forbids', 403, 'forbidden', undefined, 'permission-withdrawn', false],
  ])('for %s', async (_what, status, type, limit, code, retryable) => {
    const server = createJmapServer();
    server.instead = ({ url }) =>
      url.endsWith('/api')
        ? Response.json({ type: `urn:ietf:params:jmap:error:${type}`, status, limit }, { status })
        : null;
    expect(await failureOf(changesOf(server))).toMatchObject({ code, retryable });
  });
});

describe('a method that is answered with an error', () => {
  it.each([
    ['serverUnavailable', 'source-busy', true],
    ['serverFail', 'source-busy', true],
    ['stateMismatch', 'source-changed', true],
    ['accountNotFound', 'source-changed', true],
    ['forbidden', 'permission-withdrawn', false],
    ['requestTooLarge', 'server-refused', false],
    ['unknownMethod', 'server-refused', false],
  ])('%s is %s', async (type, code, retryable) => {
    const server = createJmapServer();
    server.store.answers.set('Email/query', () => ['error', { type, description: 'as a test says' }]);
    expect(await failureOf(changesOf(server))).toMatchObject({ code, retryable });
  });

  it('asks for the session again when the account is another one, and starts anew', async () => {
    const server = createJmapServer();
    deliver(server, 1);
    const source = server.source();
    const { cursor } = await readAll(source, null);
    server.store.answers.set('Mailbox/get', () => ['error', { type: 'accountNotFound' }]);
    expect((await failureOf(readAll(source, cursor))).code).toBe('source-changed');
    server.store.answers.clear();
    server.session = { ...server.session, primaryAccounts: { 'urn:ietf:params:jmap:mail': 'account-2' } };
    Object.assign(server.store, { account: 'account-2' });
    expect(await source.changes(cursor, { since: SINCE, signal: NEVER })).toMatchObject({ restarted: true });
  });
});

describe('answers that make no sense', () => {
  it.each([
    ['no JSON', 'not json'],
    ['no response', '{"a":1}'],
    ['no answer to a call', '{"methodResponses":[]}'],
  ])('%s', async (_what, text) => {
    const server = createJmapServer();
    server.instead = ({ url }) => (url.endsWith('/api') ? new Response(text) : null);
    expect(await failureOf(changesOf(server))).toMatchObject({ code: 'integrity-failed', retryable: true });
  });

  it.each([
    ['a web page', new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
    ['nothing there', new Response(null, { status: 404 })],
    ['no session', Response.json({})],
  ])('instead of a session: %s', async (_what, answer) => {
    const server = createJmapServer();
    server.instead = () => answer;
    const failure = await failureOf(changesOf(server));
    expect(failure).toMatchObject({ code: 'server-refused', retryable: false });
    expect(failure.message).toContain('has no JMAP at this address');
  });

  it('a cursor that nobody gave out begins a list anew', async () => {
    const server = createJmapServer();
    deliver(server, 1);
    const read = await readAll(server.source(), '{"version":0}');
    expect(read.restarted).toBe(true);
    expect(read.mails).toHaveLength(1);
  });
});

describe('the limits of a server', () => {
  it('are kept: so many calls in a request, references across requests included', async () => {
    const server = createJmapServer();
    server.session = { ...server.session, ...core({ maxCallsInRequest: 1, maxObjectsInGet: 3 }) };
    deliver(server, 7);
    const source = server.source();
    const first = await readAll(source, null);
    expect(idsOf(first.mails)).toEqual(idsOf(remoteMails(1, 7)));
    deliver(server, 4, 8);
    expect(idsOf((await readAll(source, first.cursor)).mails)).toEqual(idsOf(remoteMails(8, 4)));
    for (const { calls } of server.requests) expect(calls.length).toBeLessThanOrEqual(1);
    for (const [, args] of server.requests.flatMap(({ calls }) => calls))
      expect((args['ids'] as unknown[] | null | undefined)?.length ?? 0).toBeLessThanOrEqual(3);
  });

  it('are kept where the server cuts the list shorter than it was asked to', async () => {
    const server = createJmapServer();
    deliver(server, 5);
    const { store } = server;
    store.answers.set('Email/query', (args) => {
      if (args['limit'] === 2) return null;
      const [[name, answer] = ['', {}]] = store.answer([['Email/query', { ...args, limit: 2 }, 'q']]);
      return [name, { ...answer, limit: 2 }];
    });
    expect((await readAll(server.source(), null)).mails).toHaveLength(5);
  });
});

describe('a list that the mailbox changes under', () => {
  it('goes on when the mail that its last page ended with is gone', async () => {
    const server = createJmapServer();
    const mails = Array.from({ length: 7 }, (_, number) =>
      remoteMail(number, { receivedAt: new Date(Date.now() - number * 60_000).toISOString() }),
    );
    const ids = mails.map(({ eml, receivedAt }) => server.store.add(eml, receivedAt, 'inbox'));
    const source = server.source();
    const first = await source.changes(null, { since: SINCE, signal: NEVER });
    const begun = (await Promise.all(first.items.map((item) => readItem(source, item)))).flat();
    server.store.destroy(ids[4] ?? '');
    const rest = await readAll(source, first.cursor);
    expect(idsOf([...begun, ...rest.mails])).toEqual(idsOf(mails));
  });

  it.each([
    ['newer than all', 1],
    ['as old as the last of a page', -3 * 60_000],
    ['older than all', -20 * 60_000],
  ])('lists what comes in the middle once: %s', async (_what, later) => {
    const server = createJmapServer();
    const now = Date.now();
    const mailAt = (number: number, time: number) =>
      remoteMail(number, { receivedAt: new Date(time).toISOString() });
    const add = ({ eml, receivedAt }: ReturnType<typeof remoteMail>) =>
      server.store.add(eml, receivedAt, 'inbox');
    for (let number = 1; number <= 7; number += 1) add(mailAt(number, now - number * 60_000));
    const source = server.source();
    const first = await source.changes(null, { since: SINCE, signal: NEVER });
    add(mailAt(8, now + later));
    const begun = (await Promise.all(first.items.map((item) => readItem(source, item)))).flat();
    const rest = await readAll(source, first.cursor);
    expect(idsOf([...begun, ...rest.mails])).toEqual(idsOf(remoteMails(1, 8)));
  });
});

describe('a mail that only changed', () => {
  it('is not read again when it was stored in this visit', async () => {
    const server = createJmapServer();
    deliver(server, 1);
    const source = server.source();
    const { cursor, items } = await source.changes(null, { since: SINCE, signal: NEVER });
    expect(items).toHaveLength(1);
    server.store.update(items[0]?.ref ?? '', { keywords: { $seen: true } });
    expect((await source.changes(cursor, { since: SINCE, signal: NEVER })).items).toEqual([]);
  });

  it('is read when its page was lost before it was stored', async () => {
    const server = createJmapServer();
    const source = server.source();
    const { cursor } = await source.changes(null, { since: SINCE, signal: NEVER });
    deliver(server, 1);
    const lost = await source.changes(cursor, { since: SINCE, signal: NEVER });
    server.store.update(lost.items[0]?.ref ?? '', { keywords: { $seen: true } });
    expect(await source.changes(cursor, { since: SINCE, signal: NEVER })).toMatchObject({
      items: lost.items,
    });
  });

  it('is read when it comes back from where it is not read', async () => {
    const server = createJmapServer();
    deliver(server, 1);
    const source = server.source();
    const { cursor, items } = await source.changes(null, { since: SINCE, signal: NEVER });
    const ref = items[0]?.ref ?? '';
    server.store.update(ref, { mailboxIds: { 'box-junk': true } });
    const gone = await source.changes(cursor, { since: SINCE, signal: NEVER });
    expect(gone).toMatchObject({ items: [], removed: [ref] });
    server.store.update(ref, { mailboxIds: { 'box-inbox': true } });
    const back = await source.changes(gone.cursor, { since: SINCE, signal: NEVER });
    expect(back.items).toMatchObject([{ ref }]);
  });
});

describe('another origin', () => {
  it('is never asked: where the API lies there, its address is told', async () => {
    const server = createJmapServer();
    server.session = { ...server.session, apiUrl: 'https://api.example/jmap' };
    const failure = await failureOf(changesOf(server));
    expect(failure).toMatchObject({ code: 'server-refused', retryable: false });
    expect(failure.message).toContain('https://api.example');
    expect(server.requests).toHaveLength(1);
  });

  it('is not needed for the mails where the API gives out blobs', async () => {
    const server = createJmapServer();
    server.session = {
      ...server.session,
      downloadUrl: 'https://content.example/{accountId}/{blobId}/{name}?type={type}',
      capabilities: { 'urn:ietf:params:jmap:blob': {} },
    };
    deliver(server, 1);
    expect(idsOf((await readAll(server.source(), null)).mails)).toEqual(idsOf(remoteMails(1, 1)));
    for (const { url } of server.requests) expect(new URL(url).origin).toBe('https://mail.example');
    server.session = { ...server.session, capabilities: {} };
    expect((await failureOf(readAll(server.source(), null))).message).toContain(
      'hands its mails out at another',
    );
  });
});

describe('what is sent', () => {
  it('signs in at the server alone, and tells it nothing else of the page', async () => {
    const server = createJmapServer();
    deliver(server, 1);
    await readAll(server.source(), null);
    for (const { url, init } of server.requests) {
      expect(url.startsWith('https://mail.example/')).toBe(true);
      expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
      expect(new Headers(init.headers).get('authorization')).toBe('Bearer a-token');
    }
  });

  it('is only what reads, until a draft is saved', async () => {
    const server = createJmapServer();
    deliver(server, 2);
    const source = server.source();
    await readAll(source, null);
    const methods = () => new Set(server.requests.flatMap(({ calls }) => calls.map(([name]) => name)));
    expect([...methods()].sort()).toEqual(['Email/get', 'Email/query', 'Mailbox/get']);
    await source.saveDraft?.({ eml: remoteMail(9).eml, inReplyTo: '<a@b>' }, NEVER);
    expect([...methods()].sort()).toEqual(['Email/get', 'Email/import', 'Email/query', 'Mailbox/get']);
  });
});

describe('a draft', () => {
  const save = (server: JmapServer) =>
    server.source().saveDraft?.({ eml: remoteMail(9).eml, inReplyTo: '<a@b>' }, NEVER) ?? Promise.resolve('');

  it.each([
    ['overQuota', 'server-refused', 'no room'],
    ['forbidden', 'permission-withdrawn', 'save no drafts'],
    ['invalidEmail', 'server-refused', 'invalidEmail'],
  ])('that is refused: %s', async (type, code, words) => {
    const server = createJmapServer();
    server.store.answers.set('Email/import', () => ['Email/import', { notCreated: { draft: { type } } }]);
    const failure = await failureOf(save(server));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
  });

  it('needs a folder for drafts', async () => {
    const server = createJmapServer();
    server.store.answers.set('Mailbox/get', () => ['Mailbox/get', { list: [] }]);
    expect((await failureOf(save(server))).message).toContain('no folder for drafts');
  });

  it('that was saved before is not saved twice', async () => {
    const server = createJmapServer();
    const there = { type: 'alreadyExists', existingId: 'mail-there' };
    server.store.answers.set('Email/import', () => ['Email/import', { notCreated: { draft: there } }]);
    expect(await save(server)).toBe('mail-there');
  });
});

it('gives up a server that takes the question and never answers', async () => {
  vi.useFakeTimers();
  try {
    const server = createJmapServer();
    server.instead = ({ init }) =>
      new Promise((_resolve, reject) =>
        init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    const failing = failureOf(changesOf(server));
    await vi.advanceTimersByTimeAsync(61_000);
    expect(await failing).toMatchObject({ code: 'server-unreachable', retryable: true });
  } finally {
    vi.useRealTimers();
  }
});
