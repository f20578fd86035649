import type { MessageResult, Owner } from '../../contracts/briefing';
import { ESCALATION_TASKS, type EscalationTask, type TaskRecord } from '../../contracts/escalation';
import type { Message } from '../../contracts/message';
import type { History } from '../../history/history';
import { taskRecordId } from '../../history/mail-row-ids';
import { utf8Bytes } from '../../providers/prompt-limit';
import { composeRequest, textOf } from './compose-request';
import { findInParts } from './find-in-parts';
import { localOutcome } from './local-outcome';

/** So many mails are looked at; a mailbox may hold a hundred thousand. */
const MOST_MAILS = 1000;
/** Mails that are read and noted together: leaving the page loses little, and nothing holds it up. */
const PART = 50;

/**
 * Notes what was made here of the latest mails, without their texts, and returns all notes. Those of earlier work are renewed where it changed.
 *
 * @param mails the newest first
 */
export async function noteTasks(
  history: History,
  mails: readonly { readonly id: string }[],
  owner: Owner,
  now: number,
): Promise<TaskRecord[]> {
  const known = new Map((await history.taskRecords.all()).map((record) => [record.id, record]));
  const latest = mails.slice(0, MOST_MAILS).map(({ id }) => id);
  for (let at = 0; at < latest.length; at += PART) {
    const fresh: TaskRecord[] = [];
    for (const result of await history.rows.readById('results', latest.slice(at, at + PART))) {
      const tasks = ESCALATION_TASKS.filter((task) => isNews(task, result, known));
      if (tasks.length === 0) continue;
      const message = await history.messages.get(result.id);
      if (!message) continue;
      const found = [...new Set((await findInParts(message.text, [])).map(({ type }) => type))];
      for (const task of tasks) fresh.push({ ...recordOf(task, message, result, owner, now), found });
    }
    if (fresh.length > 0) await history.taskRecords.put(...fresh);
  }
  return history.taskRecords.all();
}

function isNews(
  task: EscalationTask,
  result: MessageResult,
  known: ReadonlyMap<string, TaskRecord>,
): boolean {
  const outcome = localOutcome(task, result);
  if (!outcome) return false;
  const record = known.get(taskRecordId(task, result.id));
  return JSON.stringify(record?.local) !== JSON.stringify(outcome);
}

function recordOf(
  task: EscalationTask,
  message: Message,
  result: MessageResult,
  owner: Owner,
  now: number,
): Omit<TaskRecord, 'found'> {
  const bytesOf = (scope: 'extracts' | 'whole'): number => {
    const { system, user } = composeRequest(task, scope, { message, result, owner, answers: [] });
    return utf8Bytes(system) + utf8Bytes(textOf(user));
  };
  const local = localOutcome(task, result);
  if (!local) throw new Error('Only what was made is noted.');
  return {
    id: taskRecordId(task, message.id),
    task,
    at: message.date === null ? now : Date.parse(message.date),
    bytes: { extracts: bytesOf('extracts'), whole: bytesOf('whole') },
    local,
    category: result.triage?.category ?? null,
  };
}
