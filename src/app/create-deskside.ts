import type { ImportFile } from '../contracts/import-api';
import type { MailboxRole } from '../contracts/message';
import type { Settings, SettingsChange } from '../contracts/settings';
import type { History } from '../history/history';
import type { WeightStore } from '../models/weight-store';
import { systemClock } from '../platform/clock';
import type { Fetch } from '../platform/fetch';
import type { Installer } from '../platform/installation';
import { browserLocks } from '../platform/locks';
import { createObservable } from '../platform/observable';
import { pageStorage } from '../platform/page-storage';
import { persistStorage } from '../platform/storage-estimate';
import type { ImportClient } from '../worker-client/import-client';
import type { InferenceClient } from '../worker-client/inference-client';
import type { ModelsClient } from '../worker-client/models-client';
import type { WorkerLike } from '../worker-client/worker-lane';
import type { DesksideApp, ImportReceipt } from './api';
import { createBackgroundHold } from './background-hold';
import { createAreas } from './areas';
import { createBriefingService } from './briefing/briefing-service';
import { createLazyWindow } from './briefing/lazy-window';
import { createRunMarker } from './briefing/run-marker';
import { ALL_MAIL, createChangeBus, DOCUMENTS } from './change-bus';
import { createDigestView } from './digest-view';
import { createMailImport } from './import-mail';
import { joinTabs } from './join-tabs';
import type { EgressLog } from './egress';
import { recordEgress } from './escalation/record-egress';
import { createMachine } from './machine';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import { createMailTools } from './mail-tools';
import { createMailWork } from './mail-work';
import { watchMessage } from './message-detail';
import { createModels } from './models/create-models';
import type { ModelRegistry } from './models/model-registry';
import { createNoticeBoard } from './notices';
import { lazily } from './lazily';
import { createPeople } from './people';
import { showStored } from './show-stored';
import { sourceOrigins } from './source-origins';
import { createSpeed } from './speed/create-speed';
import type { ServerDirectory } from './servers/server-directory';

export interface DesksideParts {
  readonly version: string;
  readonly history: History;
  readonly weights: WeightStore;
  readonly inference: InferenceClient;
  readonly modelsClient: ModelsClient;
  /** The models that the inference client knows as well. */
  readonly registry: ModelRegistry;
  /** The servers that the own-server engine knows as well. */
  readonly servers: ServerDirectory;
  /** For the test of a connection to a server; notes each request in `egress`. */
  readonly checkFetch: Fetch;
  readonly egress: EgressLog;
  readonly importer: ImportClient;
  /** Learns what corrections teach. */
  readonly spawnLearner: () => WorkerLike;
  /** Holds the search index. */
  readonly spawnSearch: () => WorkerLike;
  /** Judges texts by label sets. */
  readonly spawnLabels: () => WorkerLike;
  /** Writes and reads workspace files. */
  readonly spawnWorkspace: () => WorkerLike;
  /** Made early, because the browser offers the installation once. */
  readonly installer: Installer;
  /** Settings for this visit only, for instance from the address. */
  readonly overrides: Partial<Settings>;
  /** The sample night: its inbox and its Sent mail. */
  readonly fetchSample: () => Promise<Readonly<Record<MailboxRole, ImportFile>>>;
}

/** Builds the services and reads what is stored. Rejects with `storage-unavailable`. */
export async function createDeskside(parts: DesksideParts): Promise<DesksideApp> {
  const { version, history, weights, inference, importer } = parts;
  const board = createNoticeBoard();
  const locks = browserLocks();
  for (const [id, { notice }] of Object.entries({ history, weights }))
    if (notice) board.post({ id: `${id}-in-memory`, tone: 'warning', text: notice.message });

  const otherTabs = joinTabs(history);
  const overrides = { ...parts.overrides };
  const settings = createObservable<Settings>({ ...(await history.settings.get()), ...overrides });
  const machine = createMachine(pageStorage(), weights.notice === null);
  const changes = createChangeBus();
  const rows = createMailRows();
  const results = createMailResults(history, rows, changes);
  const people = createPeople(history, rows, settings);
  const mail = createMailImport(importer, history, rows);
  const lookedAt = createLazyWindow({ rows, settings, mail, updateSettings });
  const { window } = lookedAt;
  const digestView = createDigestView(results, rows, people.owner, window);
  const models = createModels({
    store: weights,
    client: parts.modelsClient,
    note: parts.egress.note,
    registry: parts.registry,
    servers: parts.servers,
    checkFetch: parts.checkFetch,
    storage: pageStorage(),
    saveSettings: (change) => updateSettings(change),
    isAtWork: () => isWorking() || speed.isWorking(),
    otherOrigins: () => sourceOrigins(history),
    ...{ version, inference, machine, settings, board },
  });
  const router = lazily(async () => {
    const { createTaskRouter } = await import('./routing/task-router');
    const { access, actions } = models;
    return createTaskRouter({
      ...{ history, settings, models: access, cards: actions.models },
      now: systemClock.now,
      isOffline: () => !navigator.onLine,
    });
  });
  const { corrections, drafts } = createMailTools({
    ...{ results, rows, board, people, settings, router },
    models: models.access,
    spawnLearner: parts.spawnLearner,
  });

  let reading: Promise<void> | null = null;
  const reload = (): Promise<void> => (reading = showStored(history, rows).finally(() => (reading = null)));

  async function updateSettings(change: SettingsChange): Promise<void> {
    const here = typeof change === 'function' ? change(settings.get()) : change;
    settings.update((now) => ({ ...now, ...here }));
    // What the user sets holds, whatever the address said.
    for (const name of Object.keys(here)) Reflect.deleteProperty(overrides, name);
    if (here.device) inference.setDevice(here.device);
    await history.settings.change(change);
    await people.learn();
  }

  async function apart(work: () => Promise<void>): Promise<void> {
    const goesOn = briefing.progress.get().state === 'running';
    briefing.cancel();
    await briefing.idle();
    await work();
    if (goesOn) briefing.start();
  }

  async function countAgain(): Promise<void> {
    if (rows.current().length > 0) await lookedAt.start();
    await Promise.all([mail.refresh(), people.learn(), digestView.refresh(), machine.refresh()]);
  }

  async function follow(): Promise<void> {
    indexBehind();
    await countAgain();
  }

  const mailWork = createMailWork({ history, rows, changes, corrections, apart, follow });
  const stops: (() => Promise<void>)[] = [];

  async function stopWork(): Promise<void> {
    mail.cancel();
    await Promise.all([mail.idle(), ...stops.map((stop) => stop())]);
    briefing.cancel();
    await briefing.idle();
  }

  /** Keeps no more mail than the user wants. What fails now is tried again at the next start. */
  async function keepToLimits(): Promise<void> {
    const { days, newest } = settings.get().retention;
    if (days === null && newest === null) return;
    await areas
      .data()
      .then((data) => data.applyRetention())
      .catch(() => undefined);
  }

  const marker = createRunMarker(pageStorage(), rows.steps);
  addEventListener('pagehide', () => {
    marker.leave();
    models.leave();
  });
  const briefing = createBriefingService({
    ...{ results, rows, people, reload, marker, router, window },
    models: models.access,
    voice: people.voice.get,
    clock: systemClock,
    locks,
    onEnd() {
      void machine.refresh();
      indexBehind();
    },
  });

  /** Reads the meaning of what came in, when nothing else is to be done. What goes wrong is told where one searches. */
  function indexBehind(): void {
    void areas
      .search()
      .then((search) => search.refresh())
      .catch(() => undefined);
  }
  changes.on(DOCUMENTS, indexBehind);

  async function importFiles(files: readonly ImportFile[], role: MailboxRole): Promise<ImportReceipt> {
    // Asked when the user brings something worth keeping; a refusal changes nothing but a line in the storage view.
    void persistStorage();
    const receipt = await mail.run(files, role);
    if (receipt.added > 0) await followMail(role === 'inbox');
    return receipt;
  }

  async function followMail(received: boolean): Promise<void> {
    await people.learn();
    await keepToLimits();
    if (received) briefing.start();
  }

  const isWorking = (): boolean =>
    briefing.progress.get().state === 'running' || mail.importing.get() !== null || models.isWorking();
  const speed = createSpeed({
    ...{ version, isWorking },
    pauseTrials: models.pauseTrials,
    client: inference,
    findModel: parts.registry.require,
    machine: machine.facts.get,
    probeMachine: models.actions.probeMachine,
    storage: pageStorage(),
  });

  const background = createBackgroundHold(inference.busy);
  const areas = createAreas({
    ...{ history, results, rows, people, settings, updateSettings, changes, board },
    ...{ importer, corrections, drafts, version },
    isWorking: () => isWorking() || background.isHeld(),
    spawnLearner: parts.spawnLearner,
    spawnSearch: parts.spawnSearch,
    spawnLabels: parts.spawnLabels,
    spawnWorkspace: parts.spawnWorkspace,
    upkeep: {
      ...{ stopWork, reload, keepOrigins: models.keepOrigins },
      onStop: (stop) => void stops.push(stop),
      async mailCame({ received }) {
        await mail.refresh();
        await followMail(received);
      },
      purgeMail: mailWork.purge,
      removeModel: models.actions.removeModel,
      modelBytes: () => machine.facts.get().modelBytes,
    },
    models: models.access,
    router,
    cards: models.actions.models,
    egress: parts.egress,
    clock: systemClock,
    locks,
    briefing: briefing.progress,
    installer: parts.installer,
  });

  lookedAt.follow(briefing.progress);
  /** As they ran when the last briefing ended: a quiet page tries other ways to run them, and lets go of them. */
  let briefedWith: ReturnType<typeof inference.loaded.get> | null = null;
  briefing.progress.subscribe(({ state }) => {
    if (state === 'done') briefedWith = inference.loaded.get();
  });
  recordEgress(parts.egress, history, board);
  inference.setDevice(settings.get().device);
  await reload();
  otherTabs.follow({
    ...{ history, rows, changes, settings, overrides, apart, countAgain, reload, stopWork },
    reading: () => reading,
    setDevice: inference.setDevice,
  });
  if (rows.current().length > 0) await lookedAt.start();
  rows.publish();
  await Promise.all([mail.refresh(), models.start()]);
  // Looks through hundreds of mails, for which the page need not wait.
  const learnt = people
    .learn()
    .then(digestView.refresh)
    .catch(() => undefined);
  void models.resume().catch(() => undefined);
  void keepToLimits();
  // Looks at them when it is made; without any, nothing of it is loaded.
  void history.sources
    .ids()
    .then(({ length }) => (length > 0 ? areas.sources() : undefined))
    .catch(() => undefined);
  const interrupted = marker.afterReload();
  if (interrupted === 'resume') void learnt.then(briefing.start);
  else if (interrupted === 'give-up') {
    marker.end();
    board.post({
      id: 'briefing-interrupted',
      tone: 'warning',
      text: 'The last briefings ended with the page closing. If it happens again, turn off the language model in the settings.',
      action: { label: 'Go on with the briefing', run: briefing.start },
    });
  }

  return {
    version,
    rows: rows.rows,
    sentCount: mail.sentCount,
    voice: people.voice,
    detectedOwner: people.detectedOwner,
    importing: mail.importing,
    briefing: briefing.progress,
    digest: digestView.digest,
    window,
    machine: machine.facts,
    settings,
    notices: board.notices,
    outgoing: parts.egress.requests,
    areas,

    importFiles,
    async importSample() {
      const sample = await parts.fetchSample();
      const sent = await importFiles([sample.sent], 'sent');
      return sent.cancelled ? sent : importFiles([sample.inbox], 'inbox');
    },
    cancelImport: mail.cancel,

    startBriefing: briefing.start,
    cancelBriefing: briefing.cancel,
    ...lookedAt.actions,
    async report() {
      await digestView.refresh();
      const { makeReport } = await import('./build-report');
      return makeReport({
        version,
        machine: machine.facts.get(),
        models: briefedWith ?? inference.loaded.get(),
        digest: digestView.digest.get(),
        ids: rows.current().map(({ id }) => id),
        results,
        egress: parts.egress,
        totalMs: briefing.progress.get().elapsedMs,
      });
    },

    detail: (id) => watchMessage(id, results, changes),
    original: async (id) => (await import('./original-mail')).readOriginal(history, id),
    correctAll: async (ids, change) => (await corrections()).correctAll(ids, change),
    undoCorrection: async (id) => (await corrections()).undo(id),
    markDone: mailWork.markDone,
    removeMail: mailWork.remove,
    async summariseNow(id) {
      const { summariseMail } = await import('./briefing/summarise-mail');
      await summariseMail(id, {
        results,
        models: models.access,
        router: await router(),
        owner: people.owner(),
      });
    },

    async saveAnswers(id, answers) {
      await history.answers.put(id, answers);
      changes.emit(id);
    },
    async writeDraft(id, options) {
      return (await drafts()).write(id, options);
    },
    saveDraft: async (id, text, onReplaced) => (await drafts()).save(id, text, onReplaced),
    draftAsEml: async (id) => (await drafts()).asEml(id),
    draftAsMailto: async (id) => (await drafts()).asMailto(id),

    ...models.actions,
    ...speed.actions,
    findFastestWay: (modelId) => background.during(() => models.actions.findFastestWay(modelId)),
    measureSpeed: (modelIds) => background.during(() => speed.actions.measureSpeed(modelIds)),

    updateSettings,
    isWorking: () => isWorking() || speed.isWorking(),
    notify: board.post,
    dismissNotice: board.dismiss,
    async deleteAllMail() {
      await stopWork();
      // Before the store, so that nothing that is still being made of a mail is written after it.
      rows.clear();
      changes.emit(ALL_MAIL);
      await history.clear();
      await countAgain();
    },
  };
}
