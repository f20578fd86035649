import { DesksideError } from '../../contracts/failure';
import type { EscalationTask } from '../../contracts/escalation';
import { isAway } from '../../contracts/relay';
import { connectSource } from '../../platform/content-security-policy';
import { isReachable } from '../../platform/page-policy';
import { pageStorage } from '../../platform/page-storage';
import { isServiceWorkerReady } from '../../platform/service-worker-ready';
import { budgetState } from '../../routing/budget';
import { isNarrow, LONGEST_PERMISSION_MS, permissionFor } from '../../routing/permissions';
import { simulate } from '../../routing/simulate';
import type { AreaParts } from '../area-parts';
import { requireMessages } from '../briefing/require-messages';
import { noServiceWorker } from '../models/source-refusals';
import { askRelay } from './ask-relay';
import { costView } from './costs';
import type { EscalationApi, EscalationPreview, EscalationView, PreviewWishes } from './escalation-api';
import { previewRequest } from './preview-request';
import { meansFor } from '../routing/means';
import { pricedModel } from './pricing';
import { accountOf, type RelayAccount } from './relay-account';
import { createRelayClient } from './relay-client';
import { createRelaySession } from './relay-session';
import { createSetupStore } from './setup-store';
import { createSignIn } from './sign-in';
import { takeAnswer } from './take-answer';
import { noteTasks } from './task-records';

export function createEscalation(parts: AreaParts): Promise<EscalationApi> {
  const { history, results, settings, people, clock, locks } = parts;
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

  /** Rejects with `source-not-allowed` where there is no relay that the page may reach. */
  function requireRelay(): string {
    const { escalation, relayUrl } = settings.get();
    if (!escalation || relayUrl === null) throw notSetUp();
    if (!isReachable(relayUrl)) throw notReachableYet(relayUrl);
    return relayUrl;
  }

  async function account(): Promise<RelayAccount> {
    const known = accountOf(await setups.get(), requireRelay());
    if (!known) throw notSetUp();
    return known;
  }

  async function refreshModels(): Promise<EscalationView> {
    const models = await client.models(await account());
    const { modelId } = await setups.get();
    const isStillThere = models.some(({ id }) => id === modelId);
    await setups.change({ models, modelId: isStillThere ? modelId : (models[0]?.id ?? null) });
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
      const url = readAddress(address);
      const isOther = settings.get().relayUrl !== url;
      await allow({ relayUrl: url });
      const isNewCode = code.trim() !== '';
      await setups.change({
        ...(isOther ? { models: [], modelId: null, ways: [], way: 'invite', code: '' } : {}),
        ...(isNewCode ? { way: 'invite', code: code.trim() } : {}),
      });
      return look();
    },
    async askForWays() {
      const ways = await client.ways(requireRelay());
      const { way = 'invite' } = await setups.get();
      const isOffered = ways.some((one) => one.way === way);
      const other = ways.find((one) => !isAway(one)) ?? ways[0];
      await setups.change({ ways, way: isOffered ? way : (other?.way ?? 'invite') });
      return look();
    },
    async chooseWay(way) {
      await setups.change({ way });
      return look();
    },
    beginSignIn: async () => signIn.begin(requireRelay()),
    async finishSignIn() {
      return (await signIn.finish(settings.get().relayUrl)) ? refreshModels() : null;
    },
    refreshModels,
    async chooseModel(modelId) {
      await setups.change({ modelId });
      return look();
    },
    async setPolicy(change) {
      const { policy } = await setups.get();
      await setups.change({ policy: { ...policy, ...change } });
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
      await account();
      // The answer is checked against the mail as it is now; what goes is what was shown.
      const judge = await judgeInput(shown.messageId);
      const setup = await setups.get();
      // A permission is for the text, the model and the providers as they are now.
      const agreed = by === 'permission' ? await preview(shown.messageId, shown.task) : shown;
      if (by === 'permission' && (!agreed.permission || agreed.hash !== shown.hash)) throw noPermission();
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

/** The address of a relay as the user types it. */
function readAddress(written: string): string {
  const trimmed = written.trim();
  const address = URL.canParse(trimmed) ? new URL(trimmed.endsWith('/') ? trimmed : `${trimmed}/`) : null;
  if (!address || address.search || address.hash || connectSource(address.href, location.protocol) === null) {
    throw new DesksideError({
      code: 'source-not-allowed',
      message: 'The relay’s address must begin with https://, or with http:// on this machine.',
      retryable: false,
    });
  }
  return address.href;
}

function notSetUp(): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message:
      'No relay is set up, or asking models elsewhere is off. Both are on the page “Models elsewhere”.',
    retryable: false,
  });
}

function notReachableYet(url: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `The relay at ${new URL(url).host} can be reached once the page is loaded again: the places that it may reach are fixed when it loads.`,
    retryable: false,
  });
}

function tooWide(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'A standing permission must name a place in the briefing, a folder, or both.',
    retryable: false,
  });
}

function noPermission(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'No standing permission covers this text as it is now. Look at it, and send it from there.',
    retryable: false,
  });
}
