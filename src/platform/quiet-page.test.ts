import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onHidden, watchQuiet } from './quiet-page';

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  show(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const page = new Page();
const asDocument = page as unknown as Document;

beforeEach(() => {
  vi.useFakeTimers();
  page.visibilityState = 'visible';
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a quiet page', () => {
  let atWork = false;
  const watch = () => {
    const onQuiet = vi.fn();
    atWork = false;
    const end = watchQuiet(20_000, () => atWork, onQuiet, asDocument);
    return { onQuiet, end };
  };

  it('is one without work or input for so long, and again after as long', () => {
    const { onQuiet, end } = watch();
    vi.advanceTimersByTime(19_000);
    expect(onQuiet).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(onQuiet).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(21_000);
    expect(onQuiet).toHaveBeenCalledTimes(2);
    end();
    vi.advanceTimersByTime(60_000);
    expect(onQuiet).toHaveBeenCalledTimes(2);
  });

  it('is none while someone types, while there is work, and while it is hidden', () => {
    const { onQuiet, end } = watch();
    vi.advanceTimersByTime(15_000);
    page.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(15_000);
    atWork = true;
    vi.advanceTimersByTime(60_000);
    atWork = false;
    vi.advanceTimersByTime(15_000);
    page.show('hidden');
    vi.advanceTimersByTime(60_000);
    page.show('visible');
    vi.advanceTimersByTime(15_000);
    expect(onQuiet).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(onQuiet).toHaveBeenCalledOnce();
    end();
  });
});

it('tells when nobody looks any more', () => {
  const hidden = vi.fn();
  const end = onHidden(hidden, asDocument);
  page.show('visible');
  expect(hidden).not.toHaveBeenCalled();
  page.show('hidden');
  expect(hidden).toHaveBeenCalledOnce();
  end();
  page.show('hidden');
  expect(hidden).toHaveBeenCalledOnce();
});
