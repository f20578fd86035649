import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUILD_FOLDER } from '../lib/project-folders';

/** A folder with the built app in it, for a static server; more can be put beside the app, which may only fetch from its own origin. */
export interface ServedBuild {
  readonly root: string;
  remove(): Promise<void>;
}

export async function createServedBuild(): Promise<ServedBuild> {
  const root = await mkdtemp(path.join(tmpdir(), 'deskside-bench-'));
  for (const name of await readdir(BUILD_FOLDER)) {
    await symlink(path.join(BUILD_FOLDER, name), path.join(root, name));
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
