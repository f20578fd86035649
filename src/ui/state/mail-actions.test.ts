import { expect, test, vi } from 'vitest';
import type { DesksideApp, MailRow } from '../../app/api';
import { MailActions } from './mail-actions';
import type { UndoableWork } from './undo-stack.svelte';

/** A desk that only remembers how to take the last thing back. */
function desk(rows: readonly Partial<MailRow>[]) {
  const app = {
    markDone: vi.fn(async () => undefined),
    correctAll: vi.fn(async (ids: readonly string[]) => ({
      ...{ corrected: ids.length, others: 0 },
      undo: takeBack,
    })),
  };
  const takeBack = vi.fn(async () => undefined);
  let undo = async (): Promise<unknown> => undefined;
  const actions = new MailActions({
    app: app as unknown as DesksideApp,
    toasts: {} as never,
    watched: { rows: { current: rows as readonly MailRow[] } as never },
    async doUndoably<T>(work: Promise<T>, about: UndoableWork<T>) {
      const done = await work;
      undo = async () => about.undo(done);
      return true;
    },
  });
  return { app, actions, takeBack, undo: () => undo() };
}

test('a mail that was dragged out of what is done goes back there when that is taken back', async () => {
  const { app, actions, takeBack, undo } = desk([
    { id: 'a', done: true },
    { id: 'b', done: false },
  ]);
  await actions.moveTo(['a', 'b'], 'read');
  expect(app.markDone).toHaveBeenCalledExactlyOnceWith(['a'], false);
  expect(app.correctAll).toHaveBeenCalledWith(['a', 'b'], { category: 'read' });
  await undo();
  expect(takeBack).toHaveBeenCalledTimes(1);
  expect(app.markDone).toHaveBeenLastCalledWith(['a'], true);
});

test('a mail that is only sorted stays open when that is taken back', async () => {
  const { app, actions, undo } = desk([{ id: 'b', done: false }]);
  await actions.label(['b'], 'skip');
  expect(app.correctAll).toHaveBeenCalledWith(['b'], { category: 'skip', urgent: false });
  await undo();
  expect(app.markDone).not.toHaveBeenCalled();
});
