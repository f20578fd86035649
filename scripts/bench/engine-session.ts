import type { AnswerSample } from '../../src/app/speed/measure-answer';
import type { GenerateRequest } from '../../src/contracts/capabilities';

/** A model that was loaded in one way and waits to be measured, in a process of its own. */
export interface EngineSession {
  /** Milliseconds until it could be asked. */
  readonly loadMs: number;
  measureAnswer(request: GenerateRequest): Promise<AnswerSample>;
  /** Texts a second. */
  measureTexts(texts: readonly string[]): Promise<number>;
  /** Bytes that its process took at most, above one without a model; null where the system does not tell. */
  peakBytes(): Promise<number | null>;
  close(): Promise<void>;
}
