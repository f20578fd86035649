import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nextFrame } from './next-frame';

let draw: () => void;

beforeEach(() => {
  draw = () => undefined;
  vi.stubGlobal('document', { visibilityState: 'visible' });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => (draw = callback));
});
afterEach(() => void vi.unstubAllGlobals());

it('waits for a frame', async () => {
  const done = vi.fn();
  const waiting = nextFrame().then(done);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(done).not.toHaveBeenCalled();
  draw();
  await waiting;
});

it('waits for none in a page that nobody sees, which draws none', async () => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  await nextFrame();
});

it('goes on without a frame when the page is hidden meanwhile', async () => {
  // It is never drawn.
  await nextFrame();
});
