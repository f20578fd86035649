import type { Correction } from '../../contracts/briefing';
import { SEAL_MARK } from '../../contracts/workspace';
import { createWorkspaceClient, type WorkspaceClient } from '../../worker-client/workspace-client';
import { pageStorage } from '../../platform/page-storage';
import { estimateStorage } from '../../platform/storage-estimate';
import type { AreaParts } from '../area-parts';
import { countMail, pastLimits } from './choose-mail';
import type { DataApi, RetentionOutcome } from './data-api';
import { deleteEverything } from './delete-everything';
import { exportWorkspace } from './export-workspace';
import { openWorkspaceFile } from './import-workspace';
import { retentionNotice } from './retention-notice';
import { storedReport } from './stored-report';
import { createTeaching } from './teaching';

export function createData(parts: AreaParts): DataApi {
  const { history, clock, board, settings, updateSettings, version, upkeep } = parts;
  const newClient = (): WorkspaceClient => createWorkspaceClient(parts.spawnWorkspace);

  /** Shows the mails that came in, and lets what the user said of them count. */
  async function follow(corrections: readonly Correction[]): Promise<void> {
    await upkeep.reload();
    if (corrections.length > 0) await (await parts.corrections()).putBack(corrections);
  }

  async function applyRetention(): Promise<RetentionOutcome> {
    const { free, held } = await pastLimits(history, settings.get().retention, clock.now());
    const removed = free.length === 0 ? 0 : await upkeep.purgeMail(free, {});
    const outcome = { removed, held };
    const notice = retentionNotice(outcome);
    if (notice) board.post(notice);
    return outcome;
  }

  return {
    isKept: history.notice === null,
    async exportWorkspace(choice, run) {
      const client = newClient();
      try {
        return await exportWorkspace(choice, { history, version, now: clock.now, client }, run);
      } finally {
        client.end();
      }
    },
    isSealed: async (file) => (await file.slice(0, SEAL_MARK.length).text()) === SEAL_MARK,
    async openWorkspace(file, passphrase, run) {
      const client = newClient();
      try {
        return await openWorkspaceFile(
          file,
          passphrase,
          {
            ...{ history, now: clock.now, settings: settings.get, updateSettings, client, follow },
            estimateStorage,
          },
          run,
        );
      } catch (thrown) {
        client.end();
        throw thrown;
      }
    },
    stored: () =>
      storedReport({
        history,
        modelBytes: upkeep.modelBytes,
        storages: [pageStorage(), pageStorage('sessionStorage')],
        caches: globalThis.caches,
      }),
    countMail: (choice) => countMail(history, choice, clock.now()),
    async removeMail(ids, { signal, onProgress }) {
      return upkeep.purgeMail(ids, { signal, onProgress });
    },
    async previewRetention(retention) {
      const { free, held } = await pastLimits(history, retention, clock.now());
      return { removed: free.length, held };
    },
    applyRetention,
    deleteEverything: (choice) => deleteEverything(choice, parts),
    ...createTeaching(parts),
  };
}
