import { expect } from 'vitest';
import { daysAgo, idsOf, NEVER, readAll, remoteMail, remoteMails, SINCE } from './read-source';
import { ruleOf, type SourceSubject } from './source-subject';

/** Lists and cursors, where nothing goes wrong. */
export function describeSourceListing(subject: SourceSubject): void {
  const rule = ruleOf(subject);

  rule('lists what came since', async ({ source, remote }) => {
    const recent = remoteMails(1, 3);
    await remote.add(remoteMail(90, { receivedAt: daysAgo(60) }), ...recent);
    const { mails } = await readAll(source(), null);
    expect(idsOf(mails)).toEqual(idsOf(recent));
  });

  rule('tells received from sent mail', async ({ source, remote }) => {
    await remote.add(remoteMail(1), remoteMail(2, { role: 'sent' }));
    const { mails } = await readAll(source(), null);
    expect(Object.fromEntries(mails.map(({ messageId, role }) => [messageId, role]))).toEqual({
      '<contract-1@mail.example>': 'inbox',
      '<contract-2@mail.example>': 'sent',
    });
  });

  rule('finds nothing new in what it has listed', async ({ source, remote }) => {
    await remote.add(...remoteMails(1, 3));
    const mail = source();
    const first = await readAll(mail, null);
    const second = await readAll(mail, first.cursor);
    expect(second.mails).toEqual([]);
    expect(second.restarted).toBe(false);
  });

  rule('lists what is added once', async ({ source, remote }) => {
    await remote.add(...remoteMails(1, 2));
    const mail = source();
    const first = await readAll(mail, null);
    const added = [...remoteMails(3, 2), remoteMail(5, { role: 'sent' })];
    await remote.add(...added);
    const second = await readAll(mail, first.cursor);
    expect(idsOf(second.mails)).toEqual(idsOf(added));
    expect((await readAll(mail, second.cursor)).mails).toEqual([]);
  });

  rule('goes on with a cursor after a reload', async ({ source, remote }) => {
    await remote.add(...remoteMails(1, 2));
    const { cursor } = await readAll(source(), null);
    const kept = JSON.parse(JSON.stringify(cursor)) as string;
    await remote.add(remoteMail(3));
    expect(idsOf((await readAll(source(), kept)).mails)).toEqual(['<contract-3@mail.example>']);
  });

  rule('lists many mails in pages', async ({ source, remote }) => {
    const many = remoteMails(1, remote.threePages);
    await remote.add(...many);
    const mail = source();
    const first = await readAll(mail, null);
    expect(first.pages).toBeGreaterThanOrEqual(3);
    expect(idsOf(first.mails)).toEqual(idsOf(many));
    expect((await readAll(mail, first.cursor)).mails).toEqual([]);
  });

  rule('leaves the mail as it is', async ({ source, remote }) => {
    await remote.add(...remoteMails(1, 3), remoteMail(4, { role: 'sent' }));
    const before = await remote.messageIds();
    await readAll(source(), null);
    expect([...(await remote.messageIds())].sort()).toEqual([...before].sort());
  });

  rule('gives null for what was deleted in between', async ({ source, remote }) => {
    await remote.add(remoteMail(1), remoteMail(2));
    const mail = source();
    const { items, cursor } = await mail.changes(null, { since: SINCE, signal: NEVER });
    await remote.delete('<contract-1@mail.example>');
    await remote.delete('<contract-2@mail.example>');
    for (const item of items) expect(await mail.fetch(item, NEVER)).toBeNull();
    await remote.add(remoteMail(3));
    expect(idsOf((await readAll(mail, cursor)).mails)).toEqual(['<contract-3@mail.example>']);
  });
}
