import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import type { FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import { windowAt } from '../app/briefing/briefing-window';

const MAILS: readonly FakeMail[] = [
  { id: 'invoice', category: 'reply', subject: 'Invoice to approve', sender: 'Femke Bakker' },
  { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado' },
  { id: 'visit', category: 'reply', subject: 'Visit in November', sender: 'Tomás Núñez' },
  { id: 'dinner', category: 'read', subject: 'Dinner plans' },
];

let app: FakeApp;
const row = (name: RegExp) => page.getByRole('treeitem', { name });
const tree = () => document.getElementById('mail-tree');
const selected = () =>
  [...document.querySelectorAll('[role=treeitem][aria-selected=true] .subject')].map((each) =>
    each.textContent.trim(),
  );

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp(MAILS);
});

async function openList() {
  await renderApp(app);
  await expect.element(page.getByRole('tree')).toBeVisible();
}

describe('several mails at once', () => {
  test('Ctrl and click add mails, Shift and click take all between', async () => {
    await openList();
    await row(/Invoice to approve/).click({ modifiers: ['Control'] });
    await row(/Dinner plans/).click({ modifiers: ['Control'] });
    expect(selected()).toEqual(['Invoice to approve', 'Dinner plans']);
    await row(/Invoice to approve/).click({ modifiers: ['Control'] });
    await row(/Audit on Friday/).click({ modifiers: ['Shift'] });
    await expect.poll(selected).toEqual(['Invoice to approve', 'Audit on Friday']);
    expect(location.hash).toBe('#/');
  });

  test('x and Shift with the arrows select by key, and Escape ends it', async () => {
    await openList();
    await userEvent.keyboard('jjx');
    expect(selected()).toEqual(['Invoice to approve']);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await expect.poll(selected).toEqual(['Invoice to approve', 'Audit on Friday', 'Visit in November']);
    await userEvent.keyboard('{Escape}');
    await expect.poll(selected).toEqual([]);
    await expect.element(page.getByRole('tree')).toHaveFocus();
  });

  test('Ctrl+A takes the group of the cursor and no other', async () => {
    await openList();
    await userEvent.keyboard('jj{Control>}a{/Control}');
    await expect.element(page.getByText('3 selected')).toBeVisible();
  });

  test('a number sorts all that are selected, and z takes all of it back', async () => {
    await openList();
    await userEvent.keyboard('jjx{Shift>}{ArrowDown}{/Shift}4');
    await expect.element(page.getByText('2 mails sorted as Skip.', { exact: false })).toBeVisible();
    await expect.element(row(/Can be skipped 2/)).toBeVisible();
    await userEvent.keyboard('z');
    await expect.element(row(/Needs a reply 3/)).toBeVisible();
    expect(app.calls.map(({ what }) => what)).toEqual([
      'correct',
      'correct',
      'undo-correction',
      'undo-correction',
    ]);
  });

  test('what is deleted comes back by its button, and before it by Ctrl+Z', async () => {
    await openList();
    await userEvent.keyboard('jj#');
    await expect.element(row(/Invoice to approve/)).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(row(/Invoice to approve/)).toBeVisible();
    tree()?.focus();
    await userEvent.keyboard('{Home}{ArrowDown}#');
    await expect.element(row(/Invoice to approve/)).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(row(/Invoice to approve/)).toBeVisible();
    // Each can be taken back once.
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(app.calls.filter(({ what }) => what === 'remove-mail')).toHaveLength(2);
  });

  test('what could not be taken back can be taken back again', async () => {
    const remove = app.removeMail.bind(app);
    let fails = true;
    app = {
      ...app,
      async removeMail(ids) {
        const putBack = await remove(ids);
        return async () => {
          if (fails) throw new Error('The disk is full.');
          await putBack();
        };
      },
    };
    await openList();
    await userEvent.keyboard('jj#');
    await expect.element(row(/Invoice to approve/)).not.toBeInTheDocument();
    await userEvent.keyboard('z');
    await expect.element(page.getByText('Something went wrong', { exact: false })).toBeVisible();
    fails = false;
    await userEvent.keyboard('z');
    await expect.element(row(/Invoice to approve/)).toBeVisible();
  });

  test('done mails leave their group for the last, which is folded', async () => {
    await openList();
    await userEvent.keyboard('jjd');
    await expect.element(row(/Needs a reply 2/)).toBeVisible();
    await expect.element(row(/Done 1/)).toHaveAttribute('aria-expanded', 'false');
    await userEvent.keyboard('z');
    await expect.element(row(/Needs a reply 3/)).toBeVisible();
  });

  test('in an open mail, d goes on to the next', async () => {
    await renderApp(app, '#/mail/invoice');
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).toBeVisible();
    await userEvent.keyboard('d');
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
    expect(app.calls).toEqual([{ what: 'mark-done', ids: ['invoice'], done: true }]);
  });

  test('a mail that is dragged onto a group is sorted so', async () => {
    await openList();
    const transfer = new DataTransfer();
    await expect.element(row(/Audit on Friday/)).toBeVisible();
    const from = row(/Audit on Friday/).element();
    const onto = row(/Worth reading/).element();
    const fire = (target: Element, type: string) =>
      target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    fire(from, 'dragstart');
    fire(onto, 'dragover');
    fire(onto, 'drop');
    await expect.element(row(/Worth reading 2/)).toBeVisible();
  });
});

test('a notice that was dismissed comes back with z', async () => {
  app.set.notices.set([{ id: 'a', tone: 'info', text: 'The store was mended.' }]);
  await openList();
  await page.getByRole('button', { name: 'Dismiss: The store was mended.' }).click();
  await expect.element(page.getByText('The store was mended.')).not.toBeInTheDocument();
  tree()?.focus();
  await userEvent.keyboard('z');
  await expect.element(page.getByText('The store was mended.')).toBeVisible();
});

describe('the palette', () => {
  const input = () => page.getByRole('combobox', { name: 'Find a command, view or mail' });

  test('tells assistive technology which line is meant, also for what was typed', async () => {
    await openList();
    await userEvent.keyboard('{Control>}k{/Control}');
    await input().fill('no such words');
    const meant = () => input().element().getAttribute('aria-activedescendant') ?? '';
    await expect.poll(() => document.getElementById(meant())?.textContent).toContain('no such words');
    expect(meant()).not.toMatch(/\s/);
  });

  test('goes to a view by its name, and gives the focus to it', async () => {
    await openList();
    await userEvent.keyboard('{Control>}k{/Control}');
    await input().fill('settings');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    expect(location.hash).toBe('#/settings');
    await expect.element(page.getByRole('main')).toHaveFocus();
  });

  test('opens a mail by its sender, whose accents do not matter', async () => {
    await openList();
    await userEvent.keyboard('{Control>}k{/Control}');
    await input().fill('nunez');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Visit in November' })).toBeVisible();
  });

  test('changes a setting', async () => {
    await openList();
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByRole('option', { name: 'Dark theme' }).click();
    expect(app.calls).toEqual([{ what: 'settings', change: { theme: 'dark' } }]);
    await expect.element(input()).not.toBeInTheDocument();
  });

  test('opens from within a text, and shows the key of each command', async () => {
    await openList();
    await userEvent.keyboard('/');
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('option', { name: /All keys.*\?/ })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect
      .element(page.getByRole('textbox', { name: 'Search in the list' }).or(page.getByRole('searchbox')))
      .toHaveFocus();
  });
});

describe('coming back', () => {
  test('tells what came since the last visit and what is left over, and starts with the first', async () => {
    const yesterday = Date.now() - 86_400_000;
    const now = new Date().toISOString();
    app.set.rows.update((rows) =>
      rows.map((each) => ({ ...each, addedAt: each.id === 'visit' ? '2026-01-01T00:00:00.000Z' : now })),
    );
    app.set.digest.set({
      happened: 'Three mails came in.',
      needsYou: [
        { id: 'audit', sender: 'Ines Prado', line: 'Can you come?', urgent: true },
        { id: 'visit', sender: 'Tomás Núñez', line: 'Which day?', urgent: false, earlier: true },
      ],
      counts: { reply: 2, act: 0, read: 1, skip: 0 },
    });
    app.set.window.set(windowAt('last', new Date(), { at: yesterday, through: yesterday }));
    await openList();
    await expect
      .element(page.getByText(/3 new mails since yesterday at \d\d:\d\d, and 1 still open from before\./))
      .toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Still open from before' })).toBeVisible();
    await page.getByRole('button', { name: 'Done: Tomás Núñez' }).click();
    await expect
      .element(page.getByRole('heading', { name: 'Still open from before' }))
      .not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Start with Ines Prado' }).click();
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
  });

  test('one button sorts what is not sorted yet', async () => {
    app.set.rows.update((rows) => rows.map((each) => ({ ...each, category: null })));
    await openList();
    await page.getByRole('button', { name: 'Brief me on 4 mails' }).click();
    expect(app.calls).toEqual([{ what: 'start-briefing' }]);
  });

  test('closing a mail goes back to the list, so that back does not open it again', async () => {
    await openList();
    const before = history.length;
    await row(/Audit on Friday/).click();
    await page.getByRole('button', { name: 'Close the mail' }).click();
    await expect.poll(() => location.hash).toBe('#/');
    await expect.element(page.getByRole('article', { name: 'Mail' })).not.toBeInTheDocument();
    expect(history.length).toBe(before + 1);
    history.forward();
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
    history.back();
    await expect.poll(() => location.hash).toBe('#/');
  });

  test('the title names the mail, and how far the briefing is', async () => {
    await renderApp(app, '#/mail/audit');
    await expect.poll(() => document.title).toBe('Audit on Friday · Deskside');
    app.set.briefing.set({ ...IDLE, state: 'running', done: 1, total: 4, activity: 'Sorting' });
    await expect.poll(() => document.title).toBe('25 % · Audit on Friday · Deskside');
  });

  test('a view that was left by a link is where it was scrolled to, after going back', async () => {
    await page.viewport(1440, 500);
    await renderApp(app, '#/settings');
    await expect.element(page.getByRole('heading', { name: 'Your data' })).toBeInTheDocument();
    const scroller = () => document.querySelector('.page');
    scroller()?.scrollTo({ top: 300 });
    await expect.poll(() => scroller()?.scrollTop).toBe(300);
    // Noted when the browser tells of it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Briefing', exact: true })
      .click();
    await expect.element(page.getByRole('tree')).toBeVisible();
    history.back();
    await expect.poll(() => scroller()?.scrollTop).toBe(300);
  });
});

test('the tour points at real things, goes on by its button, and never comes again', async () => {
  localStorage.removeItem('deskside.tour');
  const empty = createFakeApp();
  const full = createFakeApp(
    MAILS.map((mail) => ({ ...mail, summary: [{ text: 'Hello.', quote: 'Hello' }], draft: 'Hi,' })),
  );
  Object.assign(empty, { detail: full.detail });
  const first = await renderApp(empty);
  await page.getByRole('button', { name: 'Try it with a sample night' }).click();
  empty.set.rows.set(full.rows.get());
  await expect.element(page.getByRole('heading', { name: 'Every mail is sorted' })).toBeVisible();
  expect(document.querySelector('.tour-target')?.id).toBe('mail-tree');
  for (const title of ['Each sentence can be checked', 'Drafts leave blanks', 'Everything else']) {
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
    expect(document.querySelectorAll('.tour-target')).toHaveLength(1);
  }
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect.element(page.getByText('4 of 4')).not.toBeInTheDocument();
  await first.unmount();

  const again = createFakeApp();
  await renderApp(again);
  await page.getByRole('button', { name: 'Try it with a sample night' }).click();
  again.set.rows.set(full.rows.get());
  await expect.element(page.getByRole('tree')).toBeVisible();
  await expect.element(page.getByText('1 of 4')).not.toBeInTheDocument();
});
