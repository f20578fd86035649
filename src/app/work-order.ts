import type { Category } from '../contracts/briefing';
import type { MailRow } from './api';

const PRESSURE: Readonly<Record<Category, number>> = { reply: 0, act: 1, read: 2, skip: 3 };

type Sorted = Pick<MailRow, 'category' | 'urgent'>;

/** The order in which mails get their summaries and drafts: what presses most comes first, then what came in last. */
export function byPressure(a: Sorted & Pick<MailRow, 'date'>, b: Sorted & Pick<MailRow, 'date'>): number {
  const order = pressure(a) - pressure(b);
  const [older, newer] = [a.date ?? '', b.date ?? ''];
  return order !== 0 ? order : older === newer ? 0 : older < newer ? 1 : -1;
}

function pressure({ category, urgent }: Sorted): number {
  if (category === null) return 8;
  return (urgent && category !== 'skip' ? 0 : 4) + PRESSURE[category];
}

/** Mails whose summary the language model phrases; for the rest the extract is enough. */
export function isImportant({ category, urgent }: Sorted): boolean {
  if (category === null || category === 'skip') return false;
  return category !== 'read' || urgent;
}
