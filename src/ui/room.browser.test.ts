import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp } from '../../tests/fixtures/fake-app';
import { renderApp } from '../../tests/fixtures/render-app';

const app = createFakeApp([
  { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado', draft: 'Hi,' },
  { id: 'dinner', category: 'read', subject: 'Dinner plans' },
]);

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
