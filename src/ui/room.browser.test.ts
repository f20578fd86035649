import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import { renderApp } from '../../tests/fixtures/render-app';

const app = createFakeApp([
  { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado', draft: 'Hi,' },
  { id: 'dinner', category: 'read', subject: 'Dinner plans' },
]);

test('what points along the line points the other way from right to left, and a switch stays in its frame', async () => {
  await page.viewport(1440, 800);
  const turned = (selector: string) =>
    [...document.querySelectorAll(selector)].map((icon) => getComputedStyle(icon).scale);
  const POINTING = '.lucide-chevron-right, .lucide-arrow-right, .lucide-send';
  const { unmount } = await renderApp(app, '#/');
  await expect.poll(() => turned(POINTING).length, { timeout: 12_000 }).toBeGreaterThan(0);
  expect(new Set(turned(POINTING))).toEqual(new Set(['none']));
  document.documentElement.dir = 'rtl';
  try {
    expect(new Set(turned(POINTING))).toEqual(new Set(['-1 1']));
    expect(new Set(turned('.lucide-chevron-down, .lucide-search'))).toEqual(new Set(['none']));
    await unmount();

    await renderApp(app, '#/settings');
    const switches = () => [...document.querySelectorAll('.switch[data-state=checked]')];
    await expect.poll(() => switches().length, { timeout: 12_000 }).toBeGreaterThan(0);
    for (const each of switches()) {
      const [frame, thumb] = [each, each.firstElementChild ?? each].map((part) =>
        part.getBoundingClientRect(),
      );
      expect(thumb?.left).toBeGreaterThanOrEqual(frame?.left ?? Infinity);
      expect(thumb?.right).toBeLessThanOrEqual(frame?.right ?? 0);
    }
  } finally {
    document.documentElement.removeAttribute('dir');
  }
});

describe('from right to left, and at 200 %', () => {
  const VIEWS = ['#/', '#/mail/audit', '#/settings', '#/models', '#/speed'];
  const overflowing = () =>
    [...document.querySelectorAll<HTMLElement>('html, main, .page, .digest, .screen, .rail, .list')]
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .map((each) => each.className || each.tagName);

  for (const [name, width] of [
    ['a desktop', 1440],
    ['200 % of a small laptop', 640],
    ['a phone', 390],
  ] as const) {
    test(`nothing runs out of the page on ${name}`, async () => {
      await page.viewport(width, 800);
      document.documentElement.dir = 'rtl';
      try {
        for (const hash of VIEWS) {
          const { unmount } = await renderApp(app, hash);
          await expect.element(page.getByRole('main')).toBeVisible();
          await expect
            .poll(() => document.querySelector('main :is(h1, h2)'), { timeout: 12_000 })
            .not.toBeNull();
          expect(overflowing(), hash).toEqual([]);
          await unmount();
        }
      } finally {
        document.documentElement.removeAttribute('dir');
      }
    });
  }
});
