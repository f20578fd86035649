import * as Comlink from 'comlink';
import { onTestFinished } from 'vitest';
import type { Correction } from '../../src/contracts/briefing';
import type { Settings } from '../../src/contracts/settings';
import { createHistory, type History } from '../../src/history/history';
import type { HistoryStorage, TableName } from '../../src/history/history-tables';
import { createMemoryHistoryStorage } from '../../src/history/memory-history-storage';
import { DEFAULT_SETTINGS } from '../../src/history/default-settings';
import { correction, mail, result } from '../../src/history/testing/rows';
import { OUTGOING_TABLES } from '../../src/history/workspace/merge-rules';
import type { StorageFacts } from '../../src/platform/storage-estimate';
import { createWorkspaceService } from '../../src/workspace-file/workspace-service';
import { createWorkspaceClient } from '../../src/worker-client/workspace-client';
import type { DataRun, ImportChoice } from '../../src/app/data/data-api';
import { exportWorkspace } from '../../src/app/data/export-workspace';
import { openWorkspaceFile } from '../../src/app/data/import-workspace';

const NOW = Date.parse('2026-11-27T08:00:00.000Z');
export const RUN: DataRun = { signal: new AbortController().signal, onProgress: () => undefined };
export const EVERYTHING: ImportChoice = { settings: true, connections: true };

const ROOMY: StorageFacts = { used: 0, quota: 1e12, persisted: true };

/** What is tested is not how long a key takes. */
const CHEAP_KEY = { memoryKiB: 64, passes: 1, lanes: 1 };

/** The worker's code at the far end of a channel. */
function client() {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(createWorkspaceService(CHEAP_KEY), port2);
  port1.start();
  const made = createWorkspaceClient(() => Object.assign(port1, { terminate: () => port1.close() }) as never);
  onTestFinished(() => {
    made.end();
    port2.close();
  });
  return made;
}

export interface Desk {
  readonly history: History;
  settings: Settings;
  followed: readonly Correction[] | null;
  /** What the browser says of its storage. */
  storage: StorageFacts;
}

export function desk(storage: HistoryStorage = createMemoryHistoryStorage()): Desk {
  return { history: createHistory(storage), settings: DEFAULT_SETTINGS, followed: null, storage: ROOMY };
}

export const save = (from: Desk, choice = { texts: true, passphrase: '' }, run = RUN) =>
  exportWorkspace(choice, { history: from.history, version: '9.9.9', now: () => NOW, client: client() }, run);

export function open(into: Desk, file: Blob, passphrase: string | null = null) {
  return openWorkspaceFile(
    file,
    passphrase,
    {
      history: into.history,
      now: () => NOW,
      settings: () => into.settings,
      updateSettings: async (change) => {
        into.settings = { ...into.settings, ...change };
        await into.history.settings.put(into.settings);
      },
      estimateStorage: async () => into.storage,
      client: client(),
      follow: async (corrections) => {
        into.followed = corrections;
      },
    },
    RUN,
  );
}

export async function contents(of: Desk): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const name of OUTGOING_TABLES) {
    const rows: unknown[] = await of.history.rows.read(name, await of.history.rows.keys(name));
    if (rows.length > 0)
      tables[name] = rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  }
  return tables;
}

export const put = (of: Desk, name: TableName, ...rows: readonly object[]) =>
  of.history.rows.transact([name], 'readwrite', async (tables) => {
    for (const row of rows) await (tables[name] as { put(row: object): Promise<void> }).put(row);
  });

export async function fill(of: Desk): Promise<void> {
  const { history } = of;
  await history.messages.add([
    mail('a'),
    mail('b', { inReplyTo: '<a@example.org>' }),
    mail('s', { role: 'sent' }),
  ]);
  await history.results.put(
    result('a', {
      triage: {
        ...{
          category: 'act',
          urgent: true,
          confidence: 1,
          urgency: 1,
          source: 'user',
          reasons: ['You said so.'],
        },
        probabilities: { reply: 0, act: 1, read: 0, skip: 0 },
      },
      summary: {
        sentences: [
          { text: 'Secret plan', evidence: [{ quote: 'Text', start: 0, end: 4 }], origin: 'extracted' },
        ],
        leftOut: null,
      },
      draft: { subject: 'Re', to: [], text: 'My own words', covers: [], unsupported: [], origin: 'user' },
    }),
  );
  await history.embeddings.put('a', 'embedder', new Float32Array([0.6, 0.8]));
  await history.corrections.put(correction('a'));
  await history.answers.put('a', [{ askId: 'ask-1', stance: 'yes', note: 'gladly' }]);
  await history.marks.put({ id: 'b', doneAt: '2026-11-21T08:00:00.000Z' });
  await history.search.put({ id: 'mail:a', value: { vectors: new Int8Array([1, -2]) } });
  await history.voices.put({ id: 'edits', value: { greeting: 'Moin' } });
  await history.labelSets.put({
    ...{ id: 'set', name: 'Tickets', leastConfidence: 0.4, labels: [{ name: 'bug', description: '' }] },
    examples: [{ text: 'It crashes', label: 'bug' }],
  });
  await history.rules.put({
    ...{ id: 'rule', sentence: 'Invoices are act', category: 'act', urgent: null, enabled: true },
    conditions: [{ field: 'text', test: 'contains', values: ['invoice'] }],
    madeAt: '2026-11-20T08:00:00.000Z',
  });
  await history.permissions.put({
    ...{ id: 'p', task: 'summary', category: 'read', modelId: 'm', provider: 'x' },
    ...{ givenAt: NOW, until: NOW + 1000 },
  });
  await history.escalationSetup.put({
    ...{ id: 'setup', code: 'CODE-OF-THE-RELAY', models: [], modelId: null },
    policy: {} as never,
  });
  of.settings = {
    ...DEFAULT_SETTINGS,
    theme: 'dark',
    ownerName: 'Ada',
    escalation: true,
    relayUrl: 'https://relay.example/',
    ownServers: [
      {
        id: 'srv',
        name: 'Cellar',
        kind: 'ollama',
        baseUrl: 'http://cellar:11434/v1/',
        apiKey: 'KEY-OF-THE-SERVER',
        models: [],
      },
    ],
  };
  await history.settings.put(of.settings);
}

export async function textOf(blob: Blob): Promise<string> {
  const { ZipReader, BlobReader, TextWriter } = await import('@zip.js/zip.js/lib/zip-core-native.js');
  const entries = await new ZipReader(new BlobReader(blob), { useWebWorkers: false }).getEntries();
  const texts = await Promise.all(
    entries.map((entry) => (entry.directory ? '' : entry.getData(new TextWriter()))),
  );
  return texts.join('\n');
}
