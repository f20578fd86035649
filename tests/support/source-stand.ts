import { vi } from 'vitest';
import { eventually } from './eventually';
import type { SourceSetup } from '../../src/contracts/mail-source';
import { createMailRows } from '../../src/app/mail-rows';
import { sourceOrigins } from '../../src/app/source-origins';
import { createSourceDesk } from '../../src/app/sources/create-source-desk';
import type { DeskParts } from '../../src/app/sources/source-desk';
import type { KindOfSource } from '../../src/app/sources/source-kinds';
import type { NewSource } from '../../src/app/sources/sources-api';
import type { SourceNews, Surroundings, Wake } from '../../src/app/sources/surroundings';
import { createHistory, type History } from '../../src/history/history';
import { createMemoryHistoryStorage } from '../../src/history/memory-history-storage';
import { importFiles } from '../../src/importers/import-files';
import { createLocalLocks, type Locks } from '../../src/platform/locks';
import { createFakeMailbox, type FakeMailbox } from '../../src/sources/testing/fake-source';

const NEVER = new AbortController().signal;

/** What the tabs of a browser share. */
export interface Browser {
  readonly history: History;
  readonly locks: Locks;
  /** By the address in their set-up. */
  readonly mailboxes: Map<string, FakeMailbox>;
  readonly listeners: Set<{ readonly tab: object; hear(news: SourceNews): void }>;
  /** Origins that the policy of the next load lets through. */
  allowed: readonly string[];
  wakesForMail: boolean;
}

export function createBrowser(): Browser {
  return {
    history: createHistory(createMemoryHistoryStorage()),
    locks: createLocalLocks(),
    mailboxes: new Map(),
    listeners: new Set(),
    allowed: [],
    wakesForMail: false,
  };
}

export interface TabOptions {
  /** Origins that may not be reached before the next load. */
  readonly unreachable?: readonly string[];
  readonly kind?: Partial<KindOfSource>;
  readonly importer?: DeskParts['importer'];
  readonly drafts?: DeskParts['drafts'];
  readonly now?: () => number;
  /** Whether the sources tell of new mail by themselves. */
  readonly push?: boolean;
}

/** A tab with sources over mailboxes in memory. */
export function openTab(browser: Browser, options: TabOptions = {}) {
  const { history } = browser;
  const rows = createMailRows();
  const wakes = new Set<(wake: Wake) => void>();
  const stops: (() => Promise<void>)[] = [];
  const tab = {};
  const mailCame = vi.fn<DeskParts['upkeep']['mailCame']>(async () => undefined);
  const reload = async () => rows.add(await history.messages.list({ role: 'inbox' }));
  const note = vi.fn();
  const page = { visible: true };
  const surroundings: Surroundings = {
    fetch: async () => new Response('{}'),
    isReachable: (address) => !options.unreachable?.includes(new URL(address).origin),
    canWiden: async () => true,
    isVisible: () => page.visible,
    onWake: (listener) => void wakes.add(listener),
    keepAwake: async (wanted) => void (browser.wakesForMail = wanted),
    tell(news) {
      for (const listener of browser.listeners) if (listener.tab !== tab) listener.hear(news);
    },
    onNews: (hear) => void browser.listeners.add({ tab, hear }),
    random: () => 0.5,
  };
  const kind: KindOfSource = {
    ...{ drafts: 'always', signsIn: 'typed' },
    origins: (setup) => [new URL(addressOf(setup)).origin],
    open({ setup }) {
      const { watch, ...source } = mailboxAt(browser, addressOf(setup)).source();
      return options.push && watch ? { ...source, watch } : source;
    },
    ...options.kind,
  };
  const desk = createSourceDesk({
    ...{ history, rows, surroundings, locks: browser.locks, egress: { note } },
    importer: options.importer ?? {
      importFiles: (files, role, { onBatch, signal }) =>
        importFiles(files, role, { onBatch, onProgress: () => undefined }, signal ?? NEVER),
    },
    upkeep: {
      mailCame,
      onStop: (stop) => void stops.push(stop),
      async keepOrigins() {
        browser.allowed = await sourceOrigins(history);
      },
      async purgeMail(ids) {
        rows.remove(ids);
        await history.removal.remove(ids);
        return ids.length;
      },
    },
    drafts: options.drafts ?? (() => Promise.reject(new Error('no drafts in this test'))),
    clock: { now: options.now ?? Date.now },
    loadKind: async () => kind,
    base: 'https://desk.example/',
    keepsFolders: false,
  });
  return {
    ...{ rows, mailCame, reload, page, note },
    api: desk.api,
    resume: desk.resume,
    wake(wake: Wake): void {
      for (const listener of wakes) listener(wake);
    },
    /** Subjects of what the list shows. */
    subjects: () =>
      rows
        .current()
        .map(({ subject }) => subject)
        .sort(),
    card(id: string) {
      const card = desk.api.cards.get().find((one) => one.id === id);
      if (!card) throw new Error('the source has no card');
      return card;
    },
    stop: async () => void (await Promise.all(stops.map((stop) => stop()))),
    close(): void {
      for (const listener of browser.listeners) if (listener.tab === tab) browser.listeners.delete(listener);
    },
  };
}

export type Tab = ReturnType<typeof openTab>;

export function mailboxAt({ mailboxes }: Browser, address: string): FakeMailbox {
  const known = mailboxes.get(address);
  if (known) return known;
  const made = createFakeMailbox();
  mailboxes.set(address, made);
  return made;
}

/** What is at an address is one mailbox. */
export function newSource(address: string, part: Partial<NewSource> = {}): NewSource {
  const setup: SourceSetup = { kind: 'jmap', url: address, userName: 'dana', auth: 'password' };
  return { setup, name: 'Work', days: 14, secret: 'open sesame', keepSecret: false, ...part };
}

function addressOf(setup: SourceSetup): string {
  return setup.kind === 'jmap' ? setup.url : 'https://other.example/';
}

/** The tab's source as soon as its look has ended. */
export async function settled(tab: Tab, id: string) {
  return eventually(() => {
    const card = tab.card(id);
    if (card.state === 'looking') throw new Error('it is still looked at');
    return card;
  });
}

/** Sets a source up as a user does, and waits until its first look has ended. Returns its id. */
export async function setUp(address: string, tab: Tab, part: Partial<NewSource> = {}): Promise<string> {
  const { id } = await tab.api.add(newSource(address, part));
  await settled(tab, id);
  return id;
}
