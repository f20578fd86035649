import type { Notice } from '../api';
import type { RetentionOutcome } from './data-api';

/** What keeping to the limits did, in words; null when there is nothing to tell. */
export function retentionNotice({ removed, held }: RetentionOutcome): Notice | null {
  if (removed === 0) return null;
  const stayed =
    held.length === 0
      ? ''
      : ` ${mails(held.length)} past it ${held.length === 1 ? 'stays' : 'stay'}, because of your own drafts, answers or corrections.`;
  return {
    id: 'retention',
    tone: 'info',
    text: `${mails(removed)} past the limit that you set ${removed === 1 ? 'was' : 'were'} deleted.${stayed} See “Your data” in the settings.`,
  };
}

function mails(count: number): string {
  return `${new Intl.NumberFormat('en-GB').format(count)} ${count === 1 ? 'mail' : 'mails'}`;
}
