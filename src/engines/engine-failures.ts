import { DesksideError, type Failure } from '../contracts/failure';
import type { ModelEntry } from '../contracts/model';

/** For what this browser or machine lacks. `message` is a sentence. */
export function unavailable(message: string, detail?: string): DesksideError {
  return withDetail({ code: 'engine-unavailable', message, retryable: false }, detail);
}

/** For a request that an engine cannot keep to. `why` is a sentence. */
export function requestUnsupported(why: string, detail?: string): DesksideError {
  return withDetail({ code: 'request-unsupported', message: why, retryable: false }, detail);
}

/** For a task that is not the model's; `task` is what it was asked to do. */
export function wrongTask({ name }: Pick<ModelEntry, 'name'>, task: string): DesksideError {
  const message = `${name} cannot ${task}. Choose another model for it in the settings.`;
  return new DesksideError({ code: 'internal', message, retryable: false });
}

/** All of them in tokens; `room` is what prompt and answer share. */
export interface Overflow {
  readonly tokens: number;
  readonly maxTokens: number;
  readonly room: number;
}

export function contextOverflow(name: string, { tokens, maxTokens, room }: Overflow): DesksideError {
  const message = `This is too long for ${name}: ${tokens} tokens and an answer of up to ${maxTokens} do not fit into ${room}. Use a shorter text or a model with a longer context.`;
  return new DesksideError({ code: 'context-overflow', message, retryable: false });
}

export function memoryShort(name: string, detail: string): DesksideError {
  const message = `There was not enough memory for ${name}. Close other tabs and try again, or choose a smaller model.`;
  return withDetail({ code: 'out-of-memory', message, retryable: false }, detail);
}

/** For a runtime that threw what nobody knows: it is not to be trusted any more, and its worker is built again. */
export function runtimeStopped(name: string, detail: string): DesksideError {
  const message = `${name} stopped with an error. Deskside starts it again.`;
  return withDetail({ code: 'worker-died', message, retryable: true }, detail);
}

/** What was thrown, in words for the log. */
export function detailOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}

export function withDetail(failure: Omit<Failure, 'detail'>, detail?: string): DesksideError {
  return new DesksideError({ ...failure, ...(detail === undefined ? {} : { detail }) });
}
