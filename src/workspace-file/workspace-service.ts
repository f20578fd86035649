import { attempt, DesksideError } from '../contracts/failure';
import type { WorkspaceWorkerApi } from '../contracts/workspace';
import { KEY_COST } from './passphrase-key';
import { openWorkspace, type WorkspaceReader } from './read-workspace';
import type { KeyCost } from './sealed-header';
import { createWorkspaceWriter, type WorkspaceWriter } from './write-workspace';

/** What the workspace worker does. `kdf`: what a key costs in files that it writes. */
export function createWorkspaceService(kdf: KeyCost = KEY_COST): WorkspaceWorkerApi {
  let writer: WorkspaceWriter | null = null;
  let reader: WorkspaceReader | null = null;

  return {
    begin: (head, passphrase) =>
      attempt(async () => {
        writer = await createWorkspaceWriter(head, passphrase, kdf);
        return null;
      }),
    add: (part, rows) =>
      attempt(async () => {
        await required(writer).add(part, rows);
        return null;
      }),
    finish: () => attempt(() => required(writer).finish()),
    open: (file, passphrase) =>
      attempt(async () => {
        reader = await openWorkspace(file, passphrase);
        return reader.manifest;
      }),
    read: (part, anew) => attempt(() => required(reader).read(part, anew)),
    // A call takes milliseconds; what goes on over many of them is stopped by making no more.
    cancel: async () => undefined,
    ping: async () => 'pong',
  };
}

function required<T>(open: T | null): T {
  if (open !== null) return open;
  throw new DesksideError({
    code: 'internal',
    message: 'No workspace file is open. Please begin again.',
    retryable: true,
  });
}
