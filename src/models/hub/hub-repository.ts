import { DesksideError } from '../../contracts/failure';
import type { ModelFile } from '../../contracts/model';
import type { Fetch } from '../../platform/fetch';
import { toHex } from '../hex';
import { hubFileAddress } from '../hub-file-address';
import { sha256 } from '../sha256';
import { unsupportedModel } from '../formats/model-file-failures';
import type { ByteSource } from '../formats/byte-cursor';
import { parseHubAnswer, type HubAnswer, type HubFile } from './hub-answer';
import { nonsenseFromHub, noHubAllowed, otherFileFromHub } from './hub-failures';
import { requestFromHub, type HubRequest } from './hub-request';

/** A repository at one commit, on the hub that answered. */
export interface HubRepository {
  readonly answer: HubAnswer;
  /** Where its files are, ending in `/`. */
  readonly baseUrl: string;
  /** Bytes by path. */
  readonly files: ReadonlyMap<string, number>;
  /** The text of a small file, checked against the hash that the hub announced. */
  text(path: string): Promise<string>;
  /** What the file must be. Large files are pinned by what the hub announced; small ones are fetched once, as it tells only their SHA-1. */
  pin(path: string): Promise<ModelFile>;
  /** Any part of a file, for looking into it; nothing is checked. */
  source(path: string): ByteSource;
}

/** Repositories of a thousand files have answers of some hundred kilobytes. */
const MOST_ANSWER_BYTES = 16 * 1024 * 1024;
/** Hubs keep larger files in LFS, and tell their SHA-256. */
const MOST_SMALL_FILE_BYTES = 32 * 1024 * 1024;

/**
 * The repository on the first of the hubs that gives it. Rejects with `source-not-allowed`, `model-unknown`, `download-failed` or
 * `cancelled`; when all hubs fail, with what the user can do most about.
 */
export async function openHubRepository(options: {
  readonly repo: string;
  readonly revision: string;
  readonly hubs: readonly string[];
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
}): Promise<HubRepository> {
  const { hubs, ...rest } = options;
  const failures: DesksideError[] = [];
  for (const hub of hubs) {
    try {
      return await askHub({ hub, ...rest });
    } catch (error) {
      if (!(error instanceof DesksideError) || error.failure.code === 'cancelled') throw error;
      failures.push(error);
    }
  }
  // A hub that is out of reach says nothing about the model; one that does not have it does.
  throw failures.find(({ failure }) => !failure.retryable) ?? failures[0] ?? noHubAllowed(options.repo);
}

async function askHub(request: HubRequest): Promise<HubRepository> {
  const { hub, repo, revision } = request;
  const url = `${hub}api/models/${repo}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const { bytes } = await requestFromHub(request, url, MOST_ANSWER_BYTES);
  const parsed = parseHubAnswer(new TextDecoder().decode(bytes));
  if (parsed.answer === null) throw nonsenseFromHub(hub, parsed.reason);
  const { answer } = parsed;
  return repositoryOf({ ...request, revision: answer.sha, gated: Boolean(answer.gated) }, answer);
}

function repositoryOf(request: HubRequest, answer: HubAnswer): HubRepository {
  const { hub, repo, revision } = request;
  const siblings = new Map(answer.siblings.map((file) => [file.rfilename, file]));
  const fetched = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const urlOf = (path: string): string => hubFileAddress(hub, repo, revision, path);

  function find(path: string): HubFile {
    const file = siblings.get(path);
    if (!file) throw new Error(`${repo} has no ${path}`);
    return file;
  }

  function read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const reading = fetched.get(path) ?? fetchSmall(find(path));
    fetched.set(path, reading);
    return reading;
  }

  async function fetchSmall(file: HubFile): Promise<Uint8Array<ArrayBuffer>> {
    const { rfilename: path } = file;
    const size = sizeOf(file);
    if (size > MOST_SMALL_FILE_BYTES) {
      throw unsupportedModel(
        `The file “${path}” of “${repo}” is too large to be checked, because the hub does not tell its hash. Choose another version of the model.`,
      );
    }
    const { bytes } = await requestFromHub(request, urlOf(path), size);
    const [expected, found] = file.lfs
      ? [file.lfs.sha256, await sha256(bytes)]
      : [file.blobId, await gitBlobSha1(bytes)];
    if (expected === undefined) throw nonsenseFromHub(hub, `${path} without a hash`);
    if (found !== expected) throw otherFileFromHub(path, `${found} instead of ${expected}`);
    return bytes;
  }

  return {
    answer,
    baseUrl: urlOf(''),
    files: new Map([...siblings].map(([path, file]) => [path, sizeOf(file)])),
    text: async (path) => new TextDecoder().decode(await read(path)),
    async pin(path) {
      const file = find(path);
      const bytes = sizeOf(file);
      return { path, bytes, sha256: file.lfs ? file.lfs.sha256 : await sha256(await read(path)) };
    },
    source(path) {
      const size = sizeOf(find(path));
      return {
        size,
        async read(start, end) {
          const last = Math.min(end, size);
          const range = { Range: `bytes=${start}-${last - 1}` };
          const { status, bytes } = await requestFromHub(request, urlOf(path), last - start, range);
          if (status !== 206) throw nonsenseFromHub(hub, `${status} for a part of ${path}`);
          return bytes;
        },
      };
    },
  };
}

function sizeOf(file: HubFile): number {
  return file.lfs?.size ?? file.size;
}

/** What git calls a file by. */
async function gitBlobSha1(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const header = new TextEncoder().encode(`blob ${bytes.byteLength}\0`);
  const whole = await new Blob([header, bytes]).arrayBuffer();
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-1', whole)));
}
