import { beforeEach, expect, it, vi } from 'vitest';
import { createInstaller } from './installation';

class FakePage extends EventTarget {
  readonly modes = new Map<string, EventTarget & { matches: boolean }>();
  matchMedia(query: string): MediaQueryList {
    const mode = Object.assign(new EventTarget(), { matches: false });
    this.modes.set(/: ([\w-]+)/u.exec(query)?.[1] ?? '', mode);
    return mode as unknown as MediaQueryList;
  }
  offer(outcome: 'accepted' | 'dismissed') {
    const event = new Event('beforeinstallprompt', { cancelable: true });
    this.dispatchEvent(Object.assign(event, { prompt: vi.fn(async () => ({ outcome })) }));
    return event;
  }
}

let page: FakePage;
beforeEach(() => {
  page = new FakePage();
});

it('keeps the offer of the browser until the user wants it', async () => {
  const installer = createInstaller(page);
  expect(installer.installation.get()).toBe('by-hand');
  expect(await installer.ask()).toBe(false);
  // Else the browser would show its own bar at a moment of its choice.
  expect(page.offer('accepted').defaultPrevented).toBe(true);
  expect(installer.installation.get()).toBe('offered');
  expect(await installer.ask()).toBe(true);
  page.dispatchEvent(new Event('appinstalled'));
  expect(installer.installation.get()).toBe('installed');
});

it('does not ask again when the user said no', async () => {
  const installer = createInstaller(page);
  page.offer('dismissed');
  expect(await installer.ask()).toBe(false);
  expect(installer.installation.get()).toBe('by-hand');
});

it('knows a window of the installed app', () => {
  const installer = createInstaller(page);
  const mode = page.modes.get('standalone');
  if (!mode) throw new Error('The installer does not ask for the display mode.');
  mode.matches = true;
  mode.dispatchEvent(new Event('change'));
  expect(installer.installation.get()).toBe('installed');
});
