import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeDetail } from '../../tests/fixtures/fake-mail';
import { renderApp } from '../../tests/fixtures/render-app';
import type { BetterOffer } from '../app/routing/routing-api';
import type { MadeBy } from '../contracts/route';

const MADE: MadeBy = {
  route: 'rules',
  model: null,
  reasons: ['Nothing that Small writer wrote could be used.'],
  failed: 'small',
};
const OFFER: BetterOffer = {
  modelId: 'big',
  name: 'Big',
  reasons: ['No wording that was made here could be used.'],
  sendsTo: null,
};

let app: FakeApp;
let worded: string[];

function offer(found: BetterOffer | null): void {
  Object.assign(app.areas, {
    routing: async () => ({
      offer: async (_id, task) => (task === 'summary' ? found : null),
      wordSummary: async (messageId, modelId) => void worded.push(`${messageId} ${modelId}`),
    }),
  } satisfies Partial<FakeApp['areas']>);
}

beforeEach(async () => {
  await page.viewport(1440, 900);
  worded = [];
  app = createFakeApp([{ id: 'audit', subject: 'Audit', category: 'reply' }]);
  const detail = fakeDetail({
    ...{ id: 'audit', subject: 'Audit', category: 'reply', body: 'The audit is on Friday.' },
    summary: [{ text: 'The audit is on Friday.', quote: 'The audit is on Friday.' }],
  });
  const { result } = detail;
  const summary = result.summary && { ...result.summary, made: MADE };
  app.setDetail({ ...detail, result: { ...result, summary } });
});

describe('where a text was made', () => {
  test('stands under it, and a better model is asked on a click and not before', async () => {
    offer(OFFER);
    await renderApp(app, '#/mail/audit');
    const made = page.getByText('Made here by rules.');
    await expect.element(made).toHaveTextContent('Nothing that Small writer wrote could be used.');
    await expect.element(page.getByText('Big may do better.')).toBeVisible();
    expect(worded).toEqual([]);
    await page.getByRole('button', { name: 'Ask it' }).click();
    await expect.poll(() => worded).toEqual(['audit big']);
  });

  test('sends to a server only after the user has read what it gets and where', async () => {
    offer({ ...OFFER, name: 'Llama on Rack', sendsTo: 'https://rack.example/v1/' });
    await renderApp(app, '#/mail/audit');
    await page.getByRole('button', { name: 'Ask it for this mail' }).click();
    const question = page.getByRole('alertdialog');
    await expect.element(question).toHaveTextContent('will be sent to https://rack.example/v1/, once');
    await expect.element(question).toHaveTextContent('That is another machine');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(worded).toEqual([]);
    await page.getByRole('button', { name: 'Ask it for this mail' }).click();
    await question.getByRole('button', { name: 'Send it there' }).click();
    await expect.poll(() => worded).toEqual(['audit big']);
  });

  test('makes no offer where nobody could do better', async () => {
    offer(null);
    await renderApp(app, '#/mail/audit');
    await expect.element(page.getByText('Made here by rules.')).toBeVisible();
    expect(document.body.textContent).not.toContain('may do better');
  });
});
