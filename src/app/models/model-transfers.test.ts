import { describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { CANCELLED, DesksideError, type Failure } from '../../contracts/failure';
import type { InstallProgress } from '../../contracts/model';
import { installLockOf } from '../../models/weight-store';
import { createLocalLocks } from '../../platform/locks';
import { createModelTransfers } from './model-transfers';
import type { TransferNote } from './transfer-channel';

const HALF: InstallProgress = {
  ...{ modelId: 'tiny', phase: 'fetching', doneBytes: 5, totalBytes: 10 },
  ...{ bytesPerSecond: 0, secondsLeft: null },
};
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Tabs of one browser: what one tells, the others hear; they share their locks. */
function openBrowser() {
  const tabs: ((note: TransferNote) => void)[] = [];
  const locks = createLocalLocks();

  function openTab() {
    const heard: (InstallProgress | null)[] = [];
    const ended: (Failure | null)[] = [];
    const abandoned: string[] = [];
    const changed: string[] = [];
    let hear: (note: TransferNote) => void = () => undefined;
    let alive = true;
    tabs.push((note) => hear(note));
    const own = tabs.length - 1;
    const transfers = createModelTransfers({
      locks,
      graceMs: 20,
      channel: {
        tell(note) {
          if (alive) tabs.forEach((tell, i) => i !== own && queueMicrotask(() => tell(note)));
        },
        listen: (listener) => (hear = listener),
      },
      listeners: {
        onProgress: (_modelId, progress) => heard.push(progress),
        onEnd: async (_modelId, failure) => void ended.push(failure),
        onChanged: (modelId) => changed.push(modelId),
        onAbandoned: (modelId) => abandoned.push(modelId),
      },
    });
    return { transfers, heard, ended, abandoned, changed, die: () => (alive = false) };
  }

  /** Writes the model under its lock, as the installer does. */
  const install =
    (until: Promise<void>) =>
    (signal: AbortSignal, onProgress: (progress: InstallProgress) => void): Promise<void> =>
      locks.run(installLockOf('tiny'), signal, async () => {
        onProgress(HALF);
        const aborted = new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new DesksideError(CANCELLED)));
        });
        await Promise.race([until, aborted]);
      });

  return { openTab, install };
}

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

describe('transfers', () => {
  it('run once in a tab, however often they are asked for', async () => {
    const { openTab } = openBrowser();
    const work = vi.fn(async () => tick());
    const { transfers } = openTab();
    await Promise.all([transfers.run('tiny', work), transfers.run('tiny', work)]);
    expect(work).toHaveBeenCalledTimes(1);
    await transfers.run('tiny', work);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('are seen in the other tabs, and so is how they end', async () => {
    const { openTab, install } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    const { open, passed } = gate();
    const running = one.transfers.run('tiny', install(passed));
    await tick();
    expect(other.heard).toEqual([HALF]);
    open();
    await running;
    await tick();
    expect(other.heard).toEqual([HALF, null]);
    expect(other.ended).toEqual([null]);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(other.abandoned).toEqual([]);
  });

  it('can be stopped from another tab', async () => {
    const { openTab, install } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    const running = one.transfers.run('tiny', install(gate().passed));
    const outcome = expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await tick();
    await other.transfers.stop('tiny');
    await outcome;
    await tick();
    expect(other.ended).toMatchObject([{ code: 'cancelled' }]);
  });

  it('are taken over when their tab dies, which says nothing any more', async () => {
    const { openTab, install } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    const { open, passed } = gate();
    void one.transfers.run('tiny', install(passed));
    await tick();
    one.die();
    // The browser gives the locks of a dead tab back.
    open();
    await eventually(() => expect(other.abandoned).toEqual(['tiny']));
    expect(other.heard.at(-1)).toBeNull();
  });

  it('go on while anybody waits for them, and end in every tab when the last has left', async () => {
    const { openTab, install } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    const leaving = new AbortController();
    const staying = new AbortController();
    const first = one.transfers.run('tiny', install(gate().passed), staying.signal);
    const second = one.transfers.run('tiny', install(gate().passed), leaving.signal);
    const queued = other.transfers.run('tiny', install(gate().passed));
    const outcomes = Promise.allSettled([first, second, queued]);
    await tick();
    leaving.abort();
    await expect(second).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    expect(one.transfers.isRunning('tiny')).toBe(true);
    staying.abort();
    for (const outcome of await outcomes) expect(outcome.status).toBe('rejected');
    expect(one.transfers.isRunning('tiny') || other.transfers.isRunning('tiny')).toBe(false);
  });

  it('do not begin for a caller who has left already', async () => {
    const { openTab, install } = openBrowser();
    const { transfers } = openTab();
    const run = transfers.run('tiny', install(gate().passed), AbortSignal.abort());
    await expect(run).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    await eventually(() => expect(transfers.isRunning('tiny')).toBe(false));
  });

  it('are not taken over when the other tab has ended one and begun the next', async () => {
    const { openTab, install } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    const first = gate();
    const running = one.transfers.run('tiny', install(first.passed));
    await tick();
    first.open();
    await running;
    const next = gate();
    const again = one.transfers.run('tiny', install(next.passed));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(other.abandoned).toEqual([]);
    next.open();
    await again;
  });

  it('of another kind wait for the one that runs', async () => {
    const { openTab } = openBrowser();
    const { transfers } = openTab();
    const order: string[] = [];
    const first = transfers.run('tiny', async () => {
      await tick();
      order.push('install');
    });
    const second = transfers.runAfter('tiny', async () => void order.push('repair'));
    await Promise.all([first, second]);
    expect(order).toEqual(['install', 'repair']);
  });

  it('tell the other tabs of what was removed', async () => {
    const { openTab } = openBrowser();
    const [one, other] = [openTab(), openTab()];
    one.transfers.tellChanged('tiny');
    await tick();
    expect(other.changed).toEqual(['tiny']);
    expect(one.changed).toEqual([]);
  });
});
