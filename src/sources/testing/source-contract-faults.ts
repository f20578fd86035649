import { expect } from 'vitest';
import { failureOf, idsOf, NEVER, readAll, readItem, remoteMail, remoteMails, SINCE } from './read-source';
import { require, ruleOf, type SourceHarness, type SourceSubject } from './source-subject';

/** A person feels it as at once. */
const AT_ONCE_MS = 1_000;
const DAY_MS = 86_400_000;

/** What goes wrong between here and there. */
export function describeSourceFaults(subject: SourceSubject): void {
  const rule = ruleOf(subject);

  rule('loses and doubles nothing when a page breaks off', async ({ source, remote }) => {
    const many = remoteMails(1, remote.threePages);
    await remote.add(...many);
    const first = await source().changes(null, { since: SINCE, signal: NEVER });
    expect(first.more).toBe(true);
    await require(remote, 'cutNextList')();
    const { code, retryable } = await failureOf(
      source().changes(first.cursor, { since: SINCE, signal: NEVER }),
    );
    expect(['server-unreachable', 'integrity-failed', 'source-changed', 'source-busy']).toContain(code);
    expect(retryable).toBe(true);

    const mail = source();
    const begun = (await Promise.all(first.items.map((item) => readItem(mail, item)))).flat();
    const rest = await readAll(mail, first.cursor);
    expect(idsOf([...begun, ...rest.mails])).toEqual(idsOf(many));
  });

  rule('starts anew when its cursor is too old', async ({ source, remote }) => {
    await remote.add(...remoteMails(1, 3));
    const first = await readAll(source(), null);
    await require(remote, 'forgetCursors')();
    await remote.add(remoteMail(4));
    const again = await readAll(source(), first.cursor);
    expect(again.restarted).toBe(true);
    expect(idsOf(again.mails)).toEqual(idsOf(remoteMails(1, 4)));
    const after = await readAll(source(), again.cursor);
    expect(after.restarted).toBe(false);
    expect(after.mails).toEqual([]);
  });

  rule('says when the sign-in has ended', async (harness) => {
    const failures = await failuresAfter(harness, require(harness.remote, 'endSignIn'));
    for (const failure of failures) expect(failure.code).toBe('signed-out');
  });

  rule('says when the permission is withdrawn', async (harness) => {
    const failures = await failuresAfter(harness, require(harness.remote, 'withdrawPermission'));
    for (const failure of failures) expect(failure.code).toBe('permission-withdrawn');
  });

  rule('waits as long as it is told', async (harness) => {
    const refuse = require(harness.remote, 'refuse');
    const failures = await failuresAfter(harness, () => refuse(429, 7));
    for (const failure of failures) {
      expect(failure.code).toBe('source-busy');
      expect(failure.retryable).toBe(true);
      expect(failure.retryAfterMs).toBeGreaterThan(5_000);
      expect(failure.retryAfterMs).toBeLessThanOrEqual(7_000);
    }
  });

  rule('says when the server has trouble', async (harness) => {
    const { source, remote } = harness;
    const refuse = require(remote, 'refuse');
    for (const status of [500, 503] as const) {
      await refuse(status, null);
      const failure = await failureOf(source().changes(null, { since: SINCE, signal: NEVER }));
      expect(failure.code).toBe('source-busy');
      expect(failure.retryable).toBe(true);
      await require(remote, 'mend')();
    }
    await remote.add(remoteMail(1));
    expect((await readAll(source(), null)).mails).toHaveLength(1);
  });

  rule('says when nothing answers, and goes on after', async (harness) => {
    const { source, remote } = harness;
    const failures = await failuresAfter(harness, require(remote, 'goOffline'));
    for (const failure of failures) {
      expect(failure.code).toBe('server-unreachable');
      expect(failure.retryable).toBe(true);
    }
    await require(remote, 'mend')();
    expect((await readAll(source(), null)).mails).toHaveLength(1);
  });

  rule('stops at once when cancelled', async ({ source, remote }) => {
    await remote.add(remoteMail(1));
    const mail = source();
    const page = await mail.changes(null, { since: SINCE, signal: NEVER });
    const [item] = page.items;
    if (!item) throw new Error('the mail was not listed');
    const calls = [
      (signal: AbortSignal) => mail.changes(page.cursor, { since: SINCE, signal }),
      (signal: AbortSignal) => mail.fetch(item, signal),
    ];
    for (const call of calls)
      expect(await failureOf(call(AbortSignal.abort()))).toMatchObject({ code: 'cancelled' });
    if (!remote.stall) return;
    await remote.stall();
    for (const call of calls) {
      const abort = new AbortController();
      const failing = failureOf(call(abort.signal));
      setTimeout(() => abort.abort(), 50);
      const startedAt = performance.now();
      expect(await failing).toMatchObject({ code: 'cancelled' });
      expect(performance.now() - startedAt).toBeLessThan(AT_ONCE_MS);
    }
  });

  rule('loses nothing to a wrong clock', async ({ source, remote }) => {
    const skew = require(remote, 'skewClock');
    const receivedAt = (): string => new Date().toISOString();
    await remote.add(remoteMail(1));
    let { cursor } = await readAll(source(), null);
    let number = 2;
    for (const milliseconds of [-DAY_MS, DAY_MS, 0]) {
      await skew(milliseconds);
      await remote.add(remoteMail(number, { receivedAt: receivedAt() }));
      const looked = await readAll(source(), cursor);
      expect(idsOf(looked.mails)).toEqual([`<contract-${number}@mail.example>`]);
      cursor = looked.cursor;
      number += 1;
    }
  });
}

/** What listing and fetching reject with once something has happened. */
async function failuresAfter({ source, remote }: SourceHarness, happen: () => Promise<void>) {
  await remote.add(remoteMail(1));
  const mail = source();
  const { items, cursor } = await mail.changes(null, { since: SINCE, signal: NEVER });
  const [item] = items;
  if (!item) throw new Error('the mail was not listed');
  await happen();
  return [
    await failureOf(mail.changes(cursor, { since: SINCE, signal: NEVER })),
    await failureOf(mail.fetch(item, NEVER)),
    await failureOf(source().changes(null, { since: SINCE, signal: NEVER })),
  ];
}
