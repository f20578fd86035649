import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import type { FakeMail } from '../../tests/fixtures/fake-mail';
import { expectNoViolations } from '../../tests/fixtures/no-violations';
import { renderApp } from '../../tests/fixtures/render-app';
import { windowAt } from '../app/briefing/briefing-window';

const MAILS: readonly FakeMail[] = [
  { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado' },
  { id: 'dinner', category: 'read', subject: 'Dinner plans' },
  { id: 'invoice', category: 'reply', subject: 'Invoice to approve', sender: 'Femke Bakker' },
];

let app: FakeApp;
const picker = () => page.getByRole('combobox', { name: 'Mail to show' });
const lift = () => page.getByRole('button', { name: 'Show mail of any time' });
const row = (name: RegExp) => page.getByRole('treeitem', { name });
const seenAt = (at: number) => ({ at, through: at });
const yesterday = seenAt(Date.now() - 86_400_000);

/** One mail came in since yesterday's briefing; two were there before. */
beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp(MAILS);
  app.lastBriefing = yesterday;
  app.set.rows.update((rows) =>
    rows.map((each) => ({
      ...each,
      addedAt: each.id === 'audit' ? new Date().toISOString() : '2026-01-01T00:00:00.000Z',
      date: '2026-01-01T00:00:00.000Z',
    })),
  );
  app.set.digest.set({
    happened: 'One mail came in.',
    needsYou: [
      { id: 'audit', sender: 'Ines Prado', line: 'Can you come?', urgent: false },
      { id: 'invoice', sender: 'Femke Bakker', line: 'Is it right?', urgent: false, earlier: true },
    ],
    counts: { reply: 1, act: 0, read: 0, skip: 0 },
  });
  app.set.window.set(windowAt('last', new Date(), yesterday));
});

async function openDesk() {
  await renderApp(app);
  await expect.element(page.getByRole('heading', { name: 'Briefing' })).toBeVisible();
}

describe('a briefing since the last one', () => {
  test('has its mails alone in the list and in the counts, and says that it has', async () => {
    await openDesk();
    await expect.element(picker()).toHaveValue('last');
    await expect.element(row(/Audit on Friday/)).toBeVisible();
    await expect.element(row(/Dinner plans/)).not.toBeInTheDocument();
    await expect.element(page.getByText('1 of 3', { exact: true })).toBeVisible();
    await expect.element(page.getByRole('button', { name: '1 Reply' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: '0 Read' })).toBeVisible();
    await expect
      .element(page.getByText(/^1 new mail since .+, and 1 still open from before\.$/))
      .toBeVisible();
    await expectNoViolations();
  });

  test('is taken away by one button, for now: the choice stays', async () => {
    await openDesk();
    await lift().click();
    await expect.element(row(/Dinner plans/)).toBeVisible();
    await expect.element(lift()).not.toBeInTheDocument();
    await expect.element(picker()).toHaveFocus();
    expect(app.calls).toEqual([{ what: 'lift-window' }]);
  });

  test('is exchanged for another by the palette, from anywhere', async () => {
    await renderApp(app, '#/settings');
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('option', { name: 'Overnight' })).toBeVisible();
    await expect
      .element(page.getByRole('option', { name: 'Since the last briefing' }))
      .not.toBeInTheDocument();
    await userEvent.keyboard('everything{Enter}');
    await expect.element(picker()).toHaveValue('everything');
    await expect.element(row(/Dinner plans/)).toBeVisible();
  });

  test('is exchanged for another by key', async () => {
    await openDesk();
    (picker().element() as HTMLElement).focus();
    await userEvent.keyboard('{End}');
    await expect.element(picker()).toHaveValue('everything');
    await expect.element(row(/Dinner plans/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: '2 Reply' })).toBeVisible();
    expect(app.calls).toEqual([{ what: 'choose-window', kind: 'everything' }]);
  });

  test('is what paper and the clipboard get', async () => {
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await openDesk();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    const text = copied.mock.calls[0]?.[0];
    expect(text).toMatch(/\n1 new mail since .+, and 1 still open from before\.\n/);
    expect(text).toMatch(/## What needs you now\n\n- \*\*Ines Prado:\*\*/);
    expect(text).toMatch(/## Still open from before\n\n- \*\*Femke Bakker:\*\*/);
    expect(text).not.toContain('Dinner plans');

    dispatchEvent(new Event('beforeprint'));
    const printed = [...document.querySelectorAll('.print-only')].map((part) => part.textContent).join(' ');
    expect(printed).toContain('Audit on Friday');
    expect(printed).not.toContain('Dinner plans');
    dispatchEvent(new Event('afterprint'));
  });

  test('that nothing came in for says so, and leads to everything; a search that finds nothing leads both ways', async () => {
    app.set.window.set(windowAt('last', new Date(), seenAt(Date.now())));
    await openDesk();
    await expect.element(page.getByText('No mail of this time.')).toBeVisible();
    await expect
      .element(page.getByText(/^Nothing new since .+, and 1 still open from before\.$/))
      .toBeVisible();
    await page.getByRole('searchbox', { name: 'Search in the list' }).fill('dinner');
    await expect.element(page.getByRole('button', { name: 'Show all mail' })).toBeVisible();
    await page.getByText('Show mail of any time', { exact: true }).click();
    await expect.element(row(/Dinner plans/)).toBeVisible();
    await expect.element(row(/Audit on Friday/)).not.toBeInTheDocument();
  });
});

test('before anything can be chosen there is nothing to choose', async () => {
  app.set.window.update((window) => ({
    ...window,
    kind: 'everything',
    since: null,
    offered: ['everything'],
  }));
  await openDesk();
  await expect.element(row(/Dinner plans/)).toBeVisible();
  await expect.element(picker()).not.toBeInTheDocument();
});

test('a phone has room for it, and speaks of it in the language of the page', async () => {
  await page.viewport(360, 900);
  app.set.settings.update((settings) => ({ ...settings, language: 'de' }));
  await renderApp(app);
  await expect.element(page.getByRole('combobox', { name: 'Gezeigte E-Mails' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'E-Mails aus jeder Zeit zeigen' }).click();
  await expect.element(row(/Dinner plans/)).toBeInTheDocument();
});
