import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeDetail, type FakeMail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import type { MessageDetail } from '../app/api';
import { createObservable } from '../platform/observable';

const MAIL: FakeMail = {
  id: 'audit',
  category: 'reply',
  subject: 'Audit on Friday',
  sender: 'Ines Prado',
  body: 'Hello Dana,\n\nthe audit is on Friday at 10:00. Can you be there?\n\nSee https://audit.example/plan.\n',
  quote: '> Earlier I wrote that it costs €900.\n> More of it.\n',
  summary: [
    { text: 'The audit is on Friday at 10:00.', quote: 'the audit is on Friday at 10:00' },
    { text: 'It costs €900.', quote: 'it costs €900', byModel: true },
  ],
  asks: [{ text: 'Can you be there?', quote: 'Can you be there?' }],
};

let app: FakeApp;
const marked = () => document.querySelector('[aria-label="Text of the mail"] mark')?.textContent;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([MAIL]);
  await renderApp(app, '#/mail/audit');
  await expect.element(page.getByRole('heading', { name: 'Audit on Friday' })).toBeVisible();
});

describe('sorting by hand', () => {
  test('a digit corrects the label, and z takes it back', async () => {
    await userEvent.keyboard('2');
    await expect.element(page.getByRole('radio', { name: 'To do' })).toBeChecked();
    await expect.element(page.getByText('Sorted as To do. 2 similar mails followed.')).toBeVisible();
    await userEvent.keyboard('z');
    await expect.element(page.getByRole('radio', { name: 'Reply' })).toBeChecked();
    expect(app.calls).toEqual([
      { what: 'correct', id: 'audit', category: 'act', urgent: false },
      { what: 'undo-correction', id: 'audit' },
    ]);
  });

  test('only the last word on a mail is told', async () => {
    await userEvent.keyboard('2');
    await expect.element(page.getByText('Sorted as To do. 2 similar mails followed.')).toBeVisible();
    await userEvent.keyboard('3');
    await expect.element(page.getByText('Sorted as Read. 2 similar mails followed.')).toBeVisible();
    await userEvent.keyboard('z');
    await expect.element(page.getByText('Your correction is taken back.')).toBeVisible();
    await expect.element(page.getByText(/Sorted as/)).not.toBeInTheDocument();
  });

  test('taking a correction back by its button leaves the focus with the labels', async () => {
    await userEvent.keyboard('2');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect.element(page.getByRole('radio', { name: 'Reply' })).toBeChecked();
    await expect.poll(() => document.activeElement?.closest('section')?.ariaLabel).toBe('How it is sorted');
  });

  test('u makes it urgent and keeps its label', async () => {
    await userEvent.keyboard('u');
    await expect.element(page.getByRole('button', { name: 'Urgent', pressed: true }).last()).toBeVisible();
    expect(app.calls).toEqual([{ what: 'correct', id: 'audit', category: 'reply', urgent: true }]);
  });
});

describe('evidence', () => {
  test('focus on a sentence highlights where it comes from, and leaving it ends that', async () => {
    const sentence = page.getByRole('button', { name: /The audit is on Friday/ });
    (sentence.element() as HTMLElement).focus();
    await expect.poll(marked).toBe('the audit is on Friday at 10:00');
    (sentence.element() as HTMLElement).blur();
    await expect.poll(marked).toBeUndefined();
  });

  test('evidence in quoted text opens the quote', async () => {
    await expect.element(page.getByText('More of it.')).not.toBeInTheDocument();
    await page.getByRole('button', { name: /It costs €900/ }).hover();
    await expect.poll(marked).toBe('it costs €900');
    await expect.element(page.getByText('More of it.')).toBeVisible();
  });

  test('a click pins it until the next', async () => {
    const sentence = page.getByRole('button', { name: /The audit is on Friday/ });
    await sentence.click();
    await expect.element(sentence).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('heading', { name: 'Audit on Friday' }).hover();
    (sentence.element() as HTMLElement).blur();
    await expect.poll(marked).toBe('the audit is on Friday at 10:00');
  });

  test('a sentence says whether it is from the mail or phrased by the model', async () => {
    await expect
      .element(page.getByRole('button', { name: /It costs €900.*Phrased by the model, checked/ }))
      .toBeVisible();
    await expect
      .element(page.getByRole('button', { name: /The audit is on Friday.*From the mail/ }))
      .toBeVisible();
  });
});

test('what was hidden in a mail can be looked at', async () => {
  const removed = 'The account was approved';
  const message = 'Text that readers cannot see was left out.';
  const warnings = [{ code: 'hidden-text-removed', message, removed }] as const;
  await renderApp(createFakeApp([{ id: 'audit', category: 'read', warnings }]), '#/mail/audit');
  await expect.element(page.getByText(removed)).not.toBeVisible();
  await page.getByText('Show what was hidden').click();
  await expect.element(page.getByText(removed)).toBeVisible();
});

test('a sent mail, which no list has, is not called missing while it is loaded', async () => {
  const detail = createObservable<MessageDetail | null | undefined>(undefined);
  app.detail = () => detail;
  await renderApp(app, '#/mail/sent');
  await expect.element(page.getByText('Opening the mail')).toBeInTheDocument();
  await expect.element(page.getByText('This mail is not here')).not.toBeInTheDocument();
  detail.set(fakeDetail({ id: 'sent', subject: 'What I wrote', category: 'read' }));
  await expect.element(page.getByRole('heading', { name: 'What I wrote' })).toBeVisible();

  const none = createObservable<MessageDetail | null | undefined>(null);
  app.detail = () => none;
  await renderApp(app, '#/mail/nowhere');
  await expect.element(page.getByText('This mail is not here')).toBeVisible();
});

test('a link in the mail is followed only after the user has seen where it leads', async () => {
  expect(document.querySelector('[aria-label="Text of the mail"] a')).toBeNull();
  await page.getByRole('button', { name: 'https://audit.example/plan' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Open audit.example?' });
  await expect.element(dialog).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
});

describe('the draft', () => {
  const editor = () => page.getByRole('textbox', { name: 'Draft' });
  const area = () => editor().element() as HTMLTextAreaElement;

  test('r streams it, piece by piece, and it can be stopped with the text kept', async () => {
    // On a busy machine it takes a while to press the button.
    app.pieceMs = 800;
    await userEvent.keyboard('r');
    await expect
      .poll(() => document.querySelector('textarea')?.value, { timeout: 10_000 })
      .toContain('thank you for asking.');
    expect(area().value).not.toContain('Best');
    expect(area().readOnly).toBe(true);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => area().readOnly).toBe(false);
    expect(area().value).toContain('thank you for asking.');
    expect(area().value).not.toContain('Best');
  });

  test('an edit is saved by itself, once typing pauses', async () => {
    await userEvent.keyboard('r');
    await expect
      .element(editor())
      .toHaveValue('Hi Ines,\n\nthank you for asking. I will come on [date].\n\nBest,\nDana');
    await userEvent.fill(editor(), 'Yes, I will.');
    await expect.poll(() => app.calls).toEqual([{ what: 'save-draft', id: 'audit', text: 'Yes, I will.' }]);
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
  });

  test('leaving the mail at once loses nothing', async () => {
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
    await userEvent.fill(editor(), 'Half a thought');
    location.hash = '#/';
    await expect
      .poll(() => app.calls.at(-1))
      .toEqual({ what: 'save-draft', id: 'audit', text: 'Half a thought' });
  });

  test('e goes to the first blank, Tab to the next one and then out', async () => {
    app.draftPieces = ['On [date] with [colleague].'];
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
    const selected = () => area().value.slice(area().selectionStart, area().selectionEnd);
    await userEvent.keyboard('e');
    expect(selected()).toBe('[date]');
    await userEvent.keyboard('{Tab}');
    expect(selected()).toBe('[colleague]');
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(selected()).toBe('[date]');
    await userEvent.keyboard('{Tab}{Tab}');
    expect(document.activeElement).not.toBe(area());
  });

  test('what the mail does not support is marked in the text and listed below', async () => {
    app.check = (text) => [
      { kind: 'amount', text: '€18,500', start: text.indexOf('€'), end: text.indexOf('€') + 7 },
    ];
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
    await userEvent.fill(editor(), 'It will be €18,500 then.');
    await expect
      .element(page.getByRole('region', { name: 'Not found in the mail' }))
      .toHaveTextContent('€18,500 amount');
    expect(document.querySelector('mark[data-kind="unsupported"]')?.textContent).toBe('€18,500');
  });

  test('a blank with alternatives offers them as buttons, also by keyboard', async () => {
    app.draftPieces = ['I [am / am not] coming on [date]. The room [is / is not] free.'];
    await userEvent.keyboard('r');
    await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
    await expect
      .element(editor())
      .toHaveValue('I [am / am not] coming on [date]. The room [is / is not] free.');
    await userEvent.keyboard('e');
    const choices = page.getByRole('group', { name: 'Fill in the blank' });
    await choices.getByRole('button', { name: 'am not' }).click();
    await expect.element(editor()).toHaveValue('I am not coming on [date]. The room [is / is not] free.');
    await expect.element(editor()).toHaveFocus();
    await expect.element(choices).not.toBeInTheDocument();

    await userEvent.keyboard('{Tab}');
    await expect.element(choices.getByRole('button', { name: 'is not' })).toBeVisible();
    await userEvent.keyboard('{Escape}{Enter}');
    await expect.element(editor()).toHaveValue('I am not coming on [date]. The room is free.');
  });

  test('the focus stays with the button while a draft is written', async () => {
    app.pieceMs = 100;
    (page.getByRole('button', { name: 'Write a draft' }).element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await expect.element(page.getByRole('button', { name: 'Stop' })).toHaveFocus();
    await expect.element(page.getByRole('button', { name: 'Write it again' })).toHaveFocus();
  });

  test('a note that was just typed is stored before the draft is asked for', async () => {
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    const stored: string[] = [];
    const { saveAnswers, writeDraft } = app;
    app.saveAnswers = (id, answers) => {
      stored.push(answers[0]?.note ?? '');
      return saveAnswers(id, answers);
    };
    let notesBefore: readonly string[] = [];
    app.writeDraft = (id, options) => {
      notesBefore = [...stored];
      return writeDraft(id, options);
    };
    await userEvent.fill(page.getByRole('textbox', { name: 'A detail to add' }), 'at noon');
    (page.getByRole('button', { name: 'Write a draft' }).element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await expect.poll(() => notesBefore).toEqual(['at noon']);
  });

  test('says so when the mail names nobody to answer', async () => {
    const { writeDraft } = app;
    app.writeDraft = async (id, options) => {
      const draft = { ...(await writeDraft(id, options)), to: [] };
      const detail = app.detail(id).get();
      if (detail) app.setDetail({ ...detail, result: { ...detail.result, draft } });
      return draft;
    };
    await userEvent.keyboard('r');
    await expect.element(page.getByText(/names no address to answer/)).toBeVisible();
  });

  test('a stance and its note are stored with the ask', async () => {
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await page.getByRole('textbox', { name: 'A detail to add' }).fill('after lunch');
    await expect
      .poll(() => app.calls.at(-1))
      .toEqual({
        what: 'save-answers',
        id: 'audit',
        answers: [{ askId: 'ask-1', stance: 'later', note: 'after lunch' }],
      });
  });
});
