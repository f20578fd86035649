/** `deskside/tasks`: what Deskside does with mail and texts, with models of your choice. */
export { createMailTasks } from './mail-tasks';
export type { DraftOptions, MailTasks, MailTasksOptions } from './mail-tasks';
export { embedderFrom, generatorFrom } from './functions';
export type { EmbedFunction, GenerateFunction } from './functions';
export { createLabelClassifier } from '../tasks/label/create-label-classifier';
export type { LabelClassifier, LabelClassifierOptions } from '../tasks/label/create-label-classifier';
export { parseRule } from '../tasks/classify/parse-rule';
export { DesksideError } from '../contracts/failure';
export type { Failure, FailureCode } from '../contracts/failure';
export type * from '../contracts/capabilities';
export type * from '../contracts/briefing';
export type * from '../contracts/labels';
export type { Message, MailAddress } from '../contracts/message';
export type { TriageRule } from '../contracts/learning';
