/** A mailbox file of such a name is one, whatever stands before it. */
const EXTENSION = /\.(?:mbox|mbx|mbs|eml|emlx|txt)$/iu;
/** Longer names tell nobody more. */
const LONGEST = 200;

/**
 * The folder of the user’s mail that a file stands for: a mailbox is a folder by itself, a single mail lies in one. By the names of files alone,
 * which are the user’s; nothing in a mail has a say in it. Null for a mail on its own.
 */
export function mailFolder(path: string, kind: 'mbox' | 'message'): string | null {
  const folder =
    kind === 'mbox' ? path.replace(EXTENSION, '') : path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' ? null : folder.slice(-LONGEST);
}
