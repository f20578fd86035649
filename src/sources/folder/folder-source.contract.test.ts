import { afterEach, vi } from 'vitest';
import {
  FakeMailFolder,
  isMarkedDeleted,
  markDeleted,
  thunderbirdEntries,
  thunderbirdEntry,
} from '../../../tests/support/mail-folder';
import {
  describeMailSource,
  type RemoteMail,
  type RemoteMailbox,
  type SourceHarness,
  type SourceRule,
} from '../testing/source-contract';
import { createFolderSource } from './folder-source';

const PAGE = 4;
const HOUR_MS = 3_600_000;

/** How one kind of mailbox keeps mails. */
interface Keeping {
  readonly name: string;
  open(): FakeMailFolder;
  add(folder: FakeMailFolder, mail: RemoteMail, modified: number): void;
  delete(folder: FakeMailFolder, messageId: string): void;
  /** The text of each mail that lies there. */
  mails(folder: FakeMailFolder): string[];
}

const FILES = (name: string, inbox: string, sent: string, end: string): Keeping => ({
  name,
  open() {
    const folder = new FakeMailFolder('Mail');
    for (const path of [inbox, sent])
      for (const shelf of [path, path.replace(/cur$/u, 'new')]) folder.makeFolder(shelf);
    return folder;
  },
  add(folder, { messageId, role, eml, receivedAt }, modified) {
    const seconds = Math.floor(Date.parse(receivedAt) / 1000);
    const file = `${seconds}.${messageId.replace(/[^\w-]/gu, '')}${end}`;
    folder.write(`${role === 'sent' ? sent : inbox}/${file}`, eml, modified);
  },
  delete(folder, messageId) {
    const found = folder.paths().filter((path) => folder.read(path).includes(`Message-ID: ${messageId}`));
    for (const path of found) folder.remove(path);
  },
  mails: (folder) => folder.paths().map((path) => folder.read(path)),
});

const THUNDERBIRD: Keeping = {
  name: 'a folder of Thunderbird',
  open: () => new FakeMailFolder('mail.example'),
  add(folder, { role, eml }, modified) {
    const path = role === 'sent' ? 'Sent' : 'Inbox';
    folder.write(`${path}.msf`, 'index', modified);
    folder.write(path, folder.read(path) + thunderbirdEntry(eml), modified);
  },
  delete(folder, messageId) {
    for (const path of ['Inbox', 'Sent'])
      folder.write(path, markDeleted(folder.read(path), messageId), Date.now() - HOUR_MS);
  },
  mails: (folder) =>
    ['Inbox', 'Sent'].flatMap((path) =>
      thunderbirdEntries(folder.read(path)).filter((entry) => !isMarkedDeleted(entry)),
    ),
};

function openHarness(keeping: Keeping): SourceHarness {
  const folder = keeping.open();
  let skew = 0;
  stubWatching(folder);
  const remote: RemoteMailbox = {
    threePages: 2 * PAGE + 1,
    async add(...mails) {
      // Left alone for long enough to be whole.
      for (const mail of mails)
        keeping.add(folder, mail, Math.min(Date.parse(mail.receivedAt), Date.now() - HOUR_MS) + skew);
    },
    delete: async (messageId) => keeping.delete(folder, messageId),
    messageIds: async () =>
      keeping.mails(folder).map((text) => /Message-ID: (<[^>]+>)/u.exec(text)?.[1] ?? 'none'),
    withdrawPermission: async () => void (folder.fault = new DOMException('No.', 'NotAllowedError')),
    goOffline: async () => void (folder.fault = new DOMException('Gone.', 'NotFoundError')),
    cutNextList: async () => void (folder.nextFault = new DOMException('Changed.', 'NotReadableError')),
    stall: async () => void (folder.isStalled = true),
    async mend() {
      folder.fault = null;
      folder.isStalled = false;
    },
    forgetCursors: async () => void (folder.name += ' again'),
    skewClock: async (milliseconds) => void (skew = milliseconds),
  };
  const source = () => createFolderSource({ name: 'Mail', handle: folder.handle, limits: { mails: PAGE } });
  return { source, remote, close: async () => undefined };
}

/** What a page has to tell it of changes. */
function stubWatching(folder: FakeMailFolder): void {
  const page = new EventTarget();
  vi.stubGlobal('document', Object.assign(page, { visibilityState: 'visible' }));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  class FakeObserver {
    #end = (): void => undefined;
    readonly #onChange: () => void;
    constructor(onChange: () => void) {
      this.#onChange = onChange;
    }
    async observe(): Promise<void> {
      this.#end = folder.observe(this.#onChange);
    }
    disconnect(): void {
      this.#end();
    }
  }
  vi.stubGlobal('FileSystemObserver', FakeObserver);
}

afterEach(() => vi.unstubAllGlobals());

const NO_SERVER = 'nobody is asked but the file system';
const SKIP: Readonly<Partial<Record<SourceRule, string>>> = {
  'says when the sign-in has ended': 'nobody signs in',
  'waits as long as it is told': NO_SERVER,
  'says when the server has trouble': NO_SERVER,
  'saves a draft as a reply': 'nothing is written',
  'says when it can tell no more': 'there is no connection to end',
};

for (const keeping of [
  THUNDERBIRD,
  FILES('a Maildir', 'cur', '.Sent/cur', ':2,S'),
  FILES('a folder of .eml files', 'Inbox', 'Gesendet', '.eml'),
])
  describeMailSource({ name: keeping.name, open: async () => openHarness(keeping), skip: SKIP });
