import { beforeEach, expect, test } from 'vitest';
import { fakeSource } from '../../../tests/fixtures/fake-sources';
import { createObservable } from '../../platform/observable';
import { createNoticeBoard } from '../notices';
import type { SourceCard } from './sources-api';
import { tellOfNeeds } from './tell-of-needs';

let board: ReturnType<typeof createNoticeBoard>;
let cards: ReturnType<typeof createObservable<readonly SourceCard[]>>;

beforeEach(() => {
  board = createNoticeBoard();
  cards = createObservable<readonly SourceCard[]>([fakeSource()]);
  tellOfNeeds(cards, board);
});

const show = (part: Partial<SourceCard>) => cards.set([fakeSource(part)]);
const notices = () => board.notices.get();

test.each(['signed-out', 'asks', 'failed'] as const)(
  'a source that brought mail and is %s is told of, until it brings mail again',
  (state) => {
    expect(notices()).toEqual([]);
    show({ state });
    expect(notices()).toMatchObject([{ tone: 'warning', text: expect.stringContaining('“Desk mail”') }]);
    show({ state: 'ready' });
    expect(notices()).toEqual([]);
  },
);

test('one that waits for another try, is being set up, or has its files picked is not', () => {
  show({ state: 'waiting' });
  show({ state: 'files' });
  show({ state: 'signed-out', syncedAt: null });
  expect(notices()).toEqual([]);
});

test('what was dismissed stays away while looks end as before, and comes back with the next trouble', () => {
  show({ state: 'failed' });
  for (const { id } of notices()) board.dismiss(id);
  show({ state: 'looking' });
  show({ state: 'failed' });
  expect(notices()).toEqual([]);
  show({ state: 'ready' });
  show({ state: 'failed' });
  expect(notices()).toHaveLength(1);
});

test('a source that is disconnected takes its notice along', () => {
  show({ state: 'signed-out' });
  cards.set([]);
  expect(notices()).toEqual([]);
});
