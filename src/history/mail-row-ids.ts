import { ESCALATION_TASKS, type EscalationTask } from '../contracts/escalation';

/** Ids of what is kept about a mail in tables whose rows are not named by `Message.id` alone. */

/** How `search` names mails, and the search index with it. */
export const MAIL_ITEM = 'mail:';

/** In `search`: its passages as vectors. */
export const mailItemId = (messageId: string): string => MAIL_ITEM + messageId;

const DRAFT_VERSIONS = 'versions:';
const SENT_VECTORS = 'vectors:';

/** In `voices`: the earlier texts of its draft. */
export const draftVersionsId = (messageId: string): string => DRAFT_VERSIONS + messageId;

/** In `voices`: what this model makes of the Sent mail, as vectors. */
export const sentVectorsId = (modelId: string): string => SENT_VECTORS + modelId;

export const isSentVectorsId = (id: string): boolean => id.startsWith(SENT_VECTORS);

/** Whether a row of `voices` is made of the words of mails, and not what the user set. */
export const isVoiceOfMail = (id: string): boolean => isSentVectorsId(id) || id.startsWith(DRAFT_VERSIONS);

/** In `taskRecords`. */
export const taskRecordId = (task: EscalationTask, messageId: string): string => `${messageId} ${task}`;

export const taskRecordIds = (messageId: string): string[] =>
  ESCALATION_TASKS.map((task) => taskRecordId(task, messageId));
