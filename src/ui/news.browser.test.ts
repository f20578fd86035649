import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { renderApp } from '../../tests/fixtures/render-app';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([
    { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado' },
    { id: 'dinner', category: 'read', subject: 'Dinner plans' },
  ]);
});

describe('news of long work', () => {
  test('while another view is open, a toast tells that the briefing is ready', async () => {
    await renderApp(app, '#/settings');
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    app.set.briefing.set({ ...IDLE, state: 'running' });
    app.set.briefing.set({ ...IDLE, state: 'done' });
    await expect.element(page.getByText('The briefing is ready.')).toBeVisible();
    await page.getByRole('button', { name: 'Open' }).last().click();
    await expect.element(page.getByRole('tree')).toBeVisible();
  });

  test('the browser is asked for notifications only when the user turns them on', async () => {
    const asked = vi.spyOn(Notification, 'requestPermission').mockResolvedValue('denied');
    await renderApp(app, '#/settings');
    const control = page.getByRole('switch', { name: 'Tell me when long work is done' });
    await expect.element(control).toHaveAttribute('aria-checked', 'false');
    expect(asked).not.toHaveBeenCalled();
    await control.click();
    expect(asked).toHaveBeenCalledOnce();
    await expect.element(page.getByText(/does not let Deskside show notifications/)).toBeVisible();
    await expect.element(control).toHaveAttribute('aria-checked', 'false');
    asked.mockRestore();
  });
});

describe('copying', () => {
  test('c copies the briefing, and in a mail its summary', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    await userEvent.keyboard('c');
    await expect.element(page.getByText('The briefing is copied as Markdown.')).toBeVisible();
    expect(copied.mock.calls[0]?.[0]).toContain('## Needs a reply (1)');
    await page.getByRole('treeitem', { name: /Audit on Friday/ }).click();
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
    await userEvent.keyboard('c');
    await expect.poll(() => copied.mock.calls[1]?.[0]).toMatch(/^## Audit on Friday\n/);
    copied.mockRestore();
  });
});
