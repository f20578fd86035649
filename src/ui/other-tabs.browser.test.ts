import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeDetail, fakeDraft, fakeRow, type FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import { DEFAULT_POLICY } from '../app/escalation/default-policy';
import type { MessageDetail } from '../app/api';
import type { EscalationApi, EscalationView } from '../app/escalation/escalation-api';
import type { AskAnswer } from '../contracts/briefing';
import type { WritableObservable } from '../platform/observable';

const MAIL: FakeMail = { id: 'audit', category: 'reply', subject: 'Audit on Friday', sender: 'Ines Prado' };

let app: FakeApp;
const editor = () => page.getByRole('textbox', { name: 'Draft' });
const area = () => editor().element() as HTMLTextAreaElement;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([MAIL]);
  await renderApp(app, '#/mail/audit');
  await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
});

test('a mail that is deleted elsewhere while it is open says so, and shows again when it is put back', async () => {
  const detail = app.detail('audit') as WritableObservable<MessageDetail | null>;
  const [shown, rows] = [detail.get(), app.rows.get()];
  const other = fakeRow(fakeDetail({ id: 'bike', subject: 'Bike', category: 'act' }));
  app.set.rows.set([other]);
  detail.set(null);
  await expect.element(page.getByRole('alert')).toHaveTextContent(/^This mail was deleted/u);
  await expect.element(page.getByRole('treeitem', { name: /Audit on Friday/u })).not.toBeInTheDocument();

  app.set.rows.set([...rows, other]);
  detail.set(shown);
  await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
});

describe('what is asked in a mail, answered in two tabs', () => {
  const groups = () => page.getByRole('group', { name: 'Your answer' });
  const answer = (ask: number, name: string) => groups().nth(ask).getByRole('button', { name, exact: true });

  /** Another tab, or this one, has stored them. */
  function store(...answers: AskAnswer[]) {
    const detail = app.detail('audit').get();
    if (detail) app.setDetail({ ...detail, answers });
  }

  beforeEach(async () => {
    const asks = [
      { text: 'Will you come?', quote: 'Hello' },
      { text: 'Is the text right?', quote: 'the text' },
    ];
    app = createFakeApp([{ ...MAIL, asks }]);
    await renderApp(app, '#/mail/audit');
  });

  test('is shown as it was answered in both, and saved without taking the other’s answer back', async () => {
    await answer(0, 'Yes').click();
    store({ askId: 'ask-1', stance: 'yes', note: '' }, { askId: 'ask-2', stance: 'no', note: '' });
    await expect.element(answer(1, 'No')).toHaveAttribute('aria-pressed', 'true');
    await expect.element(answer(0, 'Yes')).toHaveAttribute('aria-pressed', 'true');
    await answer(0, 'Later').click();
    await expect
      .poll(() => app.calls.at(-1))
      .toEqual({
        what: 'save-answers',
        id: 'audit',
        answers: [{ askId: 'ask-1', stance: 'later', note: '' }],
      });
    store({ askId: 'ask-1', stance: 'no', note: '' });
    await expect.element(answer(0, 'No')).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('a draft that is edited in another tab as well', () => {
  /** What another tab saved has come. */
  function saveElsewhere(text: string) {
    const detail = app.detail('audit').get();
    const draft = { ...fakeDraft(MAIL, text), origin: 'user' } as const;
    if (detail) app.setDetail({ ...detail, result: { ...detail.result, draft } });
  }

  /** Returns what is kept from then on. */
  function keepVersions(): readonly string[] {
    const kept: string[] = [];
    const voices = {
      keepVersion: async (_id: string, text: string) => void kept.push(text),
      completer: async () => null,
    };
    Object.assign(app.areas, { voices: async () => voices });
    return kept;
  }

  beforeEach(async () => {
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
  });

  test('is shown as it was edited there, back and forth', async () => {
    await userEvent.fill(editor(), 'Yes.');
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
    area().blur();
    saveElsewhere('Yes, I will.');
    await expect.element(editor()).toHaveValue('Yes, I will.');
    saveElsewhere('Yes.');
    await expect.element(editor()).toHaveValue('Yes.');
    await userEvent.fill(editor(), 'Yes, at ten.');
    await expect.poll(() => app.calls.at(-1)).toMatchObject({ text: 'Yes, at ten.' });
    area().blur();
    saveElsewhere('Yes.');
    await expect.element(editor()).toHaveValue('Yes.');
  });

  test('is not changed under the hands: it is followed when the user leaves it', async () => {
    area().focus();
    saveElsewhere('Written in the other tab.');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(area().value).toMatch(/Best,\nDana$/u);
    area().blur();
    await expect.element(editor()).toHaveValue('Written in the other tab.');
  });

  test('is the text that was typed last, and the other is kept among the versions', async () => {
    const kept = keepVersions();
    area().focus();
    saveElsewhere('Written in the other tab.');
    await userEvent.keyboard('Mine. ');
    await expect.poll(() => app.calls.at(-1)?.what).toBe('save-draft');
    area().blur();
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
    expect(area().value).toContain('Mine. ');
    expect(kept).toEqual(['Written in the other tab.']);
  });

  test('does not come back for a moment when the user’s own text was saved over it', async () => {
    keepVersions();
    const saved: string[] = [];
    // Saved, and not read from the store again yet.
    app.saveDraft = async (_id, text) => {
      saved.push(text);
      return [];
    };
    area().focus();
    saveElsewhere('Written in the other tab.');
    await userEvent.keyboard('Mine. ');
    area().blur();
    await expect.poll(() => saved).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(area().value).toContain('Mine. ');
  });

  /** In the store, and not told of yet. */
  const justSaved = { ...fakeDraft(MAIL, 'Saved just before.'), origin: 'user' } as const;

  test('is kept among the versions where it was saved just before a new one was whole here', async () => {
    const kept = keepVersions();
    const { writeDraft } = app;
    app.writeDraft = (id, options) =>
      writeDraft(id, { ...options, onReplaced: () => options.onReplaced?.(justSaved) });
    area().blur();
    await userEvent.keyboard('r');
    await expect.poll(() => kept, { timeout: 10_000 }).toContain('Saved just before.');
    await expect.poll(() => area().value).toMatch(/Best,\nDana$/u);
  });

  test('is kept among the versions where it was saved just before an edit was saved here', async () => {
    const kept = keepVersions();
    const { saveDraft } = app;
    app.saveDraft = (id, text, onReplaced) => saveDraft(id, text, () => onReplaced?.(justSaved));
    area().focus();
    await userEvent.keyboard('Mine. ');
    await expect.poll(() => kept).toEqual(['Saved just before.']);
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
    expect(area().value).toContain('Mine. ');
  });

  test('is kept among the versions when a new one is being written here', async () => {
    const kept = keepVersions();
    app.pieceMs = 150;
    area().blur();
    await userEvent.keyboard('r');
    await expect.poll(() => area().readOnly).toBe(true);
    saveElsewhere('Written in the other tab.');
    await expect.poll(() => area().readOnly, { timeout: 10_000 }).toBe(false);
    expect(area().value).toMatch(/Best,\nDana$/u);
    expect(kept).toContain('Written in the other tab.');
  });
});

test('the page of models elsewhere shows what another tab sets up, but for the address that is being typed', async () => {
  const part = <T>(fields: Partial<T>): T => fields as T;
  let view = part<EscalationView>({
    ...{ isOn: true, relayUrl: 'https://one.example/', needsReload: false, hasCode: true, way: 'invite' },
    ...{ ways: null, signedInUntil: null, models: [], modelId: null, permissions: [], spending: [] },
    policy: DEFAULT_POLICY,
    budget: part<EscalationView['budget']>({ dayMicros: 0, monthMicros: 0, warning: null }),
  });
  let changedElsewhere: () => void = () => undefined;
  const escalation = part<EscalationApi>({
    look: async () => view,
    onElsewhere: (listener) => {
      changedElsewhere = listener;
      return () => undefined;
    },
    finishSignIn: async () => null,
    folders: async () => [],
    ledger: async () => [],
  });
  Object.assign(app.areas, { escalation: async () => escalation });
  await renderApp(app, '#/escalation');
  const isOn = page.getByRole('switch').first();
  const address = page.getByRole('textbox', { name: 'Address' });
  await expect.element(isOn).toBeChecked();

  view = { ...view, isOn: false, relayUrl: 'https://two.example/' };
  changedElsewhere();
  await expect.element(isOn).not.toBeChecked();
  await expect.element(address).toHaveValue('https://two.example/');

  await address.fill('https://mine.example/');
  view = { ...view, isOn: true, relayUrl: 'https://three.example/' };
  changedElsewhere();
  await expect.element(isOn).toBeChecked();
  await expect.element(address).toHaveValue('https://mine.example/');
});
