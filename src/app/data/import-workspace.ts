import type { Correction } from '../../contracts/briefing';
import type { EscalationSetup, StandingPermission } from '../../contracts/escalation';
import { DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { Settings } from '../../contracts/settings';
import type { WorkspaceManifest } from '../../contracts/workspace';
import type { History } from '../../history/history';
import { HISTORY_VERSION } from '../../history/history-schema';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { parseSettings } from '../../history/settings-schema';
import { addCounts, mergeRows, NO_ROWS } from '../../history/workspace/merge-rows';
import { MERGED_TABLES } from '../../history/workspace/merge-rules';
import type { EstimateStorage } from '../../platform/storage-estimate';
import type { WorkspaceClient } from '../../worker-client/workspace-client';
import type { DataRun, ImportChoice, ImportedTable, ImportPreview, OpenedWorkspace } from './data-api';
import { inWords, newConnections, stillNew, type NewConnections } from './import-connections';
import { readAllRows, readRows } from './read-parts';

export interface ImportParts {
  readonly history: History;
  readonly now: () => number;
  readonly settings: () => Settings;
  readonly updateSettings: (change: Partial<Settings>) => Promise<void>;
  readonly estimateStorage: EstimateStorage;
  /** A worker for this file. */
  readonly client: WorkspaceClient;
  /** Runs when rows have come in, also when the rest failed. */
  readonly follow: (corrections: readonly Correction[]) => Promise<void>;
}

/** What people set for themselves. What suits one machine, such as models, stays with it. */
const TAKEN_OVER = [
  'theme',
  'generation',
  'leastConfidence',
  'retention',
  'ownerName',
  'ownerAddress',
  'ownerRole',
] as const;

/** Reads the whole file before anything is stored. Rejects with `import-refused`, `import-damaged` or `cancelled`. */
export async function openWorkspaceFile(
  file: Blob,
  passphrase: string | null,
  parts: ImportParts,
  run: DataRun,
): Promise<OpenedWorkspace> {
  const { client, history } = parts;
  const manifest = await client.open(file, passphrase);
  if (manifest.schema > HISTORY_VERSION) throw new DesksideError(newerRows(manifest.app));
  const looked = await mergeAll(manifest, parts, { ...run, tryOnly: true });
  const theirs = await readByChoice(manifest, client, run.signal);
  const mine = async () => ({
    settings: parts.settings(),
    setup: (await history.escalationSetup.get('setup')) ?? null,
    permissions: await history.permissions.all(),
  });
  const found = newConnections(await mine(), theirs, parts.now());
  const preview: ImportPreview = {
    ...{ madeAt: manifest.madeAt, app: manifest.app, texts: manifest.texts },
    tables: looked.tables,
    unreadable: looked.unreadable,
    hasSettings: theirs.stored !== null,
    tight: await tightRoom(manifest, looked.tables, parts.estimateStorage),
    connections: found && inWords(found),
  };
  return {
    preview,
    async apply(choice, applyRun) {
      try {
        const { tables, corrected } = await mergeAll(manifest, parts, { ...applyRun, tryOnly: false });
        const still = found && stillNew(found, await mine(), theirs.settings.relayUrl, parts.now());
        await takeOver(choice, theirs.stored, still, parts);
        // As they stand now: where the user said something later than the file, that holds.
        const standing = corrected.size === 0 ? [] : await history.corrections.all();
        await parts.follow(standing.filter(({ id }) => corrected.has(id)));
        return tables;
      } catch (thrown) {
        // Shows what has come in.
        await parts.follow([]).catch(() => undefined);
        throw brokenOff(thrown);
      }
    },
    close: () => client.end(),
  };
}

async function mergeAll(
  manifest: WorkspaceManifest,
  { client, history }: ImportParts,
  { signal, onProgress, tryOnly }: DataRun & { readonly tryOnly: boolean },
): Promise<{ tables: ImportedTable[]; unreadable: number; corrected: Set<string> }> {
  const total = manifest.parts.reduce((sum, { rows }) => sum + rows, 0);
  const named = new Set(manifest.parts.map(({ name }) => name));
  const tables: ImportedTable[] = [];
  /** Mails that the file has a correction of. */
  const corrected = new Set<string>();
  let done = 0;
  let unreadable = 0;
  onProgress(0, total);
  for (const name of MERGED_TABLES.filter((each) => named.has(each))) {
    let count = NO_ROWS;
    for await (const { rows, read } of readRows(client, name, signal)) {
      const into = { access: history.rows, messages: history.messages, tryOnly };
      count = addCounts(count, await mergeRows(name, rows, into));
      if (name === 'corrections') for (const { id } of rows as readonly Correction[]) corrected.add(id);
      unreadable += read - rows.length;
      done += read;
      onProgress(done, total);
    }
    tables.push({ name, ...count });
  }
  return { tables, unreadable, corrected };
}

/** Told from the file, whose rows are text: the browser packs it, and keeps books of its own. */
async function tightRoom(
  { parts }: WorkspaceManifest,
  tables: readonly ImportedTable[],
  estimateStorage: EstimateStorage,
): Promise<ImportPreview['tight']> {
  const { used, quota } = await estimateStorage();
  if (used === null || quota === null) return null;
  const needed = tables.reduce((sum, { name, added, changed, kept }) => {
    const part = parts.find((each) => each.name === name);
    const share = (added + changed) / Math.max(1, added + changed + kept);
    return sum + (part?.bytes ?? 0) * share;
  }, 0);
  const free = Math.max(0, quota - used);
  return needed > free ? { needed: Math.round(needed), free } : null;
}

interface ByChoice {
  readonly stored: Settings | null;
  readonly settings: Settings;
  readonly setup: EscalationSetup | null;
  readonly permissions: readonly StandingPermission[];
}

async function readByChoice(
  manifest: WorkspaceManifest,
  client: WorkspaceClient,
  signal: AbortSignal,
): Promise<ByChoice> {
  const named = new Set(manifest.parts.map(({ name }) => name));
  const read = <Name extends 'settings' | 'escalationSetup' | 'permissions'>(name: Name) =>
    named.has(name) ? readAllRows(client, name, signal) : Promise.resolve([]);
  // One after the other: the worker reads one part at a time.
  const [settings] = await read('settings');
  const [setup] = await read('escalationSetup');
  const permissions = await read('permissions');
  const stored = settings ? parseSettings(settings.value) : null;
  return { stored, settings: stored ?? DEFAULT_SETTINGS, setup: setup ?? null, permissions };
}

/** Models elsewhere stay off until the user turns them on, whatever the file says. */
async function takeOver(
  choice: ImportChoice,
  theirs: Settings | null,
  found: NewConnections | null,
  { history, settings, updateSettings }: ImportParts,
): Promise<void> {
  let change: Partial<Settings> = {};
  if (choice.settings && theirs)
    change = Object.fromEntries(TAKEN_OVER.map((field) => [field, theirs[field]])) as Partial<Settings>;
  if (choice.connections && found) {
    const { servers, relayUrl, setup, permissions } = found;
    change = {
      ...change,
      ownServers: [...settings().ownServers, ...servers],
      ...(relayUrl === null ? {} : { relayUrl }),
    };
    if (setup) await history.escalationSetup.put(setup);
    await history.permissions.put(...permissions);
  }
  if (Object.keys(change).length > 0) await updateSettings(change);
}

function newerRows(app: string): Failure {
  return {
    code: 'import-refused',
    message: `This file was made by a newer Deskside (${app}). Reload this page to get that version, then import it again; nothing was changed.`,
    retryable: false,
  };
}

function brokenOff(thrown: unknown): DesksideError {
  const failure = toFailure(thrown);
  return new DesksideError(
    {
      ...failure,
      message: `The import stopped before its end. All that was here is still here, and some of the file has come in. Import the file again to get the rest. ${failure.message}`,
    },
    { cause: thrown },
  );
}
