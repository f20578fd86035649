import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from '../../tests/fixtures/fake-app';
import { fakeDetail } from '../../tests/fixtures/fake-mail';
import { wordsOf } from '../../tests/fixtures/words-of';
import { renderApp } from '../../tests/fixtures/render-app';
import type { EscalationApi, EscalationView } from '../app/escalation/escalation-api';
import type { EvaluationApi } from '../app/evaluation/evaluation-api';
import type { LearningApi } from '../app/learning/learning-api';
import type { RoutingApi } from '../app/routing/routing-api';
import type { EgressRow } from '../contracts/escalation';
import { DesksideError } from '../contracts/failure';
import { RELAY_REFUSALS, remarkText } from '../contracts/relay';
import type { Language } from '../contracts/settings';
import * as m from './i18n/compiled/messages';
import { speak } from './i18n/locale.svelte';

/** What is the same in English and German, or named by whoever runs the relay. */
const ALIKE = /^(?:Deskside|Relay|Budgets|F1|reply|act|https:.*|zorvex.*|.*zorvex\.example|krinol.*)$/iu;

/** What a view does not ask for is not there, and fails where it is asked for all the same. */
const part = <Api>(api: Partial<Api>): Api => api as Api;

const NOON = Date.parse('2026-10-02T12:00:00Z');
const REQUEST: EgressRow = {
  ...{ id: '1', at: NOON, origin: 'https://zorvex.example', path: '/v1', sentBytes: 1500, bytes: 2500 },
  ...{ hash: null, reason: 'A text for a model elsewhere', consent: 'preview', state: 'failed' },
};
const VIEW: EscalationView = {
  ...{ isOn: true, relayUrl: 'https://zorvex.example', needsReload: false, hasCode: true, way: 'invite' },
  ...{ ways: null, signedInUntil: null, modelId: 'krinol' },
  models: [
    {
      ...{ id: 'krinol', price: { input: 0.5, output: 1.25 }, pricesOf: '2026-09-01' },
      longer: [{ above: 272_000, price: { input: 1, output: 2.5 } }],
      providers: [{ id: 'zorvex', model: 'krinol', privacy: 'no-retention' }],
    },
  ] as unknown as EscalationView['models'],
  policy: {
    ...{ scope: 'extracts', privacy: 'no-training', enough: 0.6, stays: ['card'], stayWords: [] },
    limits: { requestMicros: 100_000, dayMicros: 1_000_000, monthMicros: 10_000_000 },
  } as unknown as EscalationView['policy'],
  permissions: [
    {
      ...{ id: 'p', task: 'draft', category: 'act', folder: 'Krinol', modelId: 'krinol' },
      ...{ provider: 'zorvex', givenAt: NOON, until: NOON },
    },
  ],
  budget: {
    ...{ dayMicros: 800_000, monthMicros: 800_000, leftMicros: 200_000 },
    warning: '$0.80 of $1.00 for today is spent.',
  } as EscalationView['budget'],
  spending: [],
};
const escalation = part<EscalationApi>({
  look: async () => VIEW,
  onElsewhere: () => () => undefined,
  finishSignIn: async () => null,
  folders: async () => ['Krinol'],
  ledger: async () => [REQUEST],
  costs: async () => ({
    ...{ days: [], spentMicros: 0, allMicros: 2_500_000, taskCount: 1200 },
    byTask: { summary: { count: 0, micros: 0 }, draft: { count: 0, micros: 0 } },
    priced: { name: 'krinol', asOf: '2026-09-01' },
  }),
});
const evaluation = part<EvaluationApi>({
  suitesIn: () => [],
  scoreTriage: async (_judged, data) => ({
    ...{ suite: 'triage', data, n: 1, models: [], heldOut: true, baselines: {}, items: [] },
    method: 'What Deskside said of each mail before you judged it, beside what you say.',
    ...{ metrics: { accuracy: 0.5 }, intervals: { accuracy: [0.25, 0.75] } },
  }),
});
const learning = part<LearningApi>({
  verdicts: part<LearningApi['verdicts']>({
    wanted: 30,
    judged: async () =>
      [
        { expected: { category: 'act', urgent: false }, said: { category: 'read', urgent: false } },
      ] as unknown as Awaited<ReturnType<LearningApi['verdicts']['judged']>>,
  }),
});

let app: FakeApp;
beforeEach(async () => {
  await page.viewport(1440, 900);
  app = createFakeApp([{ id: 'audit', subject: 'Krinol', category: 'reply' }]);
  Object.assign(app.areas, {
    escalation: async () => escalation,
    evaluation: async () => evaluation,
    learning: async () => learning,
  } satisfies Partial<FakeApp['areas']>);
});
afterEach(() => speak('en'));

const choose = (language: Language) => app.set.settings.update((settings) => ({ ...settings, language }));

test.each([
  {
    hash: '#/escalation',
    english: [
      '1.5 kB sent, 2.5 kB back',
      '$0.500 in and $1.25 out',
      'another price above 272,000 tokens',
      'You saw it and agreed',
    ],
    german: [
      '1,5 kB gesendet, 2,5 kB zurück',
      'Ein Text für ein Modell anderswo',
      '0,80 $ von 1,00 $ für heute sind ausgegeben',
      'Alle 1.200 verzeichneten Aufgaben',
      'über 272.000 Token ein anderer Preis',
    ],
    spanish: ['1,5 kB enviados, 2,5 kB recibidos', 'Un texto para un modelo en otro lugar'],
  },
  {
    hash: '#/evaluation',
    english: ['Sorting mail, your own mail: 1 item', '0.250 to 0.750'],
    german: ['E-Mails sortieren, Ihre eigenen E-Mails: 1 Fall', '0,250 bis 0,750', 'Was Deskside zu jeder'],
    spanish: ['Clasificar el correo, su propio correo: 1 elemento', '0,250 a 0,750'],
  },
])('$hash changes its language while it is open, and leaves nothing in the other', async (view) => {
  const { container } = await renderApp(app, view.hash);
  async function says(texts: readonly string[]) {
    for (const text of texts)
      await expect
        .poll(() => container.textContent?.replace(/\s+/gu, ' '), { timeout: 10_000 })
        .toContain(text);
  }
  const words = () => wordsOf(container.querySelector('.page') ?? container);
  await says(view.english);
  const before = words();
  expect(before.length).toBeGreaterThan(10);

  choose('de');
  await says(view.german);
  const now = new Set(words());
  expect(before.filter((text) => now.has(text) && !ALIKE.test(text))).toEqual([]);

  choose('es');
  await says(view.spanish);
  choose('en');
  await says(view.english);
});

test('reasons and failures are said in the language of the page, names and unknown sentences as they are', async () => {
  const detail = fakeDetail({
    ...{ id: 'audit', subject: 'Krinol', category: 'reply', body: 'The audit is on Friday.' },
    summary: [{ text: 'The audit is on Friday.', quote: 'The audit is on Friday.' }],
  });
  const made = {
    route: 'rules',
    ...{ model: null, failed: 'small', reasons: ['Nothing that Small writer wrote could be used.'] },
  } as const;
  const summary = detail.result.summary && { ...detail.result.summary, made };
  app.setDetail({ ...detail, result: { ...detail.result, summary } });
  let message =
    'The browser has no storage left for Deskside. Free some disk space or delete a model, then try again.';
  Object.assign(app.areas, {
    routing: async () =>
      part<RoutingApi>({
        offer: async (_id, task) =>
          task === 'summary' ? { modelId: 'big', name: 'Big', reasons: [], sendsTo: null } : null,
        wordSummary: async () => {
          throw new DesksideError({ code: 'quota-exceeded', message, retryable: false });
        },
      }),
  } satisfies Partial<FakeApp['areas']>);
  choose('de');
  await renderApp(app, '#/mail/audit');
  await expect
    .element(page.getByText('Nichts, was Small writer schrieb, war brauchbar.', { exact: false }))
    .toBeVisible();
  const ask = page.getByRole('button', { name: m.drafts_ask({}, { locale: 'de' }), exact: true });
  await ask.click();
  await expect.element(page.getByText(/^Der Browser hat keinen Speicherplatz mehr/u)).toBeVisible();
  message = 'The cupboard is full.';
  await ask.click();
  await expect
    .element(page.getByText(/Speicherplatz reicht nicht.*Auf Englisch: The cupboard is full\./u))
    .toBeVisible();
});

test('what keeps people from signing in at the relay is said to them', async () => {
  const [, retryable, message] = RELAY_REFUSALS['login-unavailable'];
  const askForWays = async () => {
    throw new DesksideError({ code: 'server-refused', message, retryable });
  };
  Object.assign(app.areas, { escalation: async () => ({ ...escalation, askForWays }) });
  choose('de');
  await renderApp(app, '#/escalation');
  await page.getByRole('button', { name: m.escalation_ask_ways({}, { locale: 'de' }) }).click();
  await expect.element(page.getByText(/^Der Anmeldedienst antwortet dem Relay nicht\./u)).toBeVisible();
});

test('what a refusal of the relay adds is said in the page’s language, with its amounts', async () => {
  const remark = {
    code: 'over-request-limit',
    values: { mostMicros: 500_000, couldMicros: 712_345 },
  } as const;
  const [, retryable, sentence] = RELAY_REFUSALS['budget-exceeded'];
  const askForWays = async () => {
    const message = `${sentence} ${remarkText(remark)}`;
    throw new DesksideError({ code: 'server-refused', message, retryable });
  };
  Object.assign(app.areas, { escalation: async () => ({ ...escalation, askForWays }) });
  choose('de');
  await renderApp(app, '#/escalation');
  await page.getByRole('button', { name: m.escalation_ask_ways({}, { locale: 'de' }) }).click();
  const said =
    /^Das Budget ist aufgebraucht\. Eine Anfrage darf höchstens 0,50\s\$ kosten; diese könnte 0,71\s\$ kosten\./u;
  await expect.element(page.getByText(said)).toBeVisible();
});

test('an OpenID provider that is away is told of in the page’s language, and the other ways stay open', async () => {
  let view: EscalationView = {
    ...{ ...VIEW, way: 'oidc' },
    ways: [{ way: 'oidc', issuer: 'https://zorvex.example', unavailable: true }, { way: 'invite' }],
  };
  Object.assign(app.areas, {
    escalation: async () => ({
      ...escalation,
      look: async () => view,
      chooseWay: async (way: EscalationView['way']) => (view = { ...view, way }),
    }),
  });
  const { container } = await renderApp(app, '#/escalation');
  const note = () => container.querySelector('[data-role=issuer-away]')?.textContent;
  await expect.poll(note).toMatch(/zorvex\.example does not answer the relay at the moment/u);
  expect(container.querySelector('[data-action=sign-in-oidc]')).toBeNull();
  choose('de');
  await expect.poll(note).toMatch(/zorvex\.example antwortet dem Relay zurzeit nicht/u);
  choose('es');
  await expect.poll(note).toMatch(/zorvex\.example no responde al relé por ahora/u);
  await page.getByText('Con un código de invitación').click();
  await expect.element(page.getByLabelText('Código de invitación', { exact: true })).toBeVisible();
});

test('a price that is assumed is told as such with the model', async () => {
  const [listed] = VIEW.models;
  const price = { input: 0.5, output: 1.25, assumed: true } as const;
  const models = [{ ...listed, price }] as unknown as EscalationView['models'];
  Object.assign(app.areas, {
    escalation: async () => ({ ...escalation, look: async () => ({ ...VIEW, models }) }),
  });
  await renderApp(app, '#/escalation');
  await expect
    .element(page.getByText(/another price above 272,000 tokens \(assumed by the relay’s operator\)\./u))
    .toBeVisible();
  choose('es');
  await expect.element(page.getByText(/\(supuesto por el responsable del relé\)\./u)).toBeVisible();
});
