import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MessageOutline } from '../history/message-outline';
import { emptyResult } from './mail-results';
import { createMailRows } from './mail-rows';

const head = (id: string, date: string | null): MessageOutline => ({
  id,
  messageId: `<${id}>`,
  threadId: id,
  role: 'inbox',
  senderName: 'Ada',
  senderAddress: 'ada@x.example',
  subject: `Subject ${id}`,
  date,
  snippet: 'The start of the body',
  warningCount: 0,
  attachmentCount: 0,
});

describe('createMailRows', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lists the newest mail first and mails without a date last', () => {
    const rows = createMailRows();
    rows.add([head('old', '2026-10-12T18:00:00Z'), head('none', null)]);
    rows.add([head('new', '2026-10-13T06:00:00Z')]);
    vi.runAllTimers();
    expect(rows.rows.get().map(({ id }) => id)).toEqual(['new', 'old', 'none']);
  });

  it('publishes what is read from the store once, when all of it is there', async () => {
    const rows = createMailRows();
    const published: number[] = [];
    rows.rows.subscribe((current) => published.push(current.length));
    rows.add([head('before', null)]);
    await rows.publishAfter(async () => {
      for (let nth = 0; nth < 20; nth += 1) {
        rows.add([head(`${nth}`, null)]);
        await vi.advanceTimersByTimeAsync(1_000);
      }
    });
    await vi.runAllTimersAsync();
    expect(published).toEqual([0, 21]);
  });

  it('publishes again by itself after work that failed', async () => {
    const rows = createMailRows();
    await rows.publishAfter(() => Promise.reject(new Error('gone'))).catch(() => undefined);
    rows.add([head('a', null)]);
    vi.runAllTimers();
    expect(rows.rows.get()).toHaveLength(1);
  });

  it('publishes many changes together', () => {
    const rows = createMailRows();
    rows.add([head('a', null), head('b', null)]);
    vi.runAllTimers();
    let published = 0;
    rows.rows.subscribe(() => (published += 1));
    for (let turn = 0; turn < 100; turn += 1)
      rows.showResult({ ...emptyResult('a'), timings: { triage: turn } });
    vi.runAllTimers();
    expect(published).toBe(2);
  });

  it('shows the first mails at once, later ones of an import twice a second, and a result with the next look', () => {
    const rows = createMailRows();
    let published = -1;
    rows.rows.subscribe(() => (published += 1));
    rows.add([head('0', null)]);
    vi.advanceTimersByTime(150);
    expect(published).toBe(1);
    for (let batch = 1; batch <= 30; batch += 1) {
      rows.add([head(`${batch}`, null)]);
      vi.advanceTimersByTime(100);
    }
    expect(published).toBeGreaterThan(4);
    expect(published).toBeLessThan(8);
    vi.runAllTimers();
    expect(rows.rows.get()).toHaveLength(31);

    const before = published;
    rows.add([head('late', null)]);
    rows.showResult({ ...emptyResult('0'), timings: { triage: 1 } });
    vi.advanceTimersByTime(150);
    expect(published).toBe(before + 1);
  });

  it('shows the first summary sentence in place of the start of the body', () => {
    const rows = createMailRows();
    rows.add([head('a', null)]);
    rows.showResult({
      ...emptyResult('a'),
      summary: {
        sentences: [
          {
            text: 'The crane comes Thursday.',
            evidence: [{ quote: 'x', start: 0, end: 1 }],
            origin: 'extracted',
          },
        ],
        leftOut: null,
      },
    });
    vi.runAllTimers();
    expect(rows.rows.get()[0]).toMatchObject({ snippet: 'The crane comes Thursday.', hasSummary: true });
  });

  it('publishes at once when asked, so that a reload does not begin with an empty list', () => {
    const rows = createMailRows();
    rows.add([head('a', null)]);
    expect(rows.rows.get()).toEqual([]);
    rows.publish();
    expect(rows.rows.get().map(({ id }) => id)).toEqual(['a']);
  });

  it('leaves mails that are not in the list alone', () => {
    const rows = createMailRows();
    rows.showResult(emptyResult('sent-mail'));
    vi.runAllTimers();
    expect(rows.rows.get()).toEqual([]);
  });
});

describe('createMailRows with many mails', () => {
  it('keeps the order while mails come, go and come back', () => {
    const rows = createMailRows();
    const dated = (nth: number) =>
      head(`mail-${nth}`, new Date(1_790_000_000_000 + nth * 7_919_000).toISOString());
    const shuffled = Array.from({ length: 900 }, (_, nth) => (nth * 337) % 900);
    for (let at = 0; at < 900; at += 90) {
      rows.add(shuffled.slice(at, at + 90).map(dated));
      rows.current();
    }
    rows.remove(['mail-899', 'mail-3']);
    rows.add([dated(3)]);
    const expected = Array.from({ length: 899 }, (_, nth) => `mail-${898 - nth}`);
    expect(rows.current().map(({ id }) => id)).toEqual(expected);
    rows.publish();
  });

  it('gives the same list until something changes', () => {
    const rows = createMailRows();
    rows.add([head('a', null)]);
    const before = rows.current();
    expect(rows.current()).toBe(before);
    rows.showResult({ ...emptyResult('a'), phrased: true });
    expect(rows.current()).not.toBe(before);
    expect(rows.current()[0]?.phrased).toBe(true);
    rows.publish();
  });
});
