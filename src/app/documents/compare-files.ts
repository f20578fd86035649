import type { WatchedFile } from '../../contracts/watched-folder';
import type { FolderFile } from '../../platform/folders/list-folder';

export interface FolderChange {
  /** New, or other than when they were read: by size or time. */
  readonly fresh: readonly FolderFile[];
  /** What was read of the files in `fresh` before. */
  readonly replaced: readonly WatchedFile[];
  /** All others, those marked that are no longer there. */
  readonly kept: readonly WatchedFile[];
}

/** What changed in a folder since it was read. */
export function compareFiles(known: readonly WatchedFile[], found: readonly FolderFile[]): FolderChange {
  const before = new Map(known.map((file) => [file.path, file]));
  const fresh = found.filter(({ path, file }) => {
    const was = before.get(path);
    return !was || was.bytes !== file.size || was.modified !== file.lastModified;
  });
  const isFresh = new Set(fresh.map(({ path }) => path));
  const isThere = new Set(found.map(({ path }) => path));
  return {
    fresh,
    replaced: known.filter(({ path }) => isFresh.has(path)),
    kept: known
      .filter(({ path }) => !isFresh.has(path))
      .map((file) => (file.missing === !isThere.has(file.path) ? file : { ...file, missing: !file.missing })),
  };
}
