import { expect, it, vi } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import type { Launch } from '../../platform/arrivals/launch-queue';
import type { SharedThing } from '../../platform/arrivals/shared-things';
import { createLocalLocks } from '../../platform/locks';
import { receiveArrivals } from './receive-arrivals';

const APP = 'https://desk.example/app/';
const share = (key: string, ...names: string[]): SharedThing => ({
  ...{ key, title: '', text: names.length === 0 ? 'some words' : '', url: '' },
  files: names.map((name) => new File(['x'], name)),
});

function open(
  address: string,
  { shares = [] as SharedThing[], appWindow = false, agrees = true, take = async () => undefined } = {},
) {
  const waiting = [...shares];
  const replace = vi.fn();
  let launch: (launch: Launch) => void = () => undefined;
  const receiver = {
    take: vi.fn(take),
    confirm: vi.fn(async () => agrees),
    brief: vi.fn(),
    addMail: vi.fn(),
    open: vi.fn(),
    shareFailed: vi.fn(),
  };
  receiveArrivals(
    {
      address: { get: () => address, replace },
      isAppWindow: () => appWindow,
      watchLaunches: (onLaunch) => (launch = onLaunch),
      shares: {
        waiting: async () => [...waiting],
        drop: async (key) =>
          void waiting.splice(
            waiting.findIndex((one) => one.key === key),
            1,
          ),
      },
      locks: createLocalLocks(),
      now: () => new Date('2026-11-27T08:00:00Z'),
    },
    receiver,
  );
  return {
    receiver,
    waiting,
    replace,
    launch: (one: Partial<Launch>) => launch({ targetUrl: null, files: [], ...one }),
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

it('follows a shortcut once: a reload must not do it again', () => {
  const { receiver, replace } = open(`${APP}?do=brief#/`);
  expect(receiver.brief).toHaveBeenCalledTimes(1);
  expect(replace).toHaveBeenCalledWith(`${APP}#/`);
  expect(open(`${APP}?do=import`).receiver.addMail).toHaveBeenCalledTimes(1);
  expect(open(`${APP}?do=anything`).receiver.addMail).not.toHaveBeenCalled();
});

it('imports a share in the app’s own window at once, and asks in a tab, to which any page can post', async () => {
  const shares = [share('1', 'a.eml'), share('2')];
  const own = open(`${APP}?do=shared`, { shares, appWindow: true });
  await eventually(() => expect(own.waiting).toEqual([]));
  expect(own.receiver.confirm).not.toHaveBeenCalled();
  expect(own.receiver.take).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      mail: { inbox: [expect.objectContaining({ name: 'a.eml' })], sent: [] },
      documents: [expect.objectContaining({ name: 'Shared text, 2026-11-27 08:00.txt' })],
    }),
  );

  const tab = open(`${APP}?do=shared`, { shares, agrees: false });
  await eventually(() => expect(tab.waiting).toEqual([]));
  expect(tab.receiver.confirm).toHaveBeenCalledTimes(1);
  expect(tab.receiver.take).not.toHaveBeenCalled();
});

it('keeps a share until it is imported, and asks about what an earlier visit left', async () => {
  const crashed = open(`${APP}?do=shared`, {
    shares: [share('1', 'a.eml')],
    appWindow: true,
    take: () => new Promise(() => undefined),
  });
  await eventually(() => expect(crashed.receiver.take).toHaveBeenCalled());
  expect(crashed.waiting).toHaveLength(1);

  const next = open(APP, { shares: crashed.waiting, appWindow: true });
  await eventually(() => expect(next.receiver.take).toHaveBeenCalled());
  expect(next.receiver.confirm).toHaveBeenCalledWith(['a.eml']);
});

it('says when a share could not be kept, and asks nothing when none waits', async () => {
  const { receiver } = open(`${APP}?do=share-failed`);
  await settled();
  expect(receiver.shareFailed).toHaveBeenCalledTimes(1);
  expect(receiver.confirm).not.toHaveBeenCalled();
});

it('takes files that the app is opened with, and goes where a shortcut of a running app points', () => {
  const { receiver, launch } = open(APP);
  launch({ targetUrl: APP, files: [new File(['x'], 'Sent.mbox')] });
  expect(receiver.take).toHaveBeenCalledWith(
    expect.objectContaining({ mail: { inbox: [], sent: [expect.objectContaining({ name: 'Sent.mbox' })] } }),
  );
  launch({ targetUrl: `${APP}#/search` });
  expect(receiver.open).toHaveBeenCalledWith('#/search');
  launch({ targetUrl: APP });
  expect(receiver.open).toHaveBeenCalledTimes(1);
});
