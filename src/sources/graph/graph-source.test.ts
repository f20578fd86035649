import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGraphServer, type GraphServerOptions } from '../../../tests/support/graph-server/graph-server';
import { MOST_FILTERED } from '../../../tests/support/graph-server/graph-lists';
import { memorySecrets } from '../../../tests/support/provider-server/memory-secrets';
import { visitLogin } from '../../../tests/support/provider-server/visit-login';
import type { SourceSetup } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import type { LoginWindow } from '../../platform/oauth/login-window';
import { failureOf, idsOf, readAll, remoteMail, SINCE } from '../testing/read-source';
import { signInAtGraph } from './graph-sign-in';
import { createGraphSource } from './graph-source';
import { GRAPH_ORIGINS } from './microsoft';

const HOME = 'https://desk.example/app/';
const SETUP: Extract<SourceSetup, { kind: 'graph' }> = {
  ...{ kind: 'graph', clientId: 'c0ffee', tenant: 'common' },
};
const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let server: Awaited<ReturnType<typeof startGraphServer>>;
let secrets: ReturnType<typeof memorySecrets>;

async function restart(options: Partial<GraphServerOptions> = {}): Promise<void> {
  server = await startGraphServer({ ...SETUP, redirectUris: [HOME], ...options });
}

beforeEach(async () => {
  await restart();
  secrets = memorySecrets();
});
afterEach(() => server.close());

const signIn = (rights: 'read' | 'drafts' = 'read', openWindow: LoginWindow = visitLogin, setup = SETUP) =>
  signInAtGraph({
    ...{ setup, rights, home: HOME, openWindow, fetch, signal: NEVER },
    microsoft: server.microsoft,
  });
const source = (ask: Fetch = fetch, now: () => number = Date.now) =>
  createGraphSource({ setup: SETUP, secrets, fetch: ask, microsoft: server.microsoft, now });
const add = (number: number, receivedAt = Date.now() - HOUR_MS) =>
  server.mailbox.add(remoteMail(number).eml, 'inbox', receivedAt);

describe('signing in', () => {
  it('asks for reading alone, and for drafts when they are wanted', async () => {
    const scope = (name: string) => new URL(name, server.microsoft.login).href;
    expect(JSON.parse(await signIn())).toMatchObject({
      scopes: [scope('Mail.Read')],
      refreshToken: expect.any(String) as string,
    });
    expect(JSON.parse(await signIn('drafts'))).toMatchObject({ scopes: [scope('Mail.ReadWrite')] });
  });

  it('says what the user refused', async () => {
    server.login.deny();
    expect(await failureOf(signIn())).toMatchObject({ code: 'server-refused', retryable: true });
  });

  it('does not come back from a page that Microsoft shows to the user', async () => {
    await expect(signIn('read', visitLogin, { ...SETUP, clientId: 'f00' })).rejects.toThrow('AADSTS700016');
  });

  it('makes nothing of a code that was made for somebody else', async () => {
    const stolen: LoginWindow = async (request) => {
      const address = new URL(await request.address);
      address.searchParams.set('code_challenge', 'x'.repeat(43));
      return visitLogin({ ...request, address: Promise.resolve(address.href) });
    };
    expect(await failureOf(signIn('read', stolen))).toMatchObject({ code: 'signed-out' });
  });

  it('connects to Graph and to where tokens come from, and to nothing else', () => {
    expect(GRAPH_ORIGINS).toEqual(['https://graph.microsoft.com', 'https://login.microsoftonline.com']);
  });
});

describe('tokens', () => {
  it('renews one ahead of its end, once for all who wait, and keeps what came with it', async () => {
    secrets.kept = await signIn();
    add(1);
    const first = secrets.kept;
    const later = source(fetch, () => Date.now() + HOUR_MS);
    const looks = await Promise.all(
      [1, 2, 3].map(() => later.changes(null, { since: SINCE, signal: NEVER })),
    );
    for (const { items } of looks) expect(items).toHaveLength(1);
    expect(server.asked.filter((path) => path.endsWith('/token'))).toHaveLength(2);
    expect(secrets.kept).not.toBe(first);
    // The old one is used up, so the new one is what goes on.
    server.login.endAccess();
    expect(idsOf((await readAll(source(), null)).mails)).toEqual(['<contract-1@mail.example>']);
  });

  it.each([-2 * DAY_MS, 2 * DAY_MS])('is not thrown off by a clock that is %i ms wrong', async (wrong) => {
    secrets.kept = await signIn();
    add(1);
    const mail = source(fetch, () => Date.now() + wrong);
    const { cursor } = await readAll(mail, null);
    server.login.pass(1.5 * HOUR_MS);
    add(2);
    expect(idsOf((await readAll(mail, cursor)).mails)).toEqual(['<contract-2@mail.example>']);
  });

  it('wants the user after a day, and goes on where it was', async () => {
    secrets.kept = await signIn();
    add(1);
    const { cursor } = await readAll(source(), null);
    server.login.pass(23 * HOUR_MS);
    await readAll(source(), cursor);
    server.login.pass(2 * HOUR_MS);
    expect(await failureOf(readAll(source(), cursor))).toMatchObject({
      code: 'signed-out',
      retryable: false,
    });
    expect(secrets.kept).toBeNull();
    secrets.kept = await signIn();
    add(2);
    expect(idsOf((await readAll(source(), cursor)).mails)).toEqual(['<contract-2@mail.example>']);
  });

  it('keeps the token when nobody answers where it would be renewed', async () => {
    secrets.kept = await signIn();
    const { kept } = secrets;
    const broken: Fetch = async (input, init) => {
      if (input.endsWith('/token')) throw new TypeError('Failed to fetch');
      return fetch(input, init);
    };
    server.login.endAccess();
    expect(await failureOf(readAll(source(broken), null))).toMatchObject({ code: 'server-unreachable' });
    const busy: Fetch = async (input, init) =>
      input.endsWith('/token')
        ? Response.json({ error: 'temporarily_unavailable' }, { status: 400 })
        : fetch(input, init);
    expect(await failureOf(readAll(source(busy), null))).toMatchObject({ code: 'source-busy' });
    expect(secrets.kept).toBe(kept);
    await readAll(source(), null);
  });

  it('loses no new token to somebody who no longer waits for it', async () => {
    secrets.kept = await signIn();
    server.login.endAccess();
    const abort = new AbortController();
    const slow: Fetch = async (input, init) => {
      if (input.endsWith('/token')) abort.abort();
      return fetch(input, init);
    };
    const mail = source(slow);
    const looking = failureOf(mail.changes(null, { since: SINCE, signal: abort.signal }));
    expect(await looking).toMatchObject({ code: 'cancelled' });
    await readAll(mail, null);
    expect(server.asked.filter((path) => path.endsWith('/token'))).toHaveLength(2);
  });
});

describe('a source at Microsoft 365', () => {
  it('does not list a mail again that somebody reads or flags', async () => {
    secrets.kept = await signIn();
    const { id } = add(1);
    const { cursor } = await readAll(source(), null);
    server.mailbox.touch(id);
    expect((await readAll(source(), cursor)).mails).toEqual([]);
  });

  it('lists what Graph leaves out of a long list without a word', { timeout: 60_000 }, async () => {
    await server.close();
    await restart({ pageSize: 1_000 });
    secrets.kept = await signIn();
    const many = MOST_FILTERED + 120;
    for (let number = 0; number < many; number += 1)
      server.mailbox.add(`Message-ID: <${number}@x>\r\n\r\n`, 'inbox', Date.now() - number * 60_000);
    const refs = new Set<string>();
    let cursor: string | null = null;
    for (let more = true; more;) {
      const page = await source().changes(cursor, { since: SINCE, signal: NEVER });
      for (const { ref } of page.items) refs.add(ref);
      ({ cursor, more } = page);
    }
    expect(refs.size).toBe(many);
    add(7, Date.now());
    const after = await source().changes(cursor, { since: SINCE, signal: NEVER });
    expect(after.items).toHaveLength(1);
  });

  it('sends the token nowhere else, whatever a cursor says', async () => {
    secrets.kept = await signIn();
    add(1);
    const { cursor } = await readAll(source(), null);
    const asked: string[] = [];
    const watched: Fetch = (input, init) => {
      asked.push(new URL(input).origin);
      return fetch(input, init);
    };
    for (const elsewhere of [
      'https://evil.example/',
      'no address',
      `${server.microsoft.graph}`.replace('127.0.0.1', 'localhost'),
    ]) {
      const spoilt = cursor.replaceAll(server.microsoft.graph, elsewhere);
      expect(await failureOf(readAll(source(watched), spoilt))).toMatchObject({ code: 'integrity-failed' });
    }
    expect(new Set(asked)).toEqual(new Set([new URL(server.microsoft.graph).origin]));
  });

  it('does not mix two accounts', async () => {
    secrets.kept = await signIn();
    const { cursor } = await readAll(source(), null);
    await server.close();
    await restart({ inboxId: 'another-inbox' });
    secrets.kept = await signIn();
    const failure = await failureOf(readAll(source(), cursor));
    expect(failure.code).toBe('signed-out');
    expect(failure.message).toContain('another account');
    expect(secrets.kept).toBeNull();
  });

  it.each([
    [429, 'TooManyRequests', 'source-busy'],
    [503, 'ServiceUnavailable', 'source-busy'],
    [504, 'UnknownError', 'source-busy'],
    [403, 'ErrorAccessDenied', 'permission-withdrawn'],
    [404, 'MailboxNotEnabledForRESTAPI', 'server-refused'],
    [400, 'ErrorInvalidRequest', 'server-refused'],
  ] as const)('understands %s %s as %s', async (status, code, meaning) => {
    secrets.kept = await signIn();
    const refusing: Fetch = async () => Response.json({ error: { code, message: '' } }, { status });
    expect(await failureOf(readAll(source(refusing), null))).toMatchObject({ code: meaning });
  });
});

describe('drafts', () => {
  const draft = {
    eml: remoteMail(9).eml.replace('Subject:', 'In-Reply-To: <o’brien@x>\r\nSubject: Zürich:'),
    inReplyTo: "<o'brien@x>",
  };

  it('saves none without the right to, and asks Microsoft nothing', async () => {
    secrets.kept = await signIn();
    const before = server.asked.length;
    const failure = await failureOf(source().saveDraft?.(draft, NEVER) ?? Promise.resolve());
    expect(failure.code).toBe('permission-withdrawn');
    expect(server.asked).toHaveLength(before);
  });

  it('stands in the conversation of what it answers, byte for byte', async () => {
    secrets.kept = await signIn('drafts');
    const eml = remoteMail(1, { messageId: "<o'brien@x>" }).eml;
    const { conversationId } = server.mailbox.add(eml, 'inbox', Date.now());
    const id = await source().saveDraft?.(draft, NEVER);
    expect(server.mailbox.get(id ?? '')).toMatchObject({ conversationId, folder: 'drafts', eml: draft.eml });
  });

  it('is saved by itself when what it answers is gone', async () => {
    secrets.kept = await signIn('drafts');
    const id = await source().saveDraft?.(draft, NEVER);
    expect(server.mailbox.get(id ?? '')).toMatchObject({ folder: 'drafts', eml: draft.eml });
  });
});
