import type { Observable } from '../../contracts/observable';
import type { Clock } from '../../platform/clock';
import { createObservable } from '../../platform/observable';
import type { BriefingProgress, BriefingStage } from '../api';
import { createTimeLeft } from '../time-left';
import type { Failure } from '../../contracts/failure';

const ACTIVITY: Readonly<Record<BriefingStage, string>> = {
  models: 'Getting the models ready',
  triage: 'Sorting',
  summary: 'Finding what matters in each mail',
  draft: 'Drafting replies',
  phrase: 'Wording summaries with the language model',
};

/** What the stages of a run report to. */
export interface StageProgress {
  begin(stage: BriefingStage, total: number): void;
  /** One more mail of the stage is done. */
  advance(count?: number): void;
}

export interface ProgressTracker extends StageProgress {
  readonly progress: Observable<BriefingProgress>;
  start(): void;
  finish(state: 'done' | 'cancelled' | 'failed', failure?: Failure): void;
}

export function createProgressTracker(clock: Clock): ProgressTracker {
  const progress = createObservable<BriefingProgress>({
    state: 'idle',
    stage: 'models',
    done: 0,
    total: 0,
    activity: '',
    secondsLeft: null,
    failure: null,
    elapsedMs: 0,
  });
  let startedAt = 0;
  let timeLeft = createTimeLeft();

  function begin(stage: BriefingStage, total: number): void {
    timeLeft = createTimeLeft();
    const activity = ACTIVITY[stage];
    progress.update((now) => ({ ...now, stage, done: 0, total, activity, secondsLeft: null }));
  }

  return {
    progress,
    begin,
    start() {
      startedAt = clock.now();
      // Reading what there is takes seconds with a large mailbox, and the last stage of the run before is not where this one is.
      begin('models', 0);
      progress.update((now) => ({ ...now, state: 'running', failure: null, elapsedMs: 0 }));
    },
    advance(count = 1) {
      progress.update((now) => {
        const done = now.done + count;
        return { ...now, done, secondsLeft: timeLeft(clock.now(), done, now.total) };
      });
    },
    finish(state, failure) {
      const elapsedMs = clock.now() - startedAt;
      progress.update((now) => ({
        ...now,
        state,
        activity: '',
        secondsLeft: null,
        failure: failure ?? null,
        elapsedMs,
      }));
    },
  };
}
