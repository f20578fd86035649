import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, IDLE, type FakeApp } from '../../tests/fixtures/fake-app';
import { sampleModels } from '../../tests/fixtures/fake-models';
import {
  GPU_BOX,
  LET_IN,
  NOT_LET_IN,
  OF_BROWSER,
  ON_WORKSTATION,
  outgoingRequests,
  serveModels,
  WORKSTATION,
} from '../../tests/fixtures/fake-servers';
import { fakeSource } from '../../tests/fixtures/fake-sources';
import { expectNoViolationsInBothThemes } from '../../tests/fixtures/no-violations';
import { fakeSpeedReport } from '../../tests/fixtures/fake-speed';
import { renderApp } from '../../tests/fixtures/render-app';
import { withSources } from '../../tests/fixtures/sources-page';

/** Everything that a view can show at once, so that axe sees it. */
function fullApp(): FakeApp {
  const app = createFakeApp([
    {
      id: 'audit',
      category: 'reply',
      urgent: true,
      confidence: 0.4,
      body: 'Hello,\n\nthe audit is on Friday. Can you come?\n\nhttps://audit.example/plan\n',
      quote: '> Earlier\n',
      summary: [{ text: 'The audit is on Friday.', quote: 'the audit is on Friday', byModel: true }],
      asks: [{ text: 'Can you come?', quote: 'Can you come?' }],
      draft: 'Hi,\n\nI will come on [date] and bring €900.\n',
      warnings: [{ code: 'hidden-text-removed', message: 'Hidden text was removed from this mail.' }],
    },
    { id: 'chore', category: 'act' },
    { id: 'news', category: 'read' },
    { id: 'offer', category: 'skip' },
    { id: 'fresh', category: null },
  ]);
  app.set.digest.set({
    happened: 'Five mails came in.',
    needsYou: [{ id: 'audit', sender: 'Ines Prado', line: 'The audit is on Friday.', urgent: true }],
    counts: { reply: 1, act: 1, read: 1, skip: 1 },
  });
  app.set.briefing.set({ ...IDLE, state: 'running', done: 1, total: 5, activity: 'Sorting', secondsLeft: 4 });
  app.set.notices.set([
    {
      id: 'a',
      tone: 'info',
      text: 'A new version is ready.',
      action: { label: 'Reload', run: () => undefined },
    },
    { id: 'b', tone: 'warning', text: 'This private window keeps nothing.' },
    { id: 'c', tone: 'error', text: 'The store does not answer.' },
  ]);
  app.set.models.set(sampleModels());
  return app;
}

const SIZES = { desktop: [1440, 900], phone: [390, 844] } as const;

afterEach(() => {
  delete document.documentElement.dataset['theme'];
});

describe.each(['desktop', 'phone'] as const)('axe finds nothing wrong in either theme on a %s', (size) => {
  async function show(app: FakeApp, hash = '#/') {
    const [width, height] = SIZES[size];
    await page.viewport(width, height);
    await renderApp(app, hash);
  }

  test('with the welcome', async () => {
    await show(createFakeApp());
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with the briefing', async () => {
    await show(fullApp());
    await expect.element(page.getByRole('tree')).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with a mail and its draft', async () => {
    await show(fullApp(), '#/mail/audit');
    await page.getByRole('button', { name: /^The audit is on Friday/ }).click();
    await page.getByRole('button', { name: 'Later', exact: true }).click();
    await expectNoViolationsInBothThemes();
  });

  test('with the models', async () => {
    await show(fullApp(), '#/models');
    await expect.element(page.getByRole('article', { name: 'MiniLM L6' })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test.each([
    ['its details', 'Mistral 7B Instruct', 'dialog'],
    ['the question about a download', 'Qwen3 0.6B: Cancel', 'alertdialog'],
    ['the question about room', 'Qwen2.5 1.5B: Make room', 'alertdialog'],
    ['the question about a removal', 'MiniLM L6: Remove', 'alertdialog'],
    ['the sources', 'Change where models come from', 'dialog'],
  ] as const)('with a model and %s', async (_, target, role) => {
    const app = fullApp();
    app.roomPlan = {
      neededBytes: 1.1e9,
      freeBytes: 0.6e9,
      remove: [{ modelId: 'own-model', name: 'My own model', bytes: 1e8, lastUsedAt: 1.7e12 }],
    };
    await show(app, '#/models');
    const [place = '', button] = target.split(': ');
    const within = button === undefined ? page : page.getByRole('article', { name: place });
    await within.getByRole('button', { name: button ?? place }).click();
    await expect.element(page.getByRole(role)).toBeVisible();
    if (target.startsWith('Change')) {
      await page.getByRole('radio', { name: /My own addresses/ }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.element(page.getByRole('alert').last()).toBeVisible();
    }
    await expectNoViolationsInBothThemes();
  });

  test('with the speed of the machine', async () => {
    const app = fullApp();
    app.set.speed.set(fakeSpeedReport());
    await show(app, '#/speed');
    await expect.element(page.getByRole('table').first()).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with the settings', async () => {
    await show(fullApp(), '#/settings');
    await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  describe('with sources of mail', () => {
    const STATES = [
      'ready',
      'looking',
      'reload',
      'signed-out',
      'asks',
      'files',
      'waiting',
      'failed',
    ] as const;
    const ALL = STATES.map((state) => fakeSource({ id: state, name: state, state, isLive: true }));

    async function showAll(): Promise<void> {
      await show(withSources(fullApp(), ...ALL).app, '#/sources');
      await expect.element(page.getByRole('heading', { name: 'Your sources' })).toBeVisible();
    }

    test('in each state', async () => {
      await showAll();
      await expectNoViolationsInBothThemes();
    });

    test.each(['A folder on this machine', 'A JMAP server', 'Microsoft 365 and Outlook.com'])(
      'in the dialog about %s, and what is wrong in it',
      async (kind) => {
        await showAll();
        await page.getByRole('button', { name: `Set up: ${kind}` }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('spinbutton', { name: 'Days back' }).fill('0');
        await dialog.getByRole('button', { name: /^(Set up|Choose the folder)$/u }).click();
        await expect.element(dialog.getByText(/^Give a whole number/u)).toBeVisible();
        await expectNoViolationsInBothThemes();
      },
    );

    test('in the question before one is disconnected', async () => {
      await showAll();
      await page.getByRole('button', { name: 'Disconnect ready' }).click();
      await expect.element(page.getByRole('alertdialog')).toBeVisible();
      await expectNoViolationsInBothThemes();
    });
  });

  describe('with models that others run', () => {
    function servedApp(): FakeApp {
      const app = fullApp();
      serveModels(app, ON_WORKSTATION.id, ON_WORKSTATION, {
        ...OF_BROWSER,
        progress: { doneBytes: 300, totalBytes: 1000 },
      });
      app.set.serversPending.set([GPU_BOX.id]);
      app.set.outgoing.set(outgoingRequests(Date.now()));
      return app;
    }

    test.each(['#/mail/audit', '#/models', '#/settings'])('at %s', async (hash) => {
      await show(servedApp(), hash);
      await expect.element(page.getByText(WORKSTATION.name).last()).toBeVisible();
      await expectNoViolationsInBothThemes();
    });

    test('in the dialog about one of them', async () => {
      const app = servedApp();
      app.serverTest = { ...NOT_LET_IN, models: LET_IN.models };
      await show(app, '#/settings');
      await page.getByRole('button', { name: 'Add a server' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('How to let this page use Ollama').click();
      await dialog.getByRole('button', { name: 'Test connection' }).click();
      await expect.element(dialog.getByRole('checkbox').first()).toBeVisible();
      await dialog.getByRole('textbox', { name: 'Address' }).fill('nowhere at all');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect.element(dialog.getByRole('alert')).toBeVisible();
      await expectNoViolationsInBothThemes();
    });
  });

  test('with the palette', async () => {
    await show(fullApp());
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    await page.getByRole('dialog').getByRole('combobox').fill('a');
    await expectNoViolationsInBothThemes();
  });

  test('with mails selected, and news of them', async () => {
    await show(fullApp());
    await expect.element(page.getByRole('tree')).toBeVisible();
    await userEvent.keyboard('jjd');
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    await userEvent.keyboard('{Home}{ArrowDown}x');
    await expect.element(page.getByRole('toolbar', { name: 'Selected mail' })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with what can be done with a mail', async () => {
    await show(fullApp(), '#/mail/audit');
    await page.getByRole('button', { name: 'More for this mail' }).click();
    await expect.element(page.getByRole('menuitem', { name: /Copy as Markdown/ })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with the tour', async () => {
    localStorage.removeItem('deskside.tour');
    const app = createFakeApp();
    await show(app);
    await page.getByRole('button', { name: 'Try it with a sample night' }).click();
    app.set.rows.set(fullApp().rows.get());
    await expect.element(page.getByText('1 of 4')).toBeVisible();
    await expectNoViolationsInBothThemes();
  });

  test('with the help', async () => {
    await show(fullApp());
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await expectNoViolationsInBothThemes();
  });
});
