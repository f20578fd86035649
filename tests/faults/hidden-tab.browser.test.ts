import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp } from '../fixtures/fake-app';
import { fakeDraft } from '../fixtures/fake-mail';
import { renderApp } from '../fixtures/render-app';
import { setUp, TURNS, WHOLE } from '../support/fake-inference-client';

/** Browsers wake a hidden page's timers once a minute. */
const WAKE_EVERY_MS = 60_000;

/** As a page in a tab that nobody looks at: no animation frames, and timers that are held back. */
function hide(): void {
  const setTimer = globalThis.setTimeout;
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('setTimeout', (work: () => void, ms = 0) => setTimer(work, Math.max(ms, WAKE_EVERY_MS)));
  vi.stubGlobal('scheduler', undefined);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('in a hidden tab (fault 23)', () => {
  beforeEach(() => page.viewport(1440, 900));
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test('a model is loaded and an answer streamed as fast as in one that is shown', async () => {
    hide();
    const { generator } = setUp();
    const startedAt = performance.now();
    let streamed = '';
    const result = await generator.generate(
      { turns: TURNS, maxTokens: 99 },
      { onText: (piece) => (streamed += piece) },
    );
    expect(result.text).toBe(WHOLE);
    expect(streamed).toBe(WHOLE);
    expect(performance.now() - startedAt).toBeLessThan(WAKE_EVERY_MS / 4);
  });

  test('a draft grows on the page as it is written', async () => {
    const app = createFakeApp([{ id: 'audit', category: 'reply', sender: 'Ines Prado' }]);
    const { generator } = setUp();
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    app.writeDraft = async (_, { onText }) => {
      const { text } = await generator.generate({ turns: TURNS, maxTokens: 99 }, { onText });
      await held;
      return fakeDraft({ sender: 'Ines Prado' }, text);
    };
    await renderApp(app, '#/mail/audit');
    await expect.element(page.getByRole('button', { name: 'Write a draft' })).toBeVisible();
    hide();
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.value).toBe(WHOLE);
    expect(document.querySelector('textarea')?.readOnly).toBe(true);
    goOn();
    await expect.element(page.getByRole('button', { name: 'Stop' })).not.toBeInTheDocument();
  });
});
