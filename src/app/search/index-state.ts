import type { Failure } from '../../contracts/failure';

/** How far the index is. */
export interface IndexState {
  /** Mails and documents that can be found, and all that there are. */
  readonly indexed: number;
  readonly total: number;
  /** Of the indexed ones, those that are found by their words only, because their meaning is not read yet. */
  readonly waiting: number;
  /** `waiting`: for other work to end. */
  readonly phase: 'reading' | 'embedding' | 'waiting' | 'ready' | 'failed';
  readonly failure: Failure | null;
}
