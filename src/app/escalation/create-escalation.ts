import type { EscalationTask } from '../../contracts/escalation';
import { isAway } from '../../contracts/relay';
import { isReachable } from '../../platform/page-policy';
import { pageStorage } from '../../platform/page-storage';
import { isServiceWorkerReady } from '../../platform/service-worker-ready';
import { budgetState } from '../../routing/budget';
import { isNarrow, LONGEST_PERMISSION_MS, permissionFor } from '../../routing/permissions';
import { simulate } from '../../routing/simulate';
import type { AreaParts } from '../area-parts';
import { elsewhere } from '../change-bus';
import { requireMessages } from '../briefing/require-messages';
import { noServiceWorker } from '../models/source-refusals';
import { askRelay } from './ask-relay';
import { costView } from './costs';
import type { EscalationApi, EscalationPreview, EscalationView, PreviewWishes } from './escalation-api';
import { changedMeanwhile, noPermission, notReachableYet, notSetUp, tooWide } from './escalation-failures';
import { previewRequest } from './preview-request';
import { meansFor } from '../routing/means';
import { pricedModel } from './pricing';
import { accountOf, type RelayAccount } from './relay-account';
import { readRelayAddress } from './relay-address';
import { createRelayClient } from './relay-client';
import { createRelaySession } from './relay-session';
import { createSetupStore } from './setup-store';
import { createSignIn } from './sign-in';
import { takeAnswer } from './take-answer';
import { noteTasks } from './task-records';

/** What a view of this area is made from. */
const SHOWN_TABLES = ['settings', 'escalationSetup', 'permissions', 'spending'] as const;

export function createEscalation(parts: AreaParts): Promise<EscalationApi> {
  const { history, results, settings, people, clock, locks, changes } = parts;
  const setups = createSetupStore(history);
  const storage = pageStorage('sessionStorage');
  const client = createRelayClient({
    note: parts.egress.note,
    session: createRelaySession(storage, clock.now),
  });
  const signIn = createSignIn({
    ...{ client, setups, history, storage, now: clock.now },
    home: new URL('.', document.baseURI).href,
  });

  async function look(): Promise<EscalationView> {
    const [setup, permissions, spending] = await Promise.all([
      setups.get(),
      history.permissions.all(),
      history.spending.all(),
    ]);
    const { escalation: isOn, relayUrl } = settings.get();
    const now = clock.now();
    const known = accountOf(setup, relayUrl);
    return {
      ...{ isOn, relayUrl, spending },
      way: setup.way ?? 'invite',
      ways: setup.ways ?? null,
      signedInUntil: known && (await client.signedInUntil(known)),
      needsReload: isOn && relayUrl !== null && !isReachable(relayUrl),
      hasCode: setup.code !== '',
      models: setup.models,
      modelId: setup.modelId,
      policy: setup.policy,
      permissions: permissions.filter(({ until }) => until > now),
      budget: budgetState(spending, setup.policy, now),
    };
  }

  /** The settings first, so that nothing can be reached that they do not name. */
  async function allow(change: { readonly escalation?: boolean; readonly relayUrl?: string }): Promise<void> {
    const next = { ...settings.get(), ...change };
    const isWider = next.escalation && next.relayUrl !== null && !isReachable(next.relayUrl);
    if (isWider && !(await isServiceWorkerReady())) throw noServiceWorker();
    await parts.updateSettings(change);
    await parts.upkeep.keepOrigins().catch((thrown: unknown) => {
      if (isWider) throw thrown;
    });
  }

  /** By what is stored, which another tab may have changed just now. Rejects with `source-not-allowed` where there is no relay that the page may reach. */
  async function requireRelay(): Promise<string> {
    const { escalation, relayUrl } = await history.settings.get();
    if (!escalation || relayUrl === null) throw notSetUp();
    if (!isReachable(relayUrl)) throw notReachableYet(relayUrl);
    return relayUrl;
  }

  async function account(): Promise<RelayAccount> {
    const known = accountOf(await setups.get(), await requireRelay());
    if (!known) throw notSetUp();
    return known;
  }

  /** Another relay is set up as a whole: what belongs to one never meets the address of another. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    return locks.run('deskside-escalation-relay', undefined, work);
  }

  /** Keeps what the relay at this address told, unless another one was set up while it was asked. */
  function keepTold(url: string, to: Parameters<typeof setups.change>[0]): Promise<void> {
    return inTurn(async () => {
      if ((await history.settings.get()).relayUrl === url) await setups.change(to);
    });
  }

  async function refreshModels(): Promise<EscalationView> {
    const asked = await account();
    const models = await client.models(asked);
    await keepTold(asked.url, ({ modelId }) => {
      const isStillThere = models.some(({ id }) => id === modelId);
      return { models, modelId: isStillThere ? modelId : (models[0]?.id ?? null) };
    });
    return look();
  }

  async function preview(
    messageId: string,
    task: EscalationTask,
    wishes: Partial<PreviewWishes> = {},
  ): Promise<EscalationPreview> {
    const { url } = await account();
    const setup = await setups.get();
    const { policy } = setup;
    const { signal } = new AbortController();
    if ((await results.get(messageId)).summary === null) {
      const { extractMail } = await import('../briefing/extract-stage');
      const embedder = await parts.models.embedder(signal);
      await extractMail(messageId, { results, embedder, owner: people.owner() }, signal);
    }
    const [[message], result, answers, spending, permissions] = await Promise.all([
      requireMessages(history, [messageId]),
      results.get(messageId),
      history.answers.get(messageId),
      history.spending.all(),
      history.permissions.all(),
    ]);
    return previewRequest(
      {
        ...{ task, message, result, answers, setup, spending, permissions },
        owner: people.owner(),
        relayUrl: url,
        isOn: settings.get().escalation,
        isOffline: !navigator.onLine,
        means: meansFor(task, settings.get(), parts.cards.get()),
        now: clock.now(),
      },
      {
        scope: wishes.scope ?? policy.scope,
        modelId: wishes.modelId ?? setup.modelId ?? '',
        shown: wishes.shown ?? [],
        hidden: wishes.hidden ?? [],
      },
    );
  }

  async function judgeInput(messageId: string) {
    const [[message], answers] = await Promise.all([
      requireMessages(history, [messageId]),
      history.answers.get(messageId),
    ]);
    return { message, answers, owner: people.owner(), voice: people.voice.get() };
  }

  const api: EscalationApi = {
    look,
    async turn(isOn) {
      await allow({ escalation: isOn });
      return look();
    },
    async setRelay(address, code) {
      const url = readRelayAddress(address);
      const isNewCode = code.trim() !== '';
      await inTurn(async () => {
        const isOther = (await history.settings.get()).relayUrl !== url;
        await allow({ relayUrl: url });
        await setups.change(() => ({
          ...(isOther ? { models: [], modelId: null, ways: [], way: 'invite', code: '' } : {}),
          ...(isNewCode ? { way: 'invite', code: code.trim() } : {}),
        }));
      });
      return look();
    },
    async askForWays() {
      const url = await requireRelay();
      const ways = await client.ways(url);
      await keepTold(url, ({ way = 'invite' }) => {
        const isOffered = ways.some((one) => one.way === way);
        const other = ways.find((one) => !isAway(one)) ?? ways[0];
        return { ways, way: isOffered ? way : (other?.way ?? 'invite') };
      });
      return look();
    },
    async chooseWay(way) {
      await setups.change(() => ({ way }));
      return look();
    },
    beginSignIn: async () => signIn.begin(await requireRelay()),
    async finishSignIn() {
      return (await signIn.finish(settings.get().relayUrl)) ? refreshModels() : null;
    },
    refreshModels,
    async chooseModel(modelId) {
      await setups.change(() => ({ modelId }));
      return look();
    },
    async setPolicy(change) {
      await setups.change(({ policy }) => ({
        policy: { ...policy, ...change, limits: { ...policy.limits, ...change.limits } },
      }));
      return look();
    },
    async permit(permission) {
      if (!isNarrow(permission)) throw tooWide();
      const givenAt = clock.now();
      const until = Math.min(permission.until, givenAt + LONGEST_PERMISSION_MS);
      await history.permissions.put({ ...permission, id: crypto.randomUUID(), givenAt, until });
      return look();
    },
    async folders() {
      const outlines = await history.messages.list({ role: 'inbox' });
      return [...new Set(outlines.flatMap(({ folder }) => folder ?? []))].sort((a, b) => a.localeCompare(b));
    },
    async revoke(id) {
      const permission = await history.permissions.get(id);
      await history.permissions.delete(id);
      return permission ?? null;
    },
    async restorePermission(permission) {
      await history.permissions.put(permission);
      return look();
    },
    async permissionFor(messageId, task) {
      const [setup, result, permissions, [message]] = await Promise.all([
        setups.get(),
        results.get(messageId),
        history.permissions.all(),
        requireMessages(history, [messageId]),
      ]);
      const folder = message.folder ?? null;
      const model = setup.models.find(({ id }) => id === setup.modelId);
      const category = result.triage?.category ?? null;
      const providers = model?.providers.map(({ id }) => id) ?? [];
      return permissionFor(
        { task, category, folder, modelId: model?.id ?? '', providers },
        permissions,
        clock.now(),
      );
    },
    preview,
    async ask(shown, { by, signal, onText }) {
      // The answer is checked against the mail as it is now; what goes is what was shown.
      const judge = await judgeInput(shown.messageId);
      const setup = await setups.get();
      const now = await preview(shown.messageId, shown.task, by === 'permission' ? {} : shown.wishes);
      if (now.relayUrl !== shown.relayUrl) throw changedMeanwhile();
      // A permission is for the text, the model and the providers as they are now.
      if (by === 'permission' && (!now.permission || now.hash !== shown.hash)) throw noPermission();
      // What forbids it by now holds also for a text that was shown before.
      const agreed = by === 'permission' ? now : { ...shown, route: now.route };
      return askRelay(
        { history, locks, client, now: clock.now },
        { preview: agreed, setup, judge, by, signal, onText },
      );
    },
    take: (answer) => takeAnswer(parts, answer),
    async costs() {
      const now = clock.now();
      const [spending, records, setup] = await Promise.all([
        history.spending.all(),
        noteTasks(history, parts.rows.current(), people.owner(), now),
        setups.get(),
      ]);
      return costView(spending, records, pricedModel(setup, now), now);
    },
    ledger: async () => (await history.egress.all()).sort((a, b) => b.at - a.at),
    clearLedger: () => history.egress.clear(),
    onElsewhere(listener) {
      const ends = SHOWN_TABLES.map((table) => changes.on(elsewhere(table), listener));
      return () => ends.forEach((end) => end());
    },
    async simulate({ policy, last }) {
      const now = clock.now();
      const records = await noteTasks(history, parts.rows.current(), people.owner(), now);
      const latest = records.toSorted((a, b) => b.at - a.at).slice(0, last);
      const { priced, model } = pricedModel({ ...(await setups.get()), policy }, now);
      return { ...simulate(latest, policy, model), priced };
    },
  };
  return Promise.resolve(api);
}
