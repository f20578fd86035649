import type { Category, MessageResult } from '../contracts/briefing';

const PRESSURE: Readonly<Record<Category, number>> = { reply: 0, act: 1, read: 2, skip: 3 };

/** The order in which mails get their summaries and drafts: what presses most comes first, then what came in last. */
export function byPressure(
  a: { readonly result: MessageResult; readonly date: string | null },
  b: { readonly result: MessageResult; readonly date: string | null },
): number {
  return pressure(a.result) - pressure(b.result) || (b.date ?? '').localeCompare(a.date ?? '');
}

function pressure({ triage }: MessageResult): number {
  if (triage === null) return 8;
  return (triage.urgent && triage.category !== 'skip' ? 0 : 4) + PRESSURE[triage.category];
}

/** Mails whose summary the language model phrases; for the rest the extract is enough. */
export function isImportant({ triage }: MessageResult): boolean {
  if (triage === null || triage.category === 'skip') return false;
  return triage.category !== 'read' || triage.urgent;
}
