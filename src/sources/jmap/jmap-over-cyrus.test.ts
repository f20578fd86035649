import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cyrusSubject,
  openCyrusDesk,
  sourceOf,
  type CyrusDesk,
} from '../../../tests/support/cyrus/cyrus-subject';
import { startCyrus, whyNoCyrus, type CyrusServer } from '../../../tests/support/cyrus/start-cyrus';
import { failureOf, idsOf, NEVER, readAll, remoteMail, SINCE } from '../testing/read-source';
import { describeMailSource } from '../testing/source-contract';
import { createJmapSource } from './jmap-source';

const missing = whyNoCyrus();

describe.skipIf(missing !== null)(`a real Cyrus${missing === null ? '' : ` (${missing})`}`, () => {
  let server: CyrusServer;
  beforeAll(async () => {
    server = await startCyrus();
  }, 60_000);
  afterAll(() => server?.stop());

  describeMailSource(cyrusSubject(() => server));

  async function withDesk(test: (desk: CyrusDesk) => Promise<void>): Promise<void> {
    const desk = await openCyrusDesk(server);
    try {
      await test(desk);
    } finally {
      await desk.front.close();
    }
  }

  it('reads neither junk, nor what was thrown away, nor drafts', () =>
    withDesk(async (desk) => {
      const roles = ['junk', 'trash', 'drafts', 'inbox'] as const;
      await desk.mailbox.deliver(...roles.map((role, index) => ({ ...remoteMail(index), role })));
      const { mails, cursor } = await readAll(sourceOf(desk), null);
      expect(idsOf(mails)).toEqual([remoteMail(3).messageId]);
      await desk.mailbox.deliver({ ...remoteMail(4), role: 'junk' }, { ...remoteMail(5), role: 'inbox' });
      expect(idsOf((await readAll(sourceOf(desk), cursor)).mails)).toEqual([remoteMail(5).messageId]);
    }));

  it('lists a mail that is moved to the inbox, and says that one is gone that is thrown away', () =>
    withDesk(async (desk) => {
      const source = sourceOf(desk);
      await desk.mailbox.deliver({ ...remoteMail(1), role: 'junk' }, { ...remoteMail(2), role: 'inbox' });
      const page = await source.changes(null, { since: SINCE, signal: NEVER });
      const inbox = page.items.map(({ ref }) => ref);
      await desk.mailbox.move(remoteMail(1).messageId, 'inbox');
      await desk.mailbox.move(remoteMail(2).messageId, 'trash');
      const moved = await source.changes(page.cursor, { since: SINCE, signal: NEVER });
      expect(moved.items).toHaveLength(1);
      expect(inbox).not.toContain(moved.items[0]?.ref);
      expect(moved.removed).toEqual(inbox);
    }));

  it('does not list an old mail because it was read', () =>
    withDesk(async (desk) => {
      const source = sourceOf(desk);
      const old = remoteMail(1, { receivedAt: '2020-01-01T00:00:00.000Z' });
      await desk.mailbox.deliver({ ...old, role: 'inbox' });
      const { cursor } = await readAll(source, null);
      await desk.mailbox.markSeen(old.messageId);
      expect((await readAll(source, cursor)).mails).toEqual([]);
    }));

  it('saves a draft once, however often it is asked to, and marks it as a draft that was seen', () =>
    withDesk(async (desk) => {
      const eml = remoteMail(7).eml.replace(
        'MIME-Version',
        'In-Reply-To: <a@b>\r\nReferences: <z@b>\r\n <a@b>\r\nMIME-Version',
      );
      const first = await sourceOf(desk).saveDraft?.({ eml, inReplyTo: '<a@b>' }, NEVER);
      // As after an answer that was lost on the way.
      expect(await sourceOf(desk).saveDraft?.({ eml, inReplyTo: '<a@b>' }, NEVER)).toBe(first);
      expect(await desk.mailbox.drafts()).toMatchObject([
        { keywords: { $draft: true, $seen: true }, inReplyTo: ['a@b'], references: ['z@b', 'a@b'] },
      ]);
    }));

  it('asks only what it must: a page of mail is one request', () =>
    withDesk(async (desk) => {
      await desk.mailbox.deliver({ ...remoteMail(1), role: 'inbox' });
      const source = sourceOf(desk);
      const { cursor } = await source.changes(null, { since: SINCE, signal: NEVER });
      const before = desk.front.requests.length;
      await source.changes(cursor, { since: SINCE, signal: NEVER });
      expect(desk.front.requests.slice(before)).toEqual(['POST /jmap/']);
    }));

  it('saves a draft byte by byte, whatever its alphabet', () =>
    withDesk(async (desk) => {
      const eml = [
        'From: Dana <dana@mail.example>',
        'To: =?utf-8?B?SsO2cmc=?= <joerg@mail.example>',
        'Subject: Re: =?utf-8?B?R3LDvMOfZQ==?=',
        'In-Reply-To: <a@b>',
        'References: <a@b>',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        'Schöne Grüße, 港 Δ',
        '',
      ];
      await sourceOf(desk).saveDraft?.({ eml: eml.join('\n'), inReplyTo: '<a@b>' }, NEVER);
      const [draft] = await desk.mailbox.drafts();
      expect(draft?.eml).toBe(eml.join('\r\n'));
    }));

  it('says that Cyrus as Debian builds it tells of nothing by itself, so that it is asked instead', () =>
    withDesk(async ({ mailbox }) => {
      const source = createJmapSource({
        setup: { kind: 'jmap', url: server.url, userName: mailbox.user, auth: 'password' },
        secrets: { get: async () => mailbox.password, put: async () => undefined },
        fetch,
      });
      const failure = await failureOf(source.watch?.(() => undefined, NEVER) ?? Promise.resolve());
      expect(failure).toMatchObject({ code: 'server-refused', retryable: false });
    }));

  it('says that a wrong password is wrong', () =>
    withDesk(async ({ mailbox, front }) => {
      const source = createJmapSource({
        setup: { kind: 'jmap', url: front.url, userName: mailbox.user, auth: 'password' },
        secrets: { get: async () => 'wrong', put: async () => undefined },
        fetch,
      });
      const failure = await failureOf(source.changes(null, { since: SINCE, signal: NEVER }));
      expect(failure.code).toBe('signed-out');
      expect(failure.message).toContain('does not accept the user name and password');
    }));
});
