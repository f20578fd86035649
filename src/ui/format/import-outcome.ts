import type { ImportReceipt } from '../../app/api';
import type { MailboxRole } from '../../contracts/message';
import { count, counted } from './quantities';

/** What came of an import, in a sentence or two. */
export function importOutcome(outcome: ImportReceipt, role: MailboxRole): string {
  const kind = role === 'sent' ? 'sent mail' : 'mail';
  if (outcome.messages === 0) {
    return outcome.cancelled ? 'Import cancelled before any mail was read.' : 'No mail was found.';
  }
  const read = `${counted(outcome.messages, kind)} read from ${counted(outcome.files, 'file')}`;
  const sentence = `${read}${alreadyHere(outcome)}.`;
  return outcome.cancelled ? `Import cancelled. ${sentence} What was read is kept.` : sentence;
}

function alreadyHere({ messages, added }: ImportReceipt): string {
  const known = messages - added;
  if (known === 0) return '';
  if (known === messages) return known === 1 ? '; it was here already' : '; all of them were here already';
  return `, ${count(known)} of which ${known === 1 ? 'was' : 'were'} here already`;
}
