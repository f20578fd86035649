import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testRelay } from '../../../relay/testing/test-relay';
import { eventually } from '../../../tests/support/eventually';
import { makeMessage } from '../../../tests/support/make-message';
import type { StandingPermission } from '../../contracts/escalation';
import type { Settings } from '../../contracts/settings';
import { createHistory } from '../../history/history';
import type { HistoryStorage } from '../../history/history-tables';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createLocalLocks } from '../../platform/locks';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { AreaParts } from '../area-parts';
import { createChangeBus } from '../change-bus';
import { createTabFollower } from '../follow-tabs';
import { createMailResults } from '../mail-results';
import { createMailRows } from '../mail-rows';
import { createPeople } from '../people';
import { showStored } from '../show-stored';
import { openTabChannel } from '../tab-channel';
import { createEscalation } from './create-escalation';
import type { EscalationApi } from './escalation-api';

const RELAY = 'https://relay.example/';
const MAIL = makeMessage({
  id: 'm1',
  subject: 'The crane',
  folder: 'Harbour',
  text: 'Hi Dana,\n\nThe crane stands still since 14:30. Call me on +44 20 7946 0018.\n\nAda Byron',
});

let storage: HistoryStorage;
let channelName: string;
/** Texts that reached a provider. */
let sent: string[];
/** Runs before what the relay answers at a path comes back. */
let meanwhile: (path: string) => Promise<unknown>;

const answer = (): Response => {
  const events = [
    { choices: [{ index: 0, delta: { content: 'Hello.' }, finish_reason: 'stop' }] },
    { choices: [], usage: { prompt_tokens: 200, completion_tokens: 20 } },
  ];
  const lines = [...events.map((event) => JSON.stringify(event)), '[DONE]'];
  return new Response(lines.map((line) => `data: ${line}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });
};

/** What of the app has to do with models elsewhere, as each tab builds it. */
async function openTab() {
  const history = createHistory(storage);
  const rows = createMailRows();
  const changes = createChangeBus();
  const settings = createObservable<Settings>(await history.settings.get());
  const done = async () => undefined;
  const channel = openTabChannel(new BroadcastChannel(channelName));
  history.onWrites(channel.tell);
  channel.listen(
    createTabFollower({
      ...{ history, rows, changes, settings, overrides: {}, setDevice: () => undefined },
      ...{ apart: (part) => part(), countAgain: done, reload: done, reading: () => null, stopWork: done },
    }),
  );
  await showStored(history, rows);
  const parts = {
    ...{ history, rows, changes, settings, locks: createLocalLocks() },
    results: createMailResults(history, rows, changes),
    people: createPeople(history, rows, settings),
    updateSettings: async (change: Partial<Settings>) => {
      settings.update((now) => ({ ...now, ...change }));
      await history.settings.change(change);
    },
    upkeep: { keepOrigins: done },
    models: { embedder: async () => null },
    cards: createObservable([]),
    egress: { note: () => undefined },
    clock: { now: Date.now },
  };
  vi.stubGlobal('sessionStorage', createMemoryPageStorage());
  return { history, api: await createEscalation(parts as unknown as AreaParts) };
}

beforeEach(async () => {
  storage = createMemoryHistoryStorage();
  // Those of earlier tests are still open.
  channelName = crypto.randomUUID();
  sent = [];
  meanwhile = async () => undefined;
  const relay = await testRelay(
    {
      RELAY_CONSENT: 'on',
      RELAY_PRICES: '{"openai/model":[{"input":1,"output":10}]}',
    },
    {
      answer: (_url, init) => {
        sent.push(String(init.body));
        return Promise.resolve(answer());
      },
    },
  );
  vi.stubGlobal('document', { baseURI: 'https://desk.example/', querySelector: () => null });
  vi.stubGlobal('location', new URL('https://desk.example/'));
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const { pathname } = new URL(url);
    const response = await relay.request(pathname, init);
    await meanwhile(pathname);
    return response;
  });
  vi.useFakeTimers({ toFake: ['Date'], now: relay.clock.now() });
  await createHistory(storage).messages.add([MAIL]);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function setUp(api: EscalationApi): Promise<StandingPermission> {
  await api.setRelay(RELAY, 'a-code-for-testing');
  await api.turn(true);
  await api.refreshModels();
  await api.chooseModel('openai/model');
  const { permissions } = await api.permit({
    ...{ task: 'draft', category: null, folder: 'Harbour', modelId: 'openai/model', provider: 'openai' },
    until: Date.now() + 86_400_000,
  });
  const [permission] = permissions;
  if (!permission) throw new Error('No permission was given.');
  return permission;
}

describe('what is set up for models elsewhere in one tab', () => {
  it('is shown in another one at once', async () => {
    const [one, other] = [await openTab(), await openTab()];
    let shown = await other.api.look();
    const end = other.api.onElsewhere(() => void other.api.look().then((now) => (shown = now)));
    const { id } = await setUp(one.api);
    await eventually(() =>
      expect(shown).toMatchObject({ isOn: true, relayUrl: RELAY, hasCode: true, modelId: 'openai/model' }),
    );
    await eventually(() => expect(shown.permissions).toHaveLength(1));
    await one.api.revoke(id);
    await one.api.setPolicy({ privacy: 'no-retention' });
    await one.api.turn(false);
    await eventually(() => expect(shown.isOn).toBe(false));
    expect(shown).toMatchObject({ permissions: [], policy: { privacy: 'no-retention' } });
    end();
    await one.api.turn(true);
    await eventually(async () => expect((await other.api.look()).isOn).toBe(true));
    expect(shown.isOn).toBe(false);
  });

  it('is all kept when another one changes something else of it at the same time', async () => {
    const [one, other] = [await openTab(), await openTab()];
    await setUp(one.api);
    await Promise.all([
      one.api.setPolicy({ limits: { dayMicros: 7 } }),
      other.api.setPolicy({ limits: { monthMicros: 8 } }),
      one.api.setPolicy({ stayWords: ['crane'] }),
      other.api.chooseModel('openai/other'),
    ]);
    expect(await one.api.look()).toMatchObject({
      policy: { limits: { dayMicros: 7, monthMicros: 8 }, stayWords: ['crane'] },
      modelId: 'openai/other',
    });
  });
});

it('what a relay offers is not kept for another one that another tab has set up meanwhile', async () => {
  const [one, other] = [await openTab(), await openTab()];
  await setUp(one.api);
  meanwhile = async (path) =>
    path === '/v1/models' && other.api.setRelay('https://other.example/', 'another-code');
  await one.api.refreshModels();
  expect(await other.api.look()).toMatchObject({ relayUrl: 'https://other.example/', models: [] });
});

describe('a text that is about to be sent from one tab', () => {
  type By = 'preview' | 'permission';

  /** The text as the user has it before them in the second tab, which follows the first. */
  async function shownInOther() {
    const one = await openTab();
    const permission = await setUp(one.api);
    const other = await openTab();
    const shown = await other.api.preview('m1', 'draft');
    expect(shown).toMatchObject({ permission: { id: permission.id }, route: { barred: null } });
    const ask = (by: By) =>
      other.api.ask(shown, { by, signal: new AbortController().signal, onText: () => undefined });
    return { one: one.api, permission, ask, history: other.history };
  }
  type Shown = Awaited<ReturnType<typeof shownInOther>>;

  it.each(['preview', 'permission'] as const)('goes with the user’s word by %s', async (by) => {
    const { ask } = await shownInOther();
    expect((await ask(by)).text).toBe('Hello.');
    expect(sent).toHaveLength(1);
  });

  const TAKEN_BACK: readonly [string, By, (shown: Shown) => Promise<unknown>, RegExp][] = [
    [
      'its permission is taken back',
      'permission',
      ({ one, permission }) => one.revoke(permission.id),
      /No standing permission|What you allowed/u,
    ],
    ['models elsewhere are turned off', 'preview', ({ one }) => one.turn(false), /is off|What you allowed/u],
    [
      'another relay is set up',
      'preview',
      ({ one }) => one.setRelay('https://other.example/', 'b'),
      /relay|No model|What you allowed/u,
    ],
    [
      'its words are to stay',
      'preview',
      ({ one }) => one.setPolicy({ stayWords: ['crane'] }),
      /crane|What you allowed/u,
    ],
    [
      'the budget is lowered',
      'permission',
      ({ one }) => one.setPolicy({ limits: { dayMicros: 1 } }),
      /left today|What you allowed/u,
    ],
  ];

  it.each(TAKEN_BACK)(
    'stays here when in another one %s just before',
    async (_what, by, takeBack, reason) => {
      const shown = await shownInOther();
      await takeBack(shown);
      await expect(shown.ask(by)).rejects.toThrow(reason);
      expect([sent, await shown.history.spending.all()]).toEqual([[], []]);
    },
  );

  it.each(TAKEN_BACK)(
    'stays here when in another one %s while the relay is asked',
    async (_what, by, takeBack, reason) => {
      const shown = await shownInOther();
      // The text has still to leave when the relay has agreed to take it.
      meanwhile = async (path) => path === '/v1/consents' && takeBack(shown);
      await expect(shown.ask(by)).rejects.toThrow(reason);
      expect([sent, await shown.history.spending.all()]).toEqual([[], []]);
      expect((await shown.history.egress.all()).filter(({ hash }) => hash !== null)).toEqual([]);
    },
  );
});
