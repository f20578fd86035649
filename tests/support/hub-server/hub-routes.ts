import { createHash } from 'node:crypto';
import { jsonAnswer, redirectAnswer, textAnswer, type Answer } from './answer';
import type { Resource } from './byte-ranges';
import { modelInfo, type HubFiles, type StoredFile, type StoredRepository } from './repository';

/** What is at an address: bytes that can be asked for in parts, or an answer that is always the same. */
export interface Found {
  /** `HubRequest.path`. */
  readonly path: string;
  readonly content: { readonly resource: Resource } | { readonly answer: Answer };
}

export interface HubContents {
  readonly repositories: ReadonlyMap<string, StoredRepository>;
  /** Files by model, by folder. */
  readonly folders: Readonly<Record<string, Readonly<Record<string, HubFiles>>>>;
  /** Sends files itself, as some mirrors do, instead of redirecting to the CDN. */
  readonly withoutCdn: boolean;
}

const NAME = '([^/]+/[^/]+)';
const API = new RegExp(`^/api/models/${NAME}(?:/revision/([^/]+))?$`);
const RESOLVE = new RegExp(`^/${NAME}/resolve/([^/]+)/(.+)$`);
const RESOLVE_CACHE = new RegExp(`^/api/resolve-cache/models/${NAME}/[^/]+/(.+)$`);
const CDN = new RegExp(`^/xet-bridge-us/${NAME}/[^/]+/(.+)$`);

/** What the hub has at an address; these answers are those of huggingface.co in 2026. */
export function findOnHub(address: URL, contents: HubContents, cdnUrl: string): Found {
  const pathname = address.pathname;
  const api = API.exec(pathname);
  if (api) return findModelInfo(api, address, contents);
  const direct = RESOLVE_CACHE.exec(pathname);
  if (direct) return findFile(direct[1], direct[2], contents, gitResource);
  const resolve = RESOLVE.exec(pathname);
  if (!resolve) return findInFolder(pathname, contents);
  const [, id = '', revision = ''] = resolve;
  const path = decodePath(resolve[3]);
  const at = `${id}/${path}`;
  const repository = contents.repositories.get(id);
  if (!repository) return { path: at, content: { answer: unknownRepository() } };
  if (repository.gated) return { path: at, content: { answer: gatedRepository(id) } };
  if (!isRevision(repository, revision)) return { path: at, content: { answer: notFound('Revision') } };
  const file = repository.files.get(path);
  if (!file) return { path: at, content: { answer: notFound('Entry') } };
  if (contents.withoutCdn) return { path: at, content: { resource: linkedResource(file, repository) } };
  return { path: at, content: { answer: redirectToBytes(file, repository, cdnUrl) } };
}

/** What the CDN has at an address. */
export function findOnCdn(address: URL, contents: HubContents): Found {
  const [, id, path] = CDN.exec(address.pathname) ?? [];
  return findFile(id, path, contents, ({ bytes, cdnTag }) => ({
    bytes,
    type: 'application/octet-stream',
    entityTag: `"${cdnTag}"`,
  }));
}

function findModelInfo([, id = '', revision]: RegExpExecArray, address: URL, contents: HubContents): Found {
  const path = `api/models/${id}`;
  const repository = contents.repositories.get(id);
  if (!repository) return { path, content: { answer: unknownRepository() } };
  if (revision !== undefined && !isRevision(repository, revision))
    return { path, content: { answer: notFound('Revision') } };
  const info = modelInfo(repository, address.searchParams.get('blobs') === 'true');
  const bytes = Buffer.from(JSON.stringify(info));
  return {
    path,
    content: { resource: { bytes, type: 'application/json; charset=utf-8', entityTag: null } },
  };
}

function findFile(
  id: string | undefined,
  encodedPath: string | undefined,
  { repositories }: HubContents,
  resourceOf: (file: StoredFile) => Resource,
): Found {
  const path = decodePath(encodedPath);
  const file = repositories.get(id ?? '')?.files.get(path);
  const at = `${id ?? ''}/${path}`;
  return file
    ? { path: at, content: { resource: resourceOf(file) } }
    : { path: at, content: { answer: notFound('Entry') } };
}

/** Both kinds of files lie behind a redirect: those in git on the hub itself, the others on the CDN. */
function redirectToBytes(file: StoredFile, { id, commit }: StoredRepository, cdnUrl: string): Answer {
  const path = encodePath(file.path);
  const headers = { 'X-Repo-Commit': commit, 'Accept-Ranges': 'bytes', Vary: 'Origin, Accept' };
  if (!file.lfs) {
    const tag = encodeURIComponent(`"${file.blobId}"`);
    return redirectAnswer(307, `/api/resolve-cache/models/${id}/${commit}/${path}?etag=${tag}`, headers);
  }
  // The real ones are signed and expire after an hour, so they must not be kept.
  return redirectAnswer(302, `${cdnUrl}xet-bridge-us/${id}/${file.cdnTag}/${path}?Expires=3600&Signature=x`, {
    ...headers,
    'X-Linked-Size': String(file.bytes.byteLength),
    'X-Linked-ETag': `"${file.lfs.sha256}"`,
  });
}

function gitResource({ bytes, blobId }: StoredFile): Resource {
  return { bytes, type: 'text/plain; charset=utf-8', entityTag: `"${blobId}"` };
}

function linkedResource(file: StoredFile, { commit }: StoredRepository): Resource {
  const tag = `"${file.lfs?.sha256 ?? file.blobId}"`;
  return {
    ...gitResource(file),
    entityTag: tag,
    headers: {
      'X-Repo-Commit': commit,
      'X-Linked-Size': String(file.bytes.byteLength),
      'X-Linked-ETag': tag,
    },
  };
}

/** `/{folder}/{model}/{path}`, as any file server has it. */
function findInFolder(pathname: string, { folders }: HubContents): Found {
  const [folder = '', model = '', ...rest] = decodePath(pathname.slice(1)).split('/');
  const path = rest.join('/');
  const bytes = folders[folder]?.[model]?.[path];
  const at = `${folder}/${model}/${path}`;
  if (!bytes) return { path: at, content: { answer: textAnswer(404, 'Not found') } };
  const entityTag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  return { path: at, content: { resource: { bytes, type: 'application/octet-stream', entityTag } } };
}

function isRevision({ commit }: StoredRepository, revision: string): boolean {
  return revision === 'main' || revision === commit;
}

/** To those who are not signed in the hub does not tell whether there is such a repository. */
function unknownRepository(): Answer {
  const error = 'Invalid username or password.';
  return jsonAnswer(401, { error }, { 'X-Error-Message': error });
}

function gatedRepository(id: string): Answer {
  const error = `Access to model ${id} is restricted. You must have access to it and be authenticated to access it. Please log in.`;
  return textAnswer(401, error, { 'X-Error-Code': 'GatedRepo', 'X-Error-Message': error });
}

function notFound(what: 'Revision' | 'Entry'): Answer {
  const error = `${what} not found`;
  return jsonAnswer(404, { error }, { 'X-Error-Code': `${what}NotFound`, 'X-Error-Message': error });
}

const decodePath = (path = ''): string => path.split('/').map(decodeURIComponent).join('/');
const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
