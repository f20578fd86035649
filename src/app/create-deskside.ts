import { toFailure } from '../contracts/failure';
import type { ImportFile } from '../contracts/import-api';
import type { MailboxRole } from '../contracts/message';
import type { Settings } from '../contracts/settings';
import type { History } from '../history/history';
import type { WeightStore } from '../models/weight-store';
import { systemClock } from '../platform/clock';
import { browserLocks } from '../platform/locks';
import { createObservable } from '../platform/observable';
import { pageStorage } from '../platform/page-storage';
import { persistStorage } from '../platform/storage-estimate';
import type { ImportClient } from '../worker-client/import-client';
import type { InferenceClient } from '../worker-client/inference-client';
import type { ModelsClient } from '../worker-client/models-client';
import type { DesksideApp, ImportReceipt } from './api';
import { createBriefingService } from './briefing/briefing-service';
import { createRunMarker } from './briefing/run-marker';
import { createChangeBus } from './change-bus';
import { createDigestView } from './digest-view';
import { createMailImport } from './import-mail';
import { lazily } from './lazily';
import type { EgressLog } from './egress';
import { createMachine } from './machine';
import { createMailResults } from './mail-results';
import { createMailRows } from './mail-rows';
import { watchMessage } from './message-detail';
import { createModels } from './models/create-models';
import type { ModelRegistry } from './models/model-registry';
import { createNoticeBoard } from './notices';
import { createPeople } from './people';

export interface DesksideParts {
  readonly version: string;
  readonly history: History;
  readonly weights: WeightStore;
  readonly inference: InferenceClient;
  readonly modelsClient: ModelsClient;
  /** The models that the inference client knows as well. */
  readonly registry: ModelRegistry;
  readonly egress: EgressLog;
  readonly importer: ImportClient;
  /** Settings for this visit only, for instance from the address. */
  readonly overrides: Partial<Settings>;
  /** The sample night: its inbox and its Sent mail. */
  readonly fetchSample: () => Promise<Readonly<Record<MailboxRole, ImportFile>>>;
}

/** Builds the services and reads what is stored. Rejects with `storage-unavailable`. */
export async function createDeskside(parts: DesksideParts): Promise<DesksideApp> {
  const { version, history, weights, inference, importer } = parts;
  const board = createNoticeBoard();
  for (const [id, { notice }] of Object.entries({ history, weights }))
    if (notice) board.post({ id: `${id}-in-memory`, tone: 'warning', text: notice.message });

  const settings = createObservable<Settings>({ ...(await history.settings.get()), ...parts.overrides });
  const machine = createMachine(pageStorage(), weights.notice === null);
  const changes = createChangeBus();
  const rows = createMailRows();
  const results = createMailResults(history, rows, changes);
  const people = createPeople(history, rows, settings);
  const mail = createMailImport(importer, history, rows);
  const digestView = createDigestView(results, rows, people.owner);
  const models = createModels({
    store: weights,
    client: parts.modelsClient,
    registry: parts.registry,
    storage: pageStorage(),
    saveSettings: (change) => updateSettings(change),
    ...{ inference, machine, settings, board },
  });
  // What is needed only once there is mail is loaded then: the page itself must come fast.
  const corrections = lazily(async () => {
    const { createCorrections } = await import('./corrections');
    return createCorrections({
      results,
      rows,
      embedderId: () => settings.get().embedderId,
      owner: people.owner,
      embed: async (text) => {
        const { signal } = new AbortController();
        const [vector] = await (await models.access.embedder(signal)).embed([text], { signal });
        if (!vector) throw new Error('The embedder gave nothing for a text.');
        return vector;
      },
    });
  });
  const drafts = lazily(async () => {
    const { createDrafts } = await import('./drafts');
    return createDrafts({
      results,
      owner: people.owner,
      voice: people.voice.get,
      generator: models.access.generator,
    });
  });

  async function reload(): Promise<void> {
    rows.add(await history.messages.list({ role: 'inbox' }));
    for (const result of await history.results.all()) rows.showResult(result);
  }

  async function updateSettings(change: Partial<Settings>): Promise<void> {
    settings.update((now) => ({ ...now, ...change }));
    if (change.device) inference.setDevice(change.device);
    // Another tab may have changed other settings since.
    await history.settings.put({ ...(await history.settings.get()), ...change });
    await people.learn();
  }

  const marker = createRunMarker(pageStorage());
  addEventListener('pagehide', () => {
    marker.leave();
    models.leave();
  });
  const briefing = createBriefingService({
    ...{ results, rows, people, reload, marker },
    models: models.access,
    voice: people.voice.get,
    clock: systemClock,
    locks: browserLocks(),
    onEnd: () => void machine.refresh(),
  });

  async function importFiles(files: readonly ImportFile[], role: MailboxRole): Promise<ImportReceipt> {
    // Asked when the user brings something worth keeping; a refusal changes nothing but a line in the storage view.
    void persistStorage();
    const receipt = await mail.run(files, role);
    if (receipt.added > 0) {
      await people.learn();
      if (role === 'inbox') briefing.start();
    }
    return receipt;
  }

  inference.setDevice(settings.get().device);
  await reload();
  rows.publish();
  await Promise.all([mail.refresh(), people.learn(), models.start()]);
  void models.resume().catch(() => undefined);
  const interrupted = marker.afterReload();
  if (interrupted === 'resume') briefing.start();
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
    machine: machine.facts,
    settings,
    notices: board.notices,

    importFiles,
    async importSample() {
      const sample = await parts.fetchSample();
      const sent = await importFiles([sample.sent], 'sent');
      return sent.cancelled ? sent : importFiles([sample.inbox], 'inbox');
    },
    cancelImport: mail.cancel,

    startBriefing: briefing.start,
    cancelBriefing: briefing.cancel,
    async report() {
      await digestView.refresh();
      const { makeReport } = await import('./build-report');
      return makeReport({
        version,
        machine: machine.facts.get(),
        models: inference.loaded.get(),
        digest: digestView.digest.get(),
        ids: rows.current().map(({ id }) => id),
        results,
        egress: parts.egress,
        totalMs: briefing.progress.get().elapsedMs,
      });
    },

    detail: (id) => watchMessage(id, results, changes),
    correct: async (id, label) => (await corrections()).correct(id, label),
    undoCorrection: async (id) => (await corrections()).undo(id),
    async summariseNow(id) {
      const { signal } = new AbortController();
      const { extractMail } = await import('./briefing/extract-stage');
      await extractMail(
        id,
        { results, embedder: await models.access.embedder(signal), owner: people.owner() },
        signal,
      );
    },

    async saveAnswers(id, answers) {
      await history.answers.put(id, answers);
      changes.emit(id);
    },
    async writeDraft(id, options) {
      return (await drafts()).write(id, options);
    },
    saveDraft: async (id, text) => (await drafts()).save(id, text),
    draftAsEml: async (id) => (await drafts()).asEml(id),
    draftAsMailto: async (id) => (await drafts()).asMailto(id),

    ...models.actions,

    updateSettings,
    isWorking: () =>
      briefing.progress.get().state === 'running' || mail.importing.get() !== null || models.isWorking(),
    notify: board.post,
    dismissNotice: board.dismiss,
    async deleteAllMail() {
      mail.cancel();
      await mail.idle();
      briefing.cancel();
      await briefing.idle();
      // Before the store, so that nothing that is still being made of a mail is written after it.
      rows.clear();
      await history.clear();
      await Promise.all([mail.refresh(), people.learn(), digestView.refresh(), machine.refresh()]);
    },
  };
}

/** For `main.ts`: what to tell when nothing can be built at all. */
export function startFailureText(thrown: unknown): string {
  return toFailure(thrown).message;
}
