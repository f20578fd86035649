import { createHash } from 'node:crypto';

/** Bytes by path. */
export type HubFiles = Readonly<Record<string, Uint8Array>>;

export interface HubRepository {
  /** `owner/name`. */
  readonly id: string;
  readonly files: HubFiles;
  /** Files of this size and more are kept in LFS, so that the hub redirects to the CDN for them. The hub's own limit is the default. */
  readonly lfsFromBytes?: number;
  /** Anyone may look it up; its files are given out to those who signed in and accepted the licence. */
  readonly gated?: boolean;
  readonly tags?: readonly string[];
  readonly pipelineTag?: string;
  readonly libraryName?: string;
  readonly license?: string;
  readonly languages?: readonly string[];
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Git's SHA-1 of what is in the repository: the file, or the pointer to it. */
  readonly blobId: string;
  /** Null for files that are in git itself. */
  readonly lfs: { readonly sha256: string; readonly pointerSize: number } | null;
  /** As the CDN has it: a hash, but not one of the bytes. */
  readonly cdnTag: string;
}

export interface StoredRepository extends Omit<HubRepository, 'files'> {
  /** 40 hex digits. */
  readonly commit: string;
  readonly files: ReadonlyMap<string, StoredFile>;
}

const LFS_FROM_BYTES = 10 * 1024 * 1024;

/** Works out what git and LFS know of the files. */
export function storeRepository(repository: HubRepository): StoredRepository {
  const files = Object.entries(repository.files).map(([path, bytes]) =>
    storeFile(path, bytes, repository.lfsFromBytes ?? LFS_FROM_BYTES),
  );
  const tree = files.map(({ path, blobId }) => `${blobId} ${path}`).join('\n');
  return {
    ...repository,
    commit: hash('sha1', tree),
    files: new Map(files.map((file) => [file.path, file])),
  };
}

/** The answer of `/api/models/{owner}/{name}`. */
export function modelInfo(repository: StoredRepository, withBlobs: boolean): object {
  return {
    id: repository.id,
    modelId: repository.id,
    sha: repository.commit,
    private: false,
    gated: repository.gated ? 'manual' : false,
    tags: repository.tags ?? [],
    pipeline_tag: repository.pipelineTag,
    library_name: repository.libraryName,
    cardData: { license: repository.license, language: repository.languages },
    siblings: [...repository.files.values()].map(({ path, bytes, blobId, lfs }) => ({
      rfilename: path,
      ...(withBlobs && {
        size: bytes.byteLength,
        blobId,
        ...(lfs && { lfs: { sha256: lfs.sha256, size: bytes.byteLength, pointerSize: lfs.pointerSize } }),
      }),
    })),
  };
}

function storeFile(path: string, bytes: Uint8Array, lfsFromBytes: number): StoredFile {
  const sha256 = hash('sha256', bytes);
  const cdnTag = hash('sha256', `xet ${sha256}`);
  if (bytes.byteLength < lfsFromBytes) return { path, bytes, blobId: gitBlobId(bytes), lfs: null, cdnTag };
  const pointer = Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes.byteLength}\n`,
  );
  return {
    path,
    bytes,
    blobId: gitBlobId(pointer),
    lfs: { sha256, pointerSize: pointer.byteLength },
    cdnTag,
  };
}

function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

function hash(algorithm: 'sha1' | 'sha256', content: string | Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}
