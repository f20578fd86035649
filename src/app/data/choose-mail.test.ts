import { describe, expect, it } from 'vitest';
import { createHistory } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { correction, mail } from '../../history/testing/rows';
import { countMail, pastLimits } from './choose-mail';
import { retentionNotice } from './retention-notice';

const NOW = Date.parse('2026-11-27T08:00:00.000Z');

async function filled() {
  const history = createHistory(createMemoryHistoryStorage());
  await history.messages.add([
    mail('new', { date: '2026-11-26T08:00:00.000Z' }),
    mail('month', {
      date: '2026-10-20T08:00:00.000Z',
      from: { name: '', address: 'news@mail.letters.example' },
    }),
    mail('year', { date: '2025-10-20T08:00:00.000Z', from: { name: '', address: 'x@notletters.example' } }),
    mail('undated', { date: null }),
    mail('sent', { date: '2025-10-20T08:00:00.000Z', role: 'sent' }),
  ]);
  return history;
}

describe('which mail is meant', () => {
  it('is told by age, place and sender; mail without a date is never old', async () => {
    const history = await filled();
    const found = async (choice: Parameters<typeof countMail>[1]) =>
      (await countMail(history, choice, NOW)).ids.toSorted();
    expect(await found({ olderThanDays: 30 })).toEqual(['month', 'sent', 'year']);
    expect(await found({ olderThanDays: 30, role: 'inbox' })).toEqual(['month', 'year']);
    expect(await found({ sender: ' @Letters.example' })).toEqual(['month']);
    expect(await found({ sender: 'ada@example.org' })).toEqual(['new', 'sent', 'undated']);
    expect(await found({})).toHaveLength(5);
  });
});

describe('limits', () => {
  it('take what is past either, and hold what has the user’s work in it', async () => {
    const history = await filled();
    await history.corrections.put(correction('year'));
    expect(await pastLimits(history, { days: 30, newest: null }, NOW)).toEqual({
      free: ['month', 'sent'],
      held: ['year'],
    });
    const { free } = await pastLimits(history, { days: null, newest: 1 }, NOW);
    expect(free.toSorted()).toEqual(['month', 'undated']);
    expect(await pastLimits(history, { days: null, newest: null }, NOW)).toEqual({ free: [], held: [] });
  });

  it('are kept to with a word on what stayed', () => {
    expect(retentionNotice({ removed: 0, held: ['a'] })).toBeNull();
    expect(retentionNotice({ removed: 1200, held: ['a'] })?.text).toMatch(
      /1,200 mails .*1 mail past it stays/,
    );
  });
});
