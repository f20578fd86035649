import { describe, expect, it, vi } from 'vitest';
import { registerServiceWorker, type ReloadOffer } from './service-worker-registration';

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly postMessage = vi.fn();

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  controller: FakeWorker | null = null;
  readonly register = vi.fn(async () => this.registration);
  readonly ready = Promise.resolve(this.registration);
}

async function visit({ isolated = true, touched = false, working = false, reloadedBefore = false } = {}) {
  const container = new FakeContainer();
  const session = new Map<string, string>();
  if (reloadedBefore) session.set('deskside-reloaded-for-threads', 'yes');
  const offers: ReloadOffer[] = [];
  const reload = vi.fn();
  await registerServiceWorker(
    { isWorking: () => working, onOffer: (offer) => offers.push(offer) },
    {
      serviceWorker: container as unknown as ServiceWorkerContainer,
      crossOriginIsolated: isolated,
      touched: () => touched,
      storage: {
        getItem: (key) => session.get(key) ?? null,
        setItem: (key, value) => session.set(key, value),
      },
      reload,
    },
  );
  return { container, offers, reload, session };
}

describe('threads', () => {
  it('leaves an isolated page alone', async () => {
    const { reload, offers } = await visit({ isolated: true });
    expect(reload).not.toHaveBeenCalled();
    expect(offers).toEqual([]);
  });

  it('reloads a fresh page that is not isolated, and only once a session', async () => {
    const first = await visit({ isolated: false });
    expect(first.reload).toHaveBeenCalledTimes(1);
    expect(first.session.size).toBe(1);
    const second = await visit({ isolated: false, reloadedBefore: true });
    expect(second.reload).not.toHaveBeenCalled();
    expect(second.offers).toEqual([]);
  });

  it.each([{ touched: true }, { working: true }])('asks first when the page is in use: %o', async (use) => {
    const { reload, offers, session } = await visit({ isolated: false, ...use });
    expect(reload).not.toHaveBeenCalled();
    expect(session.size).toBe(0);
    expect(offers.map((offer) => offer.reason)).toEqual(['threads']);
    offers[0]?.accept();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe('updates', () => {
  it('does not call the first version an update', async () => {
    const { container, offers } = await visit();
    const worker = new FakeWorker();
    container.registration.installing = worker;
    container.registration.dispatchEvent(new Event('updatefound'));
    worker.become('installed');
    expect(offers).toEqual([]);
  });

  it('offers a new version and reloads only after it was accepted and took over', async () => {
    const { container, offers, reload } = await visit();
    container.controller = new FakeWorker();
    const update = new FakeWorker();
    container.registration.installing = update;
    container.registration.dispatchEvent(new Event('updatefound'));
    update.become('installed');
    expect(offers.map((offer) => offer.reason)).toEqual(['update']);

    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();

    offers[0]?.accept();
    expect(update.postMessage).toHaveBeenCalledWith('apply-update');
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

it('goes on without a service worker when the browser refuses it', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const container = new FakeContainer();
  container.register.mockRejectedValue(new DOMException('no', 'SecurityError'));
  const reload = vi.fn();
  await registerServiceWorker(
    { isWorking: () => false, onOffer: vi.fn() },
    {
      serviceWorker: container as unknown as ServiceWorkerContainer,
      crossOriginIsolated: false,
      touched: () => false,
      storage: { getItem: () => null, setItem: vi.fn() },
      reload,
    },
  );
  expect(reload).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledOnce();
});
