/** Picking folders and asking for leave to read them, where the browser has the File System Access API. */

export type FolderPermission = 'granted' | 'prompt' | 'denied';

/** Not in TypeScript's library yet: https://wicg.github.io/file-system-access/ */
interface PickerWindow {
  showDirectoryPicker?: (options: {
    readonly mode: 'read';
    readonly id: string;
  }) => Promise<FileSystemDirectoryHandle>;
}

interface PermittedHandle {
  queryPermission?: (descriptor: { readonly mode: 'read' }) => Promise<FolderPermission>;
  requestPermission?: (descriptor: { readonly mode: 'read' }) => Promise<FolderPermission>;
}

export function canKeepFolders(): boolean {
  return typeof (globalThis as PickerWindow).showDirectoryPicker === 'function';
}

/** The folder that the user picks; null when they change their mind. Must be called from a click. `id` lets the browser begin where it was last. */
export async function pickFolder(id: string): Promise<FileSystemDirectoryHandle | null> {
  try {
    return (await (globalThis as PickerWindow).showDirectoryPicker?.({ mode: 'read', id })) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** What the browser says without asking anybody. */
export async function folderPermission(handle: FileSystemDirectoryHandle): Promise<FolderPermission> {
  return (await (handle as PermittedHandle).queryPermission?.({ mode: 'read' })) ?? 'granted';
}

/** Asks the user; must be called from a click. */
export async function askFolderPermission(handle: FileSystemDirectoryHandle): Promise<FolderPermission> {
  return (await (handle as PermittedHandle).requestPermission?.({ mode: 'read' })) ?? 'granted';
}
