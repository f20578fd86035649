import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { reasonToSkip } from '../../scripts/fixtures/fixture-unavailable';
import { startOpenAiServer } from '../../scripts/fixtures/openai-server';
import { ensureSourceModel } from '../../scripts/fixtures/source-model';
import { PLAIN_VIEWS } from '../../src/ui/state/route';
import { importFiles, openView } from '../../scripts/lib/drive-page';
import { openMail, openWithoutWriting, waitForBriefing } from './support/deskside-page';
import { placeOf, readLedger } from './support/ledger';
import { mboxFile, sampleMails } from './support/mailboxes';
import { startOpenIdProvider } from './support/openid-provider';
import {
  REGION,
  saveRelay,
  setUpRelay,
  startScriptedModel,
  withRelay,
  type RelayedDesk,
} from './support/relay';

test.describe.configure({ timeout: 400_000 });

const SUBJECT = 'two numbers before 10';
const TWO_MAILS = mboxFile('two-mails.mbox', sampleMails([SUBJECT, 'Northlock: ok to pay?']));
const FULL_NAME = /^To: (.+)$/mu;

/** Answers with every placeholder it got, each broken apart, and one that it made up. */
function echo(asked: string): readonly string[] {
  const placeholders = [...new Set(asked.match(/\[(?!TEXT)[A-Z]+_\d+\]/gu))];
  return [
    'Hello ',
    ...placeholders.flatMap((one) => [one.slice(0, 3), one.slice(3).toLowerCase(), ' ']),
    'and [PERSON_99], we are 4711 strong.',
  ];
}

async function brief(desk: RelayedDesk): Promise<Page> {
  const page = await openWithoutWriting(desk.context, desk.url);
  await importFiles(page, 'inbox', [TWO_MAILS]);
  await waitForBriefing(page);
  return page;
}

async function lookAtDraft(page: Page): Promise<void> {
  await openView(page, 'Briefing');
  await openMail(page, SUBJECT);
  const ask = page.locator('[data-role=escalation-draft]');
  await ask.getByText('Ask a frontier model').click();
  await ask.locator('[data-action=preview-escalation]').click();
  await page.locator('[data-role=consent]').waitFor();
}

test('asks nobody while it is off, nor when it was turned on and off again', async () => {
  await withRelay([], async (desk) => {
    const page = await brief(desk);
    for (const view of PLAIN_VIEWS) {
      await page.goto(`${desk.url}#/${view}`);
      await expect(page.getByRole('heading').first()).toBeVisible();
    }
    await page.goto(`${desk.url}#/`);
    await openMail(page, SUBJECT);
    await expect(page.locator('[data-role=made-by-draft]')).toContainText('Made here by rules.');
    await expect(page.getByText('Ask a frontier model')).toHaveCount(0);
    await page.goto(`${desk.url}#/escalation`);
    const toggle = page.getByRole('switch', { name: 'Let me ask models elsewhere' });
    await toggle.click();
    await page.getByText('Try another policy').waitFor();
    await page.getByText('Replay your latest tasks').click();
    await page.locator('[data-action=simulate]').click();
    await expect(page.locator('[data-role=simulation]')).toContainText('would have stayed here');
    await toggle.click();
    await expect(toggle).not.toBeChecked();
    await expect(page.getByText('Nothing. Each request to another place')).toBeVisible();
    expect(desk.foreignRequests()).toEqual([]);
    expect(desk.log.filter((line) => line.includes('"request"'))).toEqual([]);
  });
});

test('sends what was shown and nothing else, puts the values back, and keeps book', async () => {
  const model = await startScriptedModel(echo);
  try {
    await withRelay([{ id: 'echo', baseUrl: model.baseUrl, model: 'parrot' }], async (desk) => {
      const page = await brief(desk);
      await setUpRelay(page, desk);
      expect(model.asked).toEqual([]);
      await lookAtDraft(page);
      const consent = page.locator('[data-role=consent]');
      await expect(consent.getByRole('definition').filter({ hasText: REGION })).toBeVisible();
      await consent.getByRole('textbox', { name: 'Hide these words too' }).fill('numbers');
      await consent.getByRole('button', { name: 'Hide', exact: true }).click();
      await expect(consent.getByRole('group', { name: 'What is sent of the mail' })).toContainText(
        '[WORDS_1]',
      );
      await consent.getByText('The exact body').click();
      const body = (await consent.locator('[data-role=exact-body]').textContent()) ?? '';
      const hash = createHash('sha256').update(body).digest('hex');
      await expect(consent.locator('[data-role=body-hash]')).toHaveText(hash);
      expect(body).not.toContain('numbers before');

      const [request] = await Promise.all([
        page.waitForRequest((one) => one.url().endsWith('/v1/chat/completions')),
        page.locator('[data-action=send-escalation]').click(),
      ]);
      expect(request.postData()).toBe(body);
      const answer = page.locator('[data-role=escalation-answer]');
      await expect(answer).toHaveAttribute('data-whole', 'true', { timeout: 60_000 });
      await expect(answer.locator('[data-role=escalation-receipt]')).toContainText(
        'echo, 400 tokens sent, 50 tokens back',
      );
      await expect(answer.getByText('[PERSON_99] stands for nothing that was sent')).toBeVisible();
      await expect(answer.locator('[data-role=escalation-unsupported]')).toContainText('4711');
      const text = (await answer.locator('[data-role=escalation-text]').textContent()) ?? '';
      expect(text).toContain('numbers');
      expect(text.match(/\[[a-z]+_\d+\]/giu)).toEqual(['[PERSON_99]']);
      // The very turn that was shown reached the model: the values did not.
      const [asked = ''] = model.asked;
      expect(body).toContain(JSON.stringify(asked).slice(1, -1));
      const hidden = FULL_NAME.exec(asked)?.[1] ?? '';
      expect(hidden).toMatch(/^\[PERSON_\d+\]$/u);

      await answer.locator('[data-action=take-escalation]').click();
      await expect(page.getByRole('textbox', { name: 'Draft' })).toHaveValue(/4711/u);
      expect(desk.log.join('\n')).not.toContain('numbers');

      const ledger = await readLedger(page, desk.url);
      const recorded = ledger.map(({ origin, path }) => `${origin}${path}`);
      expect(recorded.toSorted()).toEqual(desk.foreignRequests().toSorted());
      const asking = ledger.filter(({ path }) => path === '/v1/chat/completions');
      expect(asking).toMatchObject([{ hash, consent: 'preview', sentBytes: Buffer.byteLength(body) }]);
      await expect(page.locator('[data-role=escalation-costs]')).toContainText('Drafts: 1 request');
    });
  } finally {
    await model.close();
  }
});

test('stops at the budget before anything is sent, and at what must stay', async () => {
  const model = await startScriptedModel(echo);
  try {
    await withRelay([{ id: 'echo', baseUrl: model.baseUrl, model: 'parrot' }], async (desk) => {
      const page = await brief(desk);
      await setUpRelay(page, desk);
      await page.getByRole('spinbutton', { name: 'A day, in dollars' }).fill('0.0001');
      await page.getByRole('spinbutton', { name: 'A day, in dollars' }).press('Tab');
      await lookAtDraft(page);
      await expect(page.locator('[data-role=consent]').getByRole('alert')).toContainText('is left today');
      await expect(page.locator('[data-action=send-escalation]')).toBeDisabled();
      await page.getByRole('button', { name: 'Keep it here' }).click();
      await page.goto(`${desk.url}#/escalation`);
      await page.getByRole('spinbutton', { name: 'A day, in dollars' }).fill('1');
      await page.getByRole('spinbutton', { name: 'A day, in dollars' }).press('Tab');
      await page.getByRole('textbox', { name: 'So does mail with these words' }).fill(SUBJECT);
      await page.getByRole('textbox', { name: 'So does mail with these words' }).press('Tab');
      await lookAtDraft(page);
      await expect(page.locator('[data-role=consent]').getByRole('alert')).toContainText('stays here');
      await expect(page.locator('[data-action=send-escalation]')).toBeDisabled();
      expect(model.asked).toEqual([]);
    });
  } finally {
    await model.close();
  }
});

test('spares the look at texts that a standing permission covers, until it is taken back', async () => {
  const model = await startScriptedModel(echo);
  try {
    await withRelay([{ id: 'echo', baseUrl: model.baseUrl, model: 'parrot' }], async (desk) => {
      const page = await brief(desk);
      await setUpRelay(page, desk);
      await page.getByRole('combobox', { name: 'from the folder' }).selectOption('two-mails');
      await page.locator('[data-action=give-permission]').click();
      const given = 'Drafts of mail under “Reply” from the folder “two-mails” to echo';
      await expect(page.getByText(given)).toBeVisible();
      await openView(page, 'Briefing');
      await openMail(page, SUBJECT);
      for (const task of ['summary', 'draft'])
        await page.locator(`[data-role=escalation-${task}]`).getByText('Ask a frontier model').click();
      const permitted = page.locator('[data-action=send-permitted]');
      await permitted.click();
      await expect(page.locator('[data-role=escalation-receipt]')).toBeVisible({ timeout: 60_000 });
      await expect(page.locator('[data-role=consent]')).toHaveCount(0);
      await expect(page.locator('[data-role=escalation-summary]').getByRole('button')).toHaveCount(1);
      expect(model.asked.join('')).not.toContain('Whitfield');
      const ledger = await readLedger(page, desk.url);
      expect(ledger.map(({ consent }) => consent)).toContain('permission');
      await page.getByRole('button', { name: 'Take back the permission' }).click();
      await openView(page, 'Briefing');
      await lookAtDraft(page);
      await expect(permitted).toHaveCount(0);
      expect(model.asked).toHaveLength(1);
    });
  } finally {
    await model.close();
  }
});

test('signs in at an OpenID provider and comes back, and its refusal is told', async () => {
  const provider = await startOpenIdProvider();
  try {
    await withRelay(
      [{ id: 'echo', baseUrl: 'http://127.0.0.1:9/v1/', model: 'parrot' }],
      async (desk) => {
        const page = await openWithoutWriting(desk.context, desk.url);
        await saveRelay(page, desk, '');
        await page.locator('[data-action=ask-for-ways]').click();
        await page.getByText('By an account').click();
        await page.locator('[data-action=sign-in-oidc]').click();
        await expect(page.getByRole('combobox', { name: 'Model' })).toHaveValue('echo/parrot');
        await expect(page.getByText('Signed in by')).toContainText('in this tab only');
        expect(page.url()).toBe(`${desk.url}#/escalation`);
        const kept = await page.evaluate(() => [
          JSON.stringify(localStorage),
          JSON.stringify(sessionStorage),
        ]);
        expect(kept[0]).not.toContain('token');
        expect(kept.join('')).not.toContain('codeVerifier');

        const ledger = await readLedger(page, desk.url);
        const recorded = ledger.map(({ origin, path }) => `${origin}${path}`);
        const seen = desk.foreignRequests().map(placeOf);
        expect(recorded.toSorted()).toEqual(seen.toSorted());
        expect(recorded).toContain(`${provider.issuer}/authorize`);

        // The sign-in is the tab’s.
        const other = await openWithoutWriting(desk.context, desk.url);
        await other.goto(`${desk.url}#/escalation`);
        provider.refuse();
        await other.locator('[data-action=sign-in-oidc]').click();
        await expect(other.getByText('refused or cancelled at the provider')).toBeVisible();
        expect(other.url()).toBe(`${desk.url}#/escalation`);
      },
      provider.environment,
    );
  } finally {
    await provider.close();
  }
});

test('has a draft from a real model behind the relay, with its receipt', async () => {
  let missing: string | null = null;
  try {
    const file = await ensureSourceModel(() => undefined);
    const server = await startOpenAiServer({ model: file, origin: 'http://127.0.0.1', contextLength: 4096 });
    try {
      const provider = { id: 'workstation', baseUrl: server.baseUrl, model: server.model };
      await withRelay([provider], async (desk) => {
        const page = await brief(desk);
        await setUpRelay(page, desk);
        await lookAtDraft(page);
        await page.locator('[data-action=send-escalation]').click();
        const answer = page.locator('[data-role=escalation-answer]');
        // A model as small as this may write until it is stopped, which is no whole answer.
        await expect(answer).toBeVisible({ timeout: 180_000 });
        const receipt = answer.locator('[data-role=escalation-receipt]');
        await expect(receipt).toContainText(/workstation, \d+ tokens sent, \d+ tokens? back,\s+\$0\.\d+/u);
        expect((await answer.locator('[data-role=escalation-text]').textContent())?.trim()).not.toBe('');
        await answer.getByText('What differs, word by word').click();
        await answer.getByRole('button', { name: 'Leave it' }).click();
        await expect(answer).toHaveCount(0);
        const ledger = await readLedger(page, desk.url);
        expect(ledger).toHaveLength(desk.foreignRequests().length);
      });
    } finally {
      await server.stop();
    }
  } catch (error) {
    missing = reasonToSkip(error);
  }
  test.skip(missing !== null, missing ?? '');
});
