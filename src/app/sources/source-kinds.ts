import type { ImportFile } from '../../contracts/import-api';
import type { MailSource, SourceKind, SourceSecrets, SourceSetup } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import { createLoginWindow } from '../../platform/oauth/login-window';
import { connectSource } from '../../platform/content-security-policy';
import { addressUnusable } from './source-failures';

/** What a source is made from. */
export interface SourceBasis {
  readonly setup: SourceSetup;
  readonly name: string;
  readonly secrets: SourceSecrets;
  readonly fetch: Fetch;
  /** What a folder source reads: a folder that the browser keeps, or the files that the user picked this time. */
  readonly folder: FileSystemDirectoryHandle | readonly ImportFile[] | null;
}

export interface SignInRequest {
  readonly setup: SourceSetup;
  readonly rights: 'read' | 'drafts';
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/** What is known of a kind of source; loaded when there is one of it. */
export interface KindOfSource {
  /** The origins that it reaches. Throws a `DesksideError` for an address that is none. */
  origins(setup: SourceSetup): readonly string[];
  open(basis: SourceBasis): MailSource;
  /** `never`: it takes no drafts. `asks`: that takes a right of its own, which `signIn` asks for. */
  readonly drafts: 'always' | 'asks' | 'never';
  /** What it signs in with: nothing, something that the user types, or what `signIn` gives. */
  readonly signsIn: 'not' | 'typed' | 'elsewhere';
  /** Lets the user sign in at the provider, and gives the secret. Must be called from a click, with this already loaded. */
  signIn?(request: SignInRequest): Promise<string>;
}

export type LoadKind = (kind: SourceKind) => Promise<KindOfSource>;

/** Throws for another kind: each is given only set-ups of its own. */
function only<Kind extends SourceKind>(setup: SourceSetup, kind: Kind): Extract<SourceSetup, { kind: Kind }> {
  if (setup.kind === kind) return setup as Extract<SourceSetup, { kind: Kind }>;
  throw new TypeError(`A source of the kind ${setup.kind} was taken for one of the kind ${kind}.`);
}

/** One for the page: a sign-in that begins ends the one before it. */
const openWindow = createLoginWindow();
/** Where providers send the user back. */
const home = (): string => new URL('.', document.baseURI).href;

const LOADERS: Readonly<Record<SourceKind, () => Promise<KindOfSource>>> = {
  async folder() {
    const { createFolderSource } = await import('../../sources/folder/folder-source');
    return {
      ...{ drafts: 'never', signsIn: 'not' },
      origins: () => [],
      open({ name, folder }) {
        if (folder === null) throw new TypeError('A folder source was opened without a folder.');
        return createFolderSource('kind' in folder ? { name, handle: folder } : { name, files: folder });
      },
    };
  },
  async jmap() {
    const [{ createJmapSource }, { jmapOrigins }] = await Promise.all([
      import('../../sources/jmap/jmap-source'),
      import('../../sources/jmap/jmap-address'),
    ]);
    return {
      ...{ drafts: 'always', signsIn: 'typed' },
      origins(setup) {
        const origins = jmapOrigins(only(setup, 'jmap').url);
        const isUsable = (origin: string): boolean => connectSource(origin, location.protocol) !== null;
        if (!origins?.every(isUsable)) throw addressUnusable();
        return origins;
      },
      open: ({ setup, secrets, fetch }) => createJmapSource({ setup: only(setup, 'jmap'), secrets, fetch }),
    };
  },
  async gmail() {
    const [{ createGmailSource }, { signInAtGmail }, { GMAIL_ORIGINS }] = await Promise.all([
      import('../../sources/gmail/gmail-source'),
      import('../../sources/gmail/gmail-sign-in'),
      import('../../sources/gmail/google'),
    ]);
    return {
      ...{ drafts: 'asks', signsIn: 'elsewhere' },
      origins: () => GMAIL_ORIGINS,
      open: ({ setup, secrets, fetch }) => createGmailSource({ setup: only(setup, 'gmail'), secrets, fetch }),
      signIn: ({ setup, rights, signal }) =>
        signInAtGmail({ setup: only(setup, 'gmail'), rights, signal, openWindow, home: home() }),
    };
  },
  async graph() {
    const [{ createGraphSource }, { signInAtGraph }, { GRAPH_ORIGINS }] = await Promise.all([
      import('../../sources/graph/graph-source'),
      import('../../sources/graph/graph-sign-in'),
      import('../../sources/graph/microsoft'),
    ]);
    return {
      ...{ drafts: 'asks', signsIn: 'elsewhere' },
      origins: () => GRAPH_ORIGINS,
      open: ({ setup, secrets, fetch }) => createGraphSource({ setup: only(setup, 'graph'), secrets, fetch }),
      signIn: ({ setup, rights, signal, fetch }) =>
        signInAtGraph({ setup: only(setup, 'graph'), rights, signal, fetch, openWindow, home: home() }),
    };
  },
};

export const loadKind: LoadKind = (kind) => LOADERS[kind]();
