import type { MessageResult } from '../../contracts/briefing';
import type { EscalationTask, LocalOutcome } from '../../contracts/escalation';
import type { MadeBy } from '../../contracts/route';
import { hasBlank } from '../../tasks/draft/blanks';

/** What was made here for a task; null when nothing was. */
export function localOutcome(
  task: EscalationTask,
  { triage, summary, draft }: MessageResult,
): LocalOutcome | null {
  const confidence = triage?.confidence ?? 0;
  if (task === 'summary') {
    if (!summary) return null;
    const unworded = isUnworded(summary.made);
    return { confidence, unsupported: 0, leavesOpen: false, cutShort: summary.leftOut !== null, unworded };
  }
  if (!draft) return null;
  return {
    confidence,
    unsupported: draft.unsupported.length,
    leavesOpen: hasBlank(draft.text),
    cutShort: false,
    unworded: isUnworded(draft.made),
  };
}

/** A model was to word it, and nothing of it came to be. */
function isUnworded(made: MadeBy | undefined): boolean {
  return made?.failed !== undefined;
}

export function localText(task: EscalationTask, { summary, draft }: MessageResult): string {
  if (task === 'draft') return draft?.text ?? '';
  return summary?.sentences.map(({ text }) => text).join(' ') ?? '';
}
