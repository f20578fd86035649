import { ESCALATION_TASKS, type EscalationTask } from '../contracts/escalation';

/** Ids of what is kept about a mail in tables whose rows are not named by `Message.id` alone. */

/** How `search` names mails, and the search index with it. */
export const MAIL_ITEM = 'mail:';

/** In `search`: its passages as vectors. */
export const mailItemId = (messageId: string): string => MAIL_ITEM + messageId;

/** In `voices`: the earlier texts of its draft. */
export const draftVersionsId = (messageId: string): string => `versions:${messageId}`;

/** In `taskRecords`. */
export const taskRecordId = (task: EscalationTask, messageId: string): string => `${messageId} ${task}`;

export const taskRecordIds = (messageId: string): string[] =>
  ESCALATION_TASKS.map((task) => taskRecordId(task, messageId));
