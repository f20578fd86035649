import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeModel } from '../../tests/fixtures/fake-models';
import { OF_BROWSER, ON_WORKSTATION, serveModels, WORKSTATION } from '../../tests/fixtures/fake-servers';
import { failing, STARTER } from '../../tests/fixtures/models-page';
import { renderApp } from '../../tests/fixtures/render-app';

const MARK = 'Writing is done by llama3.2 on Workstation (192.168.1.5:11434).';

let app: FakeApp;

beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([{ id: 'audit', subject: 'Audit', category: 'reply' }]);
});

const row = (name: string) => page.getByRole('article', { name, exact: true });

describe('models that others run', () => {
  test('stand in sections of their own, and in no list of what is stored here', async () => {
    serveModels(app, 'starter', STARTER, ON_WORKSTATION, OF_BROWSER);
    await renderApp(app, '#/models');
    await expect.element(page.getByRole('heading', { name: 'Models of this browser' })).toBeVisible();
    await expect.element(page.getByRole('heading', { name: /On Workstation/ })).toBeVisible();
    expect(row('llama3.2').elements()).toHaveLength(1);
    expect(row('Browser language model').elements()).toHaveLength(1);
    await expect.element(row('llama3.2').getByRole('button', { name: 'Remove' })).not.toBeInTheDocument();
  });

  test('leave no trace where there are none', async () => {
    app.set.models.set([fakeModel(STARTER)]);
    await renderApp(app, '#/models');
    await expect.element(row('Starter')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/of this browser|own servers/i);
  });

  test('of a server write only after the user has read what it gets', async () => {
    serveModels(app, 'starter', STARTER, ON_WORKSTATION);
    await renderApp(app, '#/models');
    await row('llama3.2').getByRole('button', { name: 'Use for writing' }).click();
    const question = page.getByRole('alertdialog');
    await expect.element(question).toHaveTextContent('will send to http://192.168.1.5:11434/v1/');
    await expect.element(question).toHaveTextContent('That is another machine');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(app.calls).not.toContainEqual(expect.objectContaining({ what: 'settings' }));

    await row('llama3.2').getByRole('button', { name: 'Use for writing' }).click();
    await question.getByRole('button', { name: 'Send texts there' }).click();
    expect(app.calls).toContainEqual({
      what: 'settings',
      change: { generatorId: ON_WORKSTATION.id, generation: true },
    });
  });

  test('of a server that counts from the next load on cannot be chosen yet', async () => {
    serveModels(app, 'starter', STARTER, ON_WORKSTATION);
    app.set.serversPending.set([WORKSTATION.id]);
    await renderApp(app, '#/models');
    await expect.element(row('llama3.2')).toHaveTextContent('after the page is loaded again');
    await expect
      .element(row('llama3.2').getByRole('button', { name: 'Use for writing' }))
      .not.toBeInTheDocument();
  });

  test('of the browser are fetched when the user asks, with progress and with what went wrong', async () => {
    serveModels(app, 'starter', STARTER, OF_BROWSER);
    await renderApp(app, '#/models');
    await row('Browser language model').getByRole('button', { name: 'Install' }).click();
    expect(app.calls).toContainEqual({ what: 'install', modelId: OF_BROWSER.id });

    serveModels(app, 'starter', STARTER, { ...OF_BROWSER, progress: { doneBytes: 250, totalBytes: 1000 } });
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');

    app.installModel = failing('download-failed', 'The browser could not fetch it.');
    const failure = {
      code: 'download-failed',
      message: 'The browser could not fetch it.',
      retryable: true,
    } as const;
    serveModels(app, 'starter', STARTER, { ...OF_BROWSER, card: { failure } });
    await expect
      .element(row('Browser language model').getByRole('alert'))
      .toHaveTextContent('could not fetch');
  });
});

describe('while a model that others run writes', () => {
  beforeEach(() => serveModels(app, ON_WORKSTATION.id, STARTER, ON_WORKSTATION));

  test('the briefing and the reply say which and where, for as long as it does', async () => {
    await renderApp(app, '#/');
    await expect.element(page.getByText(MARK)).toBeVisible();
    await page.getByRole('treeitem').filter({ hasText: 'Audit' }).click();
    await expect.element(page.getByRole('region', { name: 'Reply' })).toHaveTextContent(MARK);
    app.set.settings.update((settings) => ({ ...settings, generation: false }));
    await expect.element(page.getByText(MARK).first()).not.toBeInTheDocument();
  });

  test('on a phone, too, where the list is hidden behind the mail', async () => {
    await page.viewport(390, 844);
    await renderApp(app, '#/mail/audit');
    await expect.element(page.getByText(MARK).last()).toBeVisible();
  });

  test('the progress of the briefing names it', async () => {
    app.set.briefing.set({ ...IDLE, state: 'running', stage: 'phrase', done: 1, total: 3 });
    await renderApp(app, '#/');
    await expect
      .element(page.getByText(/llama3.2 on Workstation \(192.168.1.5:11434\) is wording summaries, 1 of 3/))
      .toBeVisible();
  });

  test('the list of servers says that it does', async () => {
    await renderApp(app, '#/settings');
    await expect.element(page.getByText('Writes now')).toBeVisible();
  });
});

describe('a text that another’s model worded', () => {
  const writer = { model: 'llama3.2', server: { name: 'Workstation', host: 'gpu.example' } };
  const byServer = 'llama3.2 on Workstation (gpu.example)';

  beforeEach(() => {
    app = createFakeApp([
      {
        id: 'audit',
        subject: 'Audit',
        category: 'reply',
        body: 'The audit is on Friday.',
        summary: [{ text: 'The audit is on Friday.', quote: 'The audit is on Friday', byModel: true }],
        draft: 'Hi,\n\nI will come.\n',
      },
    ]);
    const detail = app.detail('audit').get();
    if (!detail) throw new Error('the mail is there');
    const { summary, draft } = detail.result;
    app.setDetail({
      ...detail,
      result: {
        ...detail.result,
        summary: summary && { ...summary, writer },
        draft: draft && { ...draft, writer },
      },
    });
  });

  test('is signed with it, also when another model writes now', async () => {
    await renderApp(app, '#/mail/audit');
    await expect
      .element(page.getByRole('region', { name: 'Summary' }))
      .toHaveTextContent(`Phrased by ${byServer}, checked`);
    await expect.element(page.getByText(`Some of it was worded by ${byServer}.`)).toBeVisible();
    await expect.element(page.getByText('Writing is done by')).not.toBeInTheDocument();
  });
});
