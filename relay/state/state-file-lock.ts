import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes this process the owner of a database file. SQLite in WebAssembly marks a file in use by a folder beside it, which a killed process
 * leaves behind; it is removed when its owner is gone. Throws when another process of this machine has the file. Gives what to call when
 * the file is closed.
 */
export function lockStateFile(file: string): () => void {
  const ownerFile = `${file}.owner`;
  const owner = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
  // In a container each start has the number of the one before.
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new Error(`The state file ${file} is in use by process ${owner}. Stop that, or name another file.`);
  }
  rmSync(`${file}.lock`, { recursive: true, force: true });
  writeFileSync(ownerFile, String(process.pid));
  return () => rmSync(ownerFile, { force: true });
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
