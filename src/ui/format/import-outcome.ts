import type { ImportReceipt } from '../../app/api';
import type { MailboxRole } from '../../contracts/message';
import { count, counted } from './quantities';

/** What came of an import, in a sentence or two. */
export function importOutcome(outcome: ImportReceipt, role: MailboxRole): string {
  const kind = role === 'sent' ? 'sent mail' : 'mail';
  const known = outcome.messages - outcome.added;
  const alreadyHere =
    known > 0 ? `, ${count(known)} of which ${known === 1 ? 'was' : 'were'} here already` : '';
  const read = `${counted(outcome.messages, kind)} read from ${counted(outcome.files, 'file')}${alreadyHere}.`;
  return outcome.cancelled ? `Import cancelled. ${read} They are kept.` : read;
}
