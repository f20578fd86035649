/** `deskside/importers`: mail from `.mbox`, `.eml` and `.zip` files, and tables. */
import type { FileProblem, ImportFile } from '../contracts/import-api';
import type { MailboxRole, Message } from '../contracts/message';
import { importFiles } from '../importers/import-files';

export { readTable } from '../importers/tables/read-table';
export { DesksideError } from '../contracts/failure';
export type { FileProblem } from '../contracts/import-api';
export type { MailboxRole, Message } from '../contracts/message';

export interface ReadMailOptions {
  /** `sent` for mail that the owner wrote. */
  readonly role?: MailboxRole;
  readonly signal?: AbortSignal;
}

export interface ReadMail {
  readonly messages: readonly Message[];
  /** What could not be read, file by file, in words. */
  readonly problems: readonly FileProblem[];
}

/** Reads mail, in order. A text is taken for one mail or an mbox. Never rejects for what is in a file. All mails are in memory then: for a GB, use `forEachMail`, in a worker. */
export async function readMail(
  source: string | Blob | File | readonly File[],
  options: ReadMailOptions = {},
): Promise<ReadMail> {
  const messages: Message[] = [];
  const problems = await forEachMail(source, (batch) => void messages.push(...batch), options);
  return { messages, problems };
}

/** The same some mails at a time; waits for `work` before it reads on. */
export async function forEachMail(
  source: string | Blob | File | readonly File[],
  work: (messages: readonly Message[]) => void | Promise<void>,
  { role = 'inbox', signal = new AbortController().signal }: ReadMailOptions = {},
): Promise<readonly FileProblem[]> {
  const outcome = await importFiles(
    toFiles(source),
    role,
    { onBatch: async (messages) => work(messages), onProgress: () => undefined },
    signal,
  );
  return outcome.problems;
}

function toFiles(source: string | Blob | File | readonly File[]): readonly ImportFile[] {
  if (typeof source === 'string') return [{ name: 'mail', blob: new Blob([source]) }];
  if (source instanceof Blob) return [{ name: 'name' in source ? source.name : 'mail', blob: source }];
  return source.map((file) => ({ name: file.name, blob: file }));
}
