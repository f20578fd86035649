import type { ImportReceipt } from '../../app/api';
import type { MailboxRole } from '../../contracts/message';
import * as m from '../i18n/compiled/messages';
import { count } from './quantities';

/** What came of an import, in a sentence or two. */
export function importOutcome(outcome: ImportReceipt, role: MailboxRole): string {
  if (outcome.messages === 0) {
    return outcome.cancelled ? m.import_cancelled_early() : m.import_none();
  }
  const sentence = whatWasRead(outcome, role);
  return outcome.cancelled ? m.import_cancelled({ outcome: sentence }) : sentence;
}

function whatWasRead({ messages, added, files }: ImportReceipt, role: MailboxRole): string {
  const counts = { mails: messages, mailsShown: count(messages), files, filesShown: count(files) };
  const read = role === 'sent' ? m.import_read_sent(counts) : m.import_read(counts);
  const known = messages - added;
  if (known === 0) return m.import_outcome({ read });
  return known === messages
    ? m.import_outcome_all_known({ count: known, read })
    : m.import_outcome_some_known({ count: known, shown: count(known), read });
}
