import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import type { FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';

const MAILS: readonly FakeMail[] = [
  { id: 'dinner', category: 'read', subject: 'Dinner plans' },
  { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado' },
  { id: 'invoice', category: 'reply', urgent: true, subject: 'Invoice to approve', sender: 'Femke Bakker' },
  { id: 'offer', category: 'skip', subject: 'Our best offer' },
];

let app: FakeApp;
const activeRow = () => {
  const tree = document.getElementById('mail-tree');
  return document.getElementById(tree?.getAttribute('aria-activedescendant') ?? '');
};

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp(MAILS);
});

describe('the list', () => {
  test('j and k move through groups and mails, and Enter opens the mail', async () => {
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    await userEvent.keyboard('j');
    await expect.poll(() => activeRow()?.textContent).toContain('Needs a reply');
    await userEvent.keyboard('jj');
    await expect.poll(() => activeRow()?.textContent).toContain('Audit on Friday');
    await userEvent.keyboard('k');
    await expect.poll(() => activeRow()?.textContent).toContain('Invoice to approve');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).toBeVisible();
    expect(location.hash).toBe('#/mail/invoice');
  });

  test('j gives the focus to the list, from which assistive technology hears of the row', async () => {
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    await userEvent.keyboard('j');
    await expect.element(page.getByRole('tree')).toHaveFocus();
  });

  test('the focus goes to the list when the mail that had it is closed', async () => {
    await renderApp(app, '#/mail/invoice');
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).toBeVisible();
    (page.getByRole('region', { name: 'Text of the mail' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).not.toBeInTheDocument();
    await expect.element(page.getByRole('tree')).toHaveFocus();
  });

  test('on a phone, an open mail takes the focus and gives it back to the list', async () => {
    await page.viewport(390, 844);
    await renderApp(app);
    await page.getByRole('treeitem', { name: /Invoice to approve/ }).click();
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('tree')).toHaveFocus();
  });

  test('with a mail open, j goes to the next one and Escape back to the briefing', async () => {
    await renderApp(app, '#/mail/invoice');
    await expect.element(page.getByRole('heading', { name: 'Invoice to approve' })).toBeVisible();
    await userEvent.keyboard('j');
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => location.hash).toBe('#/');
    await expect.element(page.getByRole('article', { name: 'Mail' })).not.toBeInTheDocument();
  });

  test('tells assistive technology the level, place and state of each entry', async () => {
    await renderApp(app, '#/mail/audit');
    const row = page.getByRole('treeitem', { name: /Audit on Friday/ });
    await expect.element(row).toHaveAttribute('aria-level', '2');
    await expect.element(row).toHaveAttribute('aria-posinset', '2');
    await expect.element(row).toHaveAttribute('aria-setsize', '2');
    await expect.element(row).toHaveAttribute('aria-current', 'true');
    await expect.element(row).toHaveAttribute('aria-selected', 'false');
    const skipped = page.getByRole('treeitem', { name: /Can be skipped/ });
    await expect.element(skipped).toHaveAttribute('aria-expanded', 'false');
  });

  test('arrow keys on the focused list fold and unfold a group', async () => {
    await renderApp(app);
    await page.getByRole('treeitem', { name: /Can be skipped/ }).click();
    await expect.element(page.getByText('Our best offer')).toBeVisible();
    document.getElementById('mail-tree')?.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByText('Our best offer')).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText('Our best offer')).toBeVisible();
  });

  test('/ searches, and keys typed there are text, not commands', async () => {
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    await userEvent.keyboard('/');
    await userEvent.keyboard('dinner');
    await expect.element(page.getByText('Dinner plans')).toBeVisible();
    await expect.element(page.getByText('Audit on Friday')).not.toBeInTheDocument();
    await expect.element(page.getByText('1 mail found')).toBeInTheDocument();
    await userEvent.keyboard('zzz');
    await page.getByRole('button', { name: 'Show all mail' }).click();
    await expect.element(page.getByText('Audit on Friday')).toBeVisible();
  });

  test('fifty thousand rows keep only a window of them in the page', async () => {
    const [first] = app.rows.get();
    if (!first) throw new Error('The fake app has no rows.');
    app.set.rows.set(
      Array.from({ length: 50_000 }, (_, index) => ({
        ...first,
        id: `mail-${index}`,
        subject: `Mail ${index}`,
      })),
    );
    await renderApp(app);
    await expect.element(page.getByText('Mail 3', { exact: true })).toBeVisible();
    expect(document.querySelectorAll('[role="treeitem"]').length).toBeLessThan(60);
    document.getElementById('mail-tree')?.focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByText('Mail 49999', { exact: true })).toBeVisible();
    expect(document.querySelectorAll('[role="treeitem"]').length).toBeLessThan(60);
  });
});

describe('the briefing as it runs', () => {
  test('shows the stage with its counts, and can be cancelled and resumed', async () => {
    await renderApp(app);
    app.set.briefing.set({
      ...IDLE,
      state: 'running',
      done: 2,
      total: 4,
      activity: 'Sorting',
      secondsLeft: 9,
    });
    await expect.element(page.getByText('2 of 4').first()).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    app.set.briefing.set({ ...IDLE, state: 'cancelled', done: 2, total: 4 });
    await page.getByRole('button', { name: 'Resume' }).click();
    expect(app.calls.map(({ what }) => what)).toEqual(['cancel-briefing', 'start-briefing']);
  });

  test('offers to go on with a run that was stopped before the page was loaded again', async () => {
    const summedUp = { summary: [{ text: 'Dinner is on.', quote: 'Dinner' }], body: 'Dinner is on.' };
    app = createFakeApp([{ ...summedUp, id: 'dinner', category: 'read', subject: 'Dinner plans' }]);
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Resume' })).not.toBeInTheDocument();

    app.set.rows.set(app.rows.get().map((row) => ({ ...row, hasSummary: false })));
    await expect.element(page.getByText('Some mail is not summed up yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Resume' }).click();
    expect(app.calls.map(({ what }) => what)).toEqual(['start-briefing']);
  });

  test('says that everything can be used while the model still words summaries, and lets it be stopped', async () => {
    await renderApp(app);
    const wording = { ...IDLE, stage: 'phrase' as const, done: 3, total: 25 };
    app.set.briefing.set({ ...wording, state: 'running', activity: 'Wording summaries' });
    await expect.element(page.getByText('Ready to use', { exact: true })).toBeVisible();
    await expect.element(page.getByText(/wording summaries, 3 of 25/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    app.set.briefing.set({ ...wording, state: 'cancelled' });
    await expect.element(page.getByText(/keep the mail’s own words/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Resume' })).toHaveFocus();
    expect(app.calls).toEqual([{ what: 'cancel-briefing' }]);
  });

  test('is told aloud once for each stage, not for each mail', async () => {
    await renderApp(app);
    await expect.element(page.getByRole('tree')).toBeVisible();
    const said: string[] = [];
    const region = [...document.querySelectorAll('[role="status"]')];
    const observer = new MutationObserver((records) =>
      said.push(...records.map(({ target }) => target.textContent ?? '').filter(Boolean)),
    );
    region.forEach((node) => observer.observe(node, { childList: true, characterData: true, subtree: true }));
    for (let done = 0; done < 4; done += 1) {
      app.set.briefing.set({
        ...IDLE,
        state: 'running',
        stage: 'triage',
        activity: 'Sorting',
        done,
        total: 4,
      });
      await expect.element(page.getByText(`${done} of 4`).first()).toBeVisible();
    }
    app.set.briefing.set({ ...IDLE, state: 'done' });
    await expect.poll(() => said).toEqual(['Sorting', 'The briefing is complete.']);
    observer.disconnect();
  });

  test('rows change as results come in', async () => {
    await renderApp(app);
    app.set.rows.update((rows) => rows.map((row) => ({ ...row, category: 'act' as const })));
    await expect.element(page.getByRole('treeitem', { name: /To do 4/ })).toBeVisible();
  });

  test('a link of the digest opens its mail', async () => {
    app.set.digest.set({
      happened: 'Four mails came in.',
      needsYou: [{ id: 'audit', sender: 'Ines Prado', line: 'Wants to know about Friday.', urgent: false }],
      counts: { reply: 2, act: 0, read: 1, skip: 1 },
    });
    await renderApp(app);
    await page.getByRole('button', { name: /Wants to know about Friday/ }).click();
    await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
  });

  test('g m goes to the models and g b back', async () => {
    await renderApp(app);
    await userEvent.keyboard('gm');
    await expect.element(page.getByRole('heading', { name: 'Models and storage' })).toBeVisible();
    await expect.element(page.getByRole('main')).toHaveFocus();
    await userEvent.keyboard('gb');
    await expect.element(page.getByRole('heading', { name: 'Briefing' })).toBeVisible();
    // The focus is on the content as a whole, which takes no key for itself.
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('tree')).toHaveFocus();
  });
});
