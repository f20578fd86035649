import { createSourceMail } from '../../history/source-mail';
import { createObservable } from '../../platform/observable';
import { addSources } from './add-sources';
import { disconnectSource } from './disconnect-source';
import { openSource } from './open-source';
import { createSourceDrafts } from './save-source-draft';
import { signInAtSources } from './sign-in-at-sources';
import { cardOf } from './source-card';
import type { DeskParts, LiveSource, SourceDesk } from './source-desk';
import { sourceGone } from './source-failures';
import { createSourceKeeper, type Opened } from './source-keeper';
import { createSourceStore } from './source-store';
import type { SourceCard, SourcesApi, SyncReceipt } from './sources-api';

/** Where mail lies on this machine the browser is asked again, and where a provider gave the right, the provider. */
const WITHOUT_RIGHT = { not: 'asks', elsewhere: 'signed-out', typed: 'failed' } as const;

export interface CreatedDesk {
  readonly api: SourcesApi;
  /** Takes up the sources that are stored, and looks at them. */
  resume(): Promise<void>;
}

export function createSourceDesk(parts: DeskParts): CreatedDesk {
  const { history, upkeep, surroundings } = parts;
  const store = createSourceStore(history);
  const mail = createSourceMail(history.rows);
  const live = new Map<string, LiveSource>();
  const cards = createObservable<readonly SourceCard[]>([]);

  function publish(): void {
    const shown = [...live.values()].map(({ row, keeper, kind, mails }) =>
      cardOf(row, keeper.status(), kind, mails),
    );
    cards.set(shown.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)));
  }

  /** Brings what is shown of the sources in step with the store. */
  async function refresh(): Promise<void> {
    const rows = await store.all();
    const stored = new Set(rows.map(({ id }) => id));
    for (const id of live.keys()) if (!stored.has(id)) await desk.drop(id);
    for (const row of rows) {
      const source = live.get(row.id) ?? (await desk.take(row));
      source.row = row;
      source.mails = await mail.count(row.id);
    }
    publish();
  }

  const desk: SourceDesk = {
    parts,
    store,
    mail,
    cards,
    require(id) {
      const source = live.get(id);
      if (!source) throw sourceGone();
      return source;
    },
    async take(row) {
      const { id } = row;
      const kind = await parts.loadKind(row.setup.kind);
      const known = live.get(id);
      if (known) return known;
      const secrets = store.secretsOf(id);
      let opened: Opened | null = null;
      async function open(): Promise<Opened> {
        const { row: now, picked } = desk.require(id);
        const next = await openSource({ row: now, kind, secrets, picked }, parts);
        const isSame =
          opened !== null && 'source' in opened && 'source' in next && now.setup.kind !== 'folder';
        if (!isSame) opened = next;
        return opened ?? next;
      }
      const keeper = createSourceKeeper({
        ...{ id, open, store, surroundings, history, rows: parts.rows, importer: parts.importer },
        ...{ clock: parts.clock, locks: parts.locks },
        withoutRight: WITHOUT_RIGHT[kind.signsIn],
        onStatus: publish,
        async onLooked({ added, received }) {
          await refresh();
          surroundings.tell({ kind: 'changed' });
          if (added > 0) await upkeep.mailCame({ received: received > 0 });
        },
      });
      const source: LiveSource = { row, kind, keeper, open, picked: null, mails: 0 };
      live.set(id, source);
      publish();
      return source;
    },
    async change(id, change) {
      const row = await store.update(id, change);
      if (!row) throw sourceGone();
      desk.require(id).row = row;
      publish();
      surroundings.tell({ kind: 'changed' });
    },
    async drop(id) {
      const source = live.get(id);
      live.delete(id);
      publish();
      await source?.keeper.end();
    },
    card(id) {
      const { row, keeper, kind, mails } = desk.require(id);
      return cardOf(row, keeper.status(), kind, mails);
    },
  };

  async function lookAtAll(): Promise<void> {
    await Promise.all([...live.values()].map(({ keeper }) => keeper.look()));
  }

  surroundings.onWake((wake) => {
    for (const { keeper } of live.values()) keeper.wake(wake);
  });
  surroundings.onNews((news) => {
    if (news.kind === 'gone') void desk.drop(news.id);
    // What cannot be read now is, after the next look.
    else void refresh().catch(() => undefined);
  });
  upkeep.onStop(async () => {
    await Promise.all([...live.values()].map(({ keeper }) => keeper.stop()));
  });

  const drafts = createSourceDrafts(desk);
  return {
    async resume() {
      await store.takeOver();
      await refresh();
      if (live.size === 0) return;
      await surroundings.keepAwake(true);
      void lookAtAll();
      // A page that was closed between a look and its briefing left mail that nobody has sorted.
      const isUnsorted = parts.rows.current().some(({ category }) => category === null);
      if (isUnsorted) await upkeep.mailCame({ received: true });
    },
    api: {
      cards,
      keepsFolders: parts.keepsFolders,
      ...addSources(desk),
      ...signInAtSources(desk),
      ...drafts,
      async readFiles(id, files): Promise<SyncReceipt> {
        const source = desk.require(id);
        source.picked = files;
        try {
          return await source.keeper.look();
        } finally {
          source.picked = null;
        }
      },
      sync: async (id) => desk.require(id).keeper.look(),
      syncAll: lookAtAll,
      rename: (id, name) => desk.change(id, (row) => ({ ...row, name })),
      disconnect: (id, options) => disconnectSource(desk, id, options),
    },
  };
}
