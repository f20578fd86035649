import type { ImportFile } from '../../contracts/import-api';
import type { MailboxRole } from '../../contracts/message';
import { MAIL_FILES } from './mail-files';

/** What is mail, or may hold mail. */
const MAIL_ENDINGS: readonly string[] = [...Object.values(MAIL_FILES).flat(), '.zip'];
const MAIL_TYPES = new Set([...Object.keys(MAIL_FILES), 'application/zip']);
/** What mail programs and their exports call the mailbox of what one sent, in the languages that the page speaks. */
const SENT_MAILBOX = /(?:^|[^\p{L}])(?:sent|gesendet\p{L}*|enviad[oa]s)(?:[^\p{L}]|$)/iu;

/** Files by where they go: mail by mailbox, all else to the documents, which say what they cannot read. */
export interface SortedFiles {
  readonly mail: Readonly<Record<MailboxRole, readonly ImportFile[]>>;
  readonly documents: readonly ImportFile[];
}

export function sortArrivals(files: readonly File[]): SortedFiles {
  const sorted = { inbox: [] as ImportFile[], sent: [] as ImportFile[], documents: [] as ImportFile[] };
  for (const file of files) sorted[placeOf(file)].push({ name: file.name, blob: file });
  return { mail: { inbox: sorted.inbox, sent: sorted.sent }, documents: sorted.documents };
}

function placeOf({ name, type }: File): MailboxRole | 'documents' {
  const ending = /\.[^.]*$/u.exec(name)?.[0].toLowerCase() ?? '';
  if (!MAIL_ENDINGS.includes(ending) && !MAIL_TYPES.has(type)) return 'documents';
  return SENT_MAILBOX.test(name) ? 'sent' : 'inbox';
}

/** Words or an address that were shared without a file, as a text file; null where there are none. */
export function textAsFile(
  share: { readonly title: string; readonly text: string; readonly url: string },
  at: Date,
): File | null {
  const lines = [share.text, share.url].filter((line) => line !== '');
  if (lines.length === 0 && share.title === '') return null;
  const title = share.title || `Shared text, ${at.toISOString().slice(0, 16).replace('T', ' ')}`;
  // Slashes would read as folders.
  const name = `${title.replace(/[\\/]+/gu, ' ').slice(0, 120)}.txt`;
  return new File([[share.title, ...lines].filter(Boolean).join('\n\n')], name, { type: 'text/plain' });
}
