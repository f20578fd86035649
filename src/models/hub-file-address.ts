/** The address of a file at a commit (or branch, or tag) on a hub, which ends in `/`; with an empty path, that of the folder of all its files. */
export function hubFileAddress(hub: string, repo: string, revision: string, path: string): string {
  return `${hub}${repo}/resolve/${encodeURIComponent(revision)}/${encodePath(path)}`;
}

/** A relative path as a part of an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
