import { expect } from 'vitest';
import { failureOf, idsOf, NEVER, readAll, remoteMail } from './read-source';
import { require, ruleOf, type SourceSubject } from './source-subject';

/** The reply to `remoteMail(1)` that the tests put among the drafts. */
const REPLY = [
  'Message-ID: <reply-1@deskside.invalid>',
  'Date: Fri, 27 Nov 2026 09:00:00 +0000',
  'From: Dana Whitfield <dana@mail.example>',
  'To: Ada Byron <ada@mail.example>',
  'Subject: Re: Matter 1',
  'In-Reply-To: <contract-1@mail.example>',
  'References: <contract-1@mail.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 7bit',
  '',
  'Dear Ada, Thursday suits me well.',
  '',
].join('\r\n');

/** What only some sources can. */
export function describeSourceExtras(subject: SourceSubject): void {
  const rule = ruleOf(subject);

  rule('saves a draft as a reply', async ({ source, remote }) => {
    await remote.add(remoteMail(1));
    const mail = source();
    const { cursor } = await readAll(mail, null);
    const before = await remote.messageIds();
    if (!mail.saveDraft) throw new Error('the source saves no drafts; name the rule in skip');
    const ref = await mail.saveDraft({ eml: REPLY, inReplyTo: '<contract-1@mail.example>' }, NEVER);
    expect(ref).not.toBe('');
    const drafts = await require(remote, 'drafts')();
    expect(drafts).toHaveLength(1);
    const [head = '', body = ''] = splitMail(drafts[0] ?? '');
    expect(headerOf(head, 'In-Reply-To')).toBe('<contract-1@mail.example>');
    expect(headerOf(head, 'References')).toBe('<contract-1@mail.example>');
    expect(headerOf(head, 'Subject')).toBe('Re: Matter 1');
    expect(headerOf(head, 'To')).toContain('ada@mail.example');
    expect(body).toContain('Thursday suits me well.');
    // Nothing was sent, and a draft is no mail.
    expect([...(await remote.messageIds())].sort()).toEqual([...before].sort());
    expect((await readAll(mail, cursor)).mails).toEqual([]);
  });

  rule('tells of new mail', async ({ source, remote }) => {
    const mail = source();
    const { cursor } = await readAll(mail, null);
    const { watch } = mail;
    if (!watch) throw new Error('the source cannot be watched; name the rule in skip');
    const abort = new AbortController();
    let watching: Promise<unknown> = Promise.resolve();
    const told = new Promise<void>((tell, fail) => {
      watching = watch.call(mail, tell, abort.signal).then(
        () => 'ended',
        (thrown: unknown) => thrown,
      );
      void watching.then(() => fail(new Error('it ended before it told of the mail')));
    });
    // It has no word for being connected; a mail that comes before is told of by the look that follows each connection.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await remote.add(remoteMail(1, { receivedAt: new Date().toISOString() }));
    await told;
    expect(idsOf((await readAll(mail, cursor)).mails)).toEqual(['<contract-1@mail.example>']);
    abort.abort();
    const outcome = await watching;
    if (outcome !== 'ended') expect(outcome).toMatchObject({ failure: { code: 'cancelled' } });
  });

  rule('says when it can tell no more', async ({ source, remote }) => {
    const mail = source();
    await readAll(mail, null);
    const { watch } = mail;
    if (!watch) throw new Error('the source cannot be watched; name the rule in skip');
    const failing = failureOf(watch.call(mail, () => undefined, NEVER));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await require(remote, 'endPush')();
    expect(await failing).toMatchObject({ code: 'server-unreachable', retryable: true });
  });
}

const splitMail = (eml: string): string[] => {
  const at = /\r?\n\r?\n/.exec(eml)?.index ?? eml.length;
  return [eml.slice(0, at), eml.slice(at)];
};

function headerOf(head: string, name: string): string {
  const unfolded = head.replace(/\r?\n[ \t]+/g, ' ');
  const line = new RegExp(`^${name}:(.*)$`, 'im').exec(unfolded);
  return line?.[1]?.trim() ?? '';
}
