import type { AnswerSample } from '../../src/app/speed/measure-answer';
import type { GenerateRequest } from '../../src/contracts/capabilities';

/** What the process with native llama.cpp is asked, one at a time. */
export type NativeTask =
  /** Until the process has read its program. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'load'; readonly file: string; readonly threads: number }
  | { readonly kind: 'answer'; readonly request: GenerateRequest };

export type NativeAnswer =
  | { readonly kind: 'wait' }
  | { readonly kind: 'load'; readonly loadMs: number }
  | { readonly kind: 'answer'; readonly sample: AnswerSample }
  | { readonly kind: 'failed'; readonly message: string };
