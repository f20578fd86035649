import { expect, it } from 'vitest';
import { eventually } from '../../tests/support/eventually';
import { createHistory } from '../history/history';
import { createMemoryHistoryStorage } from '../history/memory-history-storage';
import { outlineOf } from '../history/message-outline';
import { createObservable } from '../platform/observable';
import { makeMessage } from '../../tests/support/make-message';
import type { BriefingWindow } from './api';
import { windowAt } from './briefing/briefing-window';
import { createChangeBus } from './change-bus';
import { createDigestView } from './digest-view';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';

const MORNING = new Date('2026-11-25T08:00:00Z');
const LAST = { at: Date.UTC(2026, 10, 24, 18, 5), through: Date.UTC(2026, 10, 24, 18) };

/** A desk with mails that want a reply: when each came in, by its id. The newest came first. */
async function openDesk(arrivals: Readonly<Record<string, string>>) {
  const history = createHistory(createMemoryHistoryStorage());
  const rows = createMailRows();
  const results = createMailResults(history, rows, createChangeBus());
  const window = createObservable<BriefingWindow>(windowAt('last', MORNING, LAST));
  for (const [index, [id, addedAt]] of Object.entries(arrivals).entries()) {
    const date = new Date(MORNING.getTime() - index * 60_000).toISOString();
    const message = makeMessage({ id, date, messageId: `<${id}@x.example>`, threadId: id });
    await history.messages.add([message], addedAt);
    rows.add([{ ...outlineOf(message), addedAt }]);
    await results.change(id, (result) => ({
      ...result,
      triage: {
        ...{ category: 'reply', urgent: false, confidence: 0.9, urgency: 0.1, source: 'classifier' },
        probabilities: { reply: 0.9, act: 0.1, read: 0, skip: 0 },
        reasons: [],
      },
    }));
  }
  const view = createDigestView(results, rows, () => ({ name: '', address: '', role: '' }), window);
  await view.refresh();
  const told = () => view.digest.get()?.needsYou.map(({ id, earlier = false }) => [id, earlier]);
  const urge = (id: string) =>
    results.change(id, (result) => ({
      ...result,
      triage: result.triage && { ...result.triage, urgent: true },
    }));
  return { view, window, told, urge };
}

it('sums up what the window holds, and keeps what is still open from before apart', async () => {
  const { view, window, told } = await openDesk({
    before: '2026-11-24T17:00:00.000Z',
    since: '2026-11-25T07:00:00.000Z',
  });
  expect(told()).toEqual([
    ['since', false],
    ['before', true],
  ]);
  expect(view.digest.get()?.counts.reply).toBe(1);

  window.set(windowAt('everything', MORNING, LAST));
  await eventually(() => expect(view.digest.get()?.counts.reply).toBe(2));
  expect(told()?.every(([, earlier]) => !earlier)).toBe(true);
});

it('leaves out nothing of the window for the sake of newer mail that was there before', async () => {
  const many = Array.from({ length: 400 }, (_, index) => [`b${index}`, '2026-11-24T17:00:00.000Z']);
  const { told } = await openDesk({ ...Object.fromEntries(many), old: '2026-11-25T07:00:00.000Z' });
  expect(told()?.[0]).toEqual(['old', false]);
});

it('counts all mails, and names what presses most however old it is', async () => {
  const many = Array.from({ length: 449 }, (_, index) => [`b${index}`, '2026-11-25T07:00:00.000Z']);
  const { view, told, urge } = await openDesk({
    ...Object.fromEntries(many),
    oldest: '2026-11-25T07:00:00.000Z',
  });
  await urge('oldest');
  await view.refresh();
  expect(view.digest.get()?.happened).toMatch(/^450 mails from 1 sender came in\. 450 wait for your answer/);
  expect(view.digest.get()?.counts.reply).toBe(450);
  expect(told()?.[0]).toEqual(['oldest', false]);
});

it('is none as long as nothing is sorted', async () => {
  const history = createHistory(createMemoryHistoryStorage());
  const rows = createMailRows();
  rows.add([outlineOf(makeMessage({ id: 'unsorted' }))]);
  const results = createMailResults(history, rows, createChangeBus());
  const window = createObservable<BriefingWindow>(windowAt('everything', MORNING, null));
  const view = createDigestView(results, rows, () => ({ name: '', address: '', role: '' }), window);
  await view.refresh();
  expect(view.digest.get()).toBeNull();
});
