import { connectSource } from '../../platform/content-security-policy';

/** A repository of a model hub, and the branch, tag or commit of it. */
export interface HubAddress {
  /** `owner/name`. */
  readonly repo: string;
  readonly revision: string;
  /** The one file that is meant, where the page is of one. */
  readonly file?: string;
  /** Address of the compiled library of an MLC model, which mostly lies elsewhere. */
  readonly library?: string;
}

/** Also stands for “whichever”. */
export const DEFAULT_REVISION = 'main';
/** Longer ones do not exist; a whole address with its query may be longer. */
const MOST_NAME_CHARACTERS = 96;
const MOST_CHARACTERS = 1000;

const WITH_LIBRARY = /^(.*\S)\s+(https?:\S+)$/i;
const HUB_PAGE = /^(?:https?:\/\/)?(?:(?:www\.)?huggingface\.co|hf\.co)\/(.*)$/i;
/** First words of addresses on the hub that are no owners; its own names would be taken for a page of it when they are read again. */
const NO_OWNERS = new Set([
  'api',
  'blog',
  'collections',
  'datasets',
  'docs',
  'hf.co',
  'huggingface.co',
  'models',
  'organizations',
  'papers',
  'spaces',
  'www.huggingface.co',
]);

/**
 * What a person typed or pasted: `owner/name`, `owner/name@revision`, or the address of a page of the model on the hub; after any of them
 * the address of a library for WebLLM may follow. Null for all else.
 */
export function parseHubAddress(text: string): HubAddress | null {
  const trimmed = text.trim();
  if (trimmed.length > MOST_CHARACTERS) return null;
  const [, model = trimmed, library] = WITH_LIBRARY.exec(trimmed) ?? [];
  const page = HUB_PAGE.exec(model)?.[1];
  const address = page === undefined ? parseId(model) : parsePage(page);
  if (library === undefined || address === null) return address;
  return isLibraryAddress(library) ? { ...address, library } : null;
}

/** Of a server that the policy can name. */
function isLibraryAddress(text: string): boolean {
  return connectSource(text) !== null && new URL(text).pathname.endsWith('.wasm');
}

function parseId(text: string): HubAddress | null {
  const [repo = '', revision = DEFAULT_REVISION, ...rest] = text.split('@');
  const [owner, name, ...more] = repo.split('/');
  return rest.length > 0 || more.length > 0 ? null : addressOf(owner, name, revision);
}

function parsePage(page: string): HubAddress | null {
  const [path = ''] = page.split(/[?#]/);
  const [owner, name, view, revision, ...rest] = path.replace(/\/+$/, '').split('/');
  if (view === undefined) return addressOf(owner, name, DEFAULT_REVISION);
  const address = addressOf(owner, name, decoded(revision));
  if (view === 'tree' && rest.length === 0) return address;
  if (view !== 'blob' && view !== 'resolve') return null;
  const file = decoded(rest.join('/'));
  return address && isFilePath(file) ? { ...address, file } : null;
}

function addressOf(
  owner: string | undefined,
  name: string | undefined,
  revision: string | undefined,
): HubAddress | null {
  if (!isName(owner) || !isName(name) || !isRevision(revision)) return null;
  return NO_OWNERS.has(owner.toLowerCase()) ? null : { repo: `${owner}/${name}`, revision };
}

/** The hub's own rule: no dash or dot at either end, and no two of either in a row. */
function isName(name: string | undefined): name is string {
  return (
    name !== undefined &&
    name.length <= MOST_NAME_CHARACTERS &&
    /^\w(?:[\w.-]*\w)?$/.test(name) &&
    !/--|\.\./.test(name)
  );
}

function isRevision(revision: string | undefined): revision is string {
  return (
    revision !== undefined &&
    revision.length <= MOST_NAME_CHARACTERS &&
    /^\w(?:[\w./-]*\w)?$/.test(revision) &&
    !/\.\.|\/\//.test(revision)
  );
}

function isFilePath(path: string | undefined): path is string {
  return path !== undefined && !path.split('/').some((part) => part === '' || part === '.' || part === '..');
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The id of a hub model that the catalogue does not have. The hub tells no repositories apart by their capitals alone. */
export function hubModelId(repo: string): string {
  // Two dashes occur in no name, so that different repositories have different ids.
  return repo.toLowerCase().replace('/', '--');
}
