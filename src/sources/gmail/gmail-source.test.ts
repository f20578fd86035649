import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GMAIL_PAGE, startGmailServer } from '../../../tests/support/gmail-server/gmail-server';
import { memorySecrets } from '../../../tests/support/provider-server/memory-secrets';
import { visitLogin } from '../../../tests/support/provider-server/visit-login';
import type { SourceSetup } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import { failureOf, idsOf, readAll, remoteMail, SINCE } from '../testing/read-source';
import { signInAtGmail } from './gmail-sign-in';
import { createGmailSource } from './gmail-source';
import { DRAFT_SCOPE, GMAIL_ORIGINS, READ_SCOPE } from './google';

const HOME = 'https://desk.example/app/';
const SETUP: Extract<SourceSetup, { kind: 'gmail' }> = { kind: 'gmail', clientId: 'desk.apps.example' };
const NEVER = new AbortController().signal;
const HOUR_MS = 3_600_000;

let server: Awaited<ReturnType<typeof startGmailServer>>;
let secrets: ReturnType<typeof memorySecrets>;

beforeEach(async () => {
  server = await startGmailServer({ clientId: SETUP.clientId, redirectUris: [HOME] });
  secrets = memorySecrets();
});
afterEach(() => server.close());

const signIn = (rights: 'read' | 'drafts', setup = SETUP, home = HOME) =>
  signInAtGmail({
    ...{ setup, rights, home, openWindow: visitLogin, signal: NEVER },
    google: server.google,
  });
const source = (ask: Fetch = fetch) =>
  createGmailSource({ setup: SETUP, secrets, fetch: ask, google: server.google });
const add = (number: number, labels: readonly string[], internalDate = Date.now() - HOUR_MS) =>
  server.mailbox.add(remoteMail(number).eml, labels, internalDate);

describe('signing in', () => {
  it('asks for reading alone, and for drafts when they are wanted', async () => {
    const first = await signIn('read');
    expect(JSON.parse(first)).toMatchObject({ scopes: [READ_SCOPE], refreshToken: null });
    const second = await signIn('drafts');
    expect(JSON.parse(second)).toMatchObject({ scopes: [READ_SCOPE, DRAFT_SCOPE] });
  });

  it('says what the user left out or refused', async () => {
    server.login.consentWith('deny');
    expect(await failureOf(signIn('read'))).toMatchObject({ code: 'server-refused', retryable: true });
    server.login.consentWith('without-scopes');
    expect(await failureOf(signIn('read'))).toMatchObject({ code: 'permission-withdrawn' });
  });

  it('does not come back from a page that Google shows to the user', async () => {
    await expect(signIn('read', { ...SETUP, clientId: 'another' })).rejects.toThrow('invalid_client');
    await expect(signIn('read', SETUP, 'https://other.example/')).rejects.toThrow('redirect_uri_mismatch');
  });

  it('connects to Gmail and to where grants are taken back, and to nothing else', () => {
    expect(GMAIL_ORIGINS).toEqual(['https://gmail.googleapis.com', 'https://oauth2.googleapis.com']);
  });
});

describe('a source at Gmail', () => {
  it('wants the user to sign in before the first look', async () => {
    expect(await failureOf(readAll(source(), null))).toMatchObject({ code: 'signed-out' });
    expect(server.asked).toEqual([]);
  });

  it('leaves out drafts, spam, trash and what is only archived, and lists a mail to oneself once', async () => {
    secrets.kept = await signIn('read');
    add(1, ['INBOX', 'UNREAD']);
    add(2, ['INBOX', 'SENT']);
    for (const label of ['DRAFT', 'SPAM', 'TRASH', 'STARRED']) add(3, [label]);
    const first = await readAll(source(), null);
    expect(idsOf(first.mails)).toEqual(['<contract-1@mail.example>', '<contract-2@mail.example>']);
    expect(first.mails.map(({ role }) => role)).toEqual(['inbox', 'inbox']);
    for (const label of ['DRAFT', 'SPAM', 'TRASH']) add(4, [label, 'INBOX']);
    expect((await readAll(source(), first.cursor)).mails).toEqual([]);
  });

  it('lists a mail that somebody takes out of the spam', async () => {
    secrets.kept = await signIn('read');
    const { id } = add(1, ['SPAM']);
    const { cursor } = await readAll(source(), null);
    server.mailbox.addLabel(id, 'INBOX');
    expect(idsOf((await readAll(source(), cursor)).mails)).toEqual(['<contract-1@mail.example>']);
  });

  it('tells what was deleted, and gives nothing of a mail thrown away since it was listed', async () => {
    secrets.kept = await signIn('read');
    const thrown = add(1, ['INBOX']);
    const gone = add(2, ['INBOX']);
    const { cursor } = await readAll(source(), null);
    const [item] = (await source().changes(null, { since: SINCE, signal: NEVER })).items;
    if (!item) throw new Error('nothing was listed');
    server.mailbox.addLabel(thrown.id, 'TRASH');
    expect(await source().fetch({ ...item, ref: thrown.id }, NEVER)).toBeNull();
    server.mailbox.remove(gone.id);
    const after = await source().changes(cursor, { since: SINCE, signal: NEVER });
    expect(after).toMatchObject({ items: [], removed: [gone.id], more: false });
  });

  it('loses nothing that comes while it lists, page by page', async () => {
    secrets.kept = await signIn('read');
    for (let number = 1; number <= 2 * GMAIL_PAGE; number += 1) add(number, ['INBOX']);
    const ids: string[] = [];
    let cursor: string | null = null;
    let number = 101;
    for (let more = true; more;) {
      const page = await source().changes(cursor, { since: SINCE, signal: NEVER });
      ids.push(...page.items.map(({ ref }) => ref));
      ({ cursor, more } = page);
      if (number < 108) add(number++, ['INBOX']);
    }
    const late = await source().changes(cursor, { since: SINCE, signal: NEVER });
    ids.push(...late.items.map(({ ref }) => ref));
    const all = server.mailbox.mails().map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(all));
  });

  it('keeps bytes as they are, whatever they are', async () => {
    secrets.kept = await signIn('read');
    const eml = `${remoteMail(1).eml}${'ä€😀ÿ>?'.repeat(20_000)}\r\n`;
    server.mailbox.add(eml, ['INBOX'], Date.now());
    const [item] = (await source().changes(null, { since: SINCE, signal: NEVER })).items;
    if (!item) throw new Error('nothing was listed');
    const file = await source().fetch(item, NEVER);
    expect(await file?.blob.text()).toBe(eml);
    expect(file?.name).toBe(`Inbox/${item.ref}.eml`);
  });

  it('does not mind what time it is here: the token ends when Google says so', async () => {
    secrets.kept = await signIn('read');
    add(1, ['INBOX']);
    const { cursor } = await readAll(source(), null);
    server.login.pass(HOUR_MS);
    expect(await failureOf(readAll(source(), cursor))).toMatchObject({
      code: 'signed-out',
      retryable: false,
    });
    expect(secrets.kept).toBeNull();
    // And goes on where it was once the user is back.
    secrets.kept = await signIn('read');
    add(2, ['INBOX']);
    expect(idsOf((await readAll(source(), cursor)).mails)).toEqual(['<contract-2@mail.example>']);
  });

  it('does not mix two accounts', async () => {
    secrets.kept = await signIn('read');
    const { cursor } = await readAll(source(), null);
    await server.close();
    server = await startGmailServer({
      ...{ clientId: SETUP.clientId, redirectUris: [HOME] },
      emailAddress: 'other@mail.example',
    });
    secrets.kept = await signIn('read');
    server.mailbox.add(remoteMail(7).eml, ['INBOX'], Date.now());
    const failure = await failureOf(readAll(source(), cursor));
    expect(failure.code).toBe('signed-out');
    expect(failure.message).toContain('another account');
  });
});

describe('what Google says no to', () => {
  const refusal =
    (status: number, reason: string): Fetch =>
    async () =>
      Response.json({ error: { code: status, errors: [{ reason }] } }, { status });

  it.each([
    [403, 'rateLimitExceeded', 'source-busy'],
    [403, 'userRateLimitExceeded', 'source-busy'],
    [403, 'dailyLimitExceeded', 'source-busy'],
    [429, 'rateLimitExceeded', 'source-busy'],
    [500, 'backendError', 'source-busy'],
    [403, 'insufficientPermissions', 'permission-withdrawn'],
    [403, 'accessNotConfigured', 'server-refused'],
    [403, 'domainPolicy', 'server-refused'],
    [400, 'failedPrecondition', 'server-refused'],
  ] as const)('understands %s %s as %s', async (status, reason, code) => {
    secrets.kept = await signIn('read');
    expect(await failureOf(readAll(source(refusal(status, reason)), null))).toMatchObject({ code });
    expect(secrets.kept).not.toBeNull();
  });

  it('takes an answer that makes no sense for what it is', async () => {
    secrets.kept = await signIn('read');
    for (const body of ['<html>', '{}', '{"emailAddress":7}', ''])
      expect(
        await failureOf(
          readAll(
            source(async () => new Response(body)),
            null,
          ),
        ),
      ).toMatchObject({
        code: 'integrity-failed',
      });
  });
});

describe('drafts and the end', () => {
  const draft = {
    eml: remoteMail(9).eml.replace(
      'Subject: Matter 9',
      'Subject: Re: Matter 1\r\nIn-Reply-To: <contract-1@mail.example>',
    ),
    inReplyTo: '<contract-1@mail.example>',
  };

  it('saves none without the right to, and asks Google nothing', async () => {
    secrets.kept = await signIn('read');
    const before = server.asked.length;
    const failure = await failureOf(source().saveDraft?.(draft, NEVER) ?? Promise.resolve());
    expect(failure.code).toBe('permission-withdrawn');
    expect(server.asked).toHaveLength(before);
  });

  it('puts it into the thread of what it answers, and beside it where Google will not have it there', async () => {
    secrets.kept = await signIn('drafts');
    const { threadId } = add(1, ['INBOX']);
    const id = await source().saveDraft?.(draft, NEVER);
    expect(server.mailbox.get(id ?? '')).toMatchObject({ threadId, labelIds: ['DRAFT'] });
    const renamed = { ...draft, eml: draft.eml.replace('Re: Matter 1', 'Something else') };
    const other = await source().saveDraft?.(renamed, NEVER);
    expect(server.mailbox.get(other ?? '')?.threadId).not.toBe(threadId);
  });

  it('takes back what was granted', async () => {
    secrets.kept = await signIn('drafts');
    const kept = secrets.kept;
    await source().revoke?.(NEVER);
    expect(secrets.kept).toBeNull();
    secrets.kept = kept;
    expect(await failureOf(readAll(source(), null))).toMatchObject({ code: 'signed-out' });
  });

  it('is done with taking back when the browser keeps the answer to itself', async () => {
    secrets.kept = await signIn('read');
    const isolated: Fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    await source(isolated).revoke?.(NEVER);
    expect(secrets.kept).toBeNull();
  });
});
