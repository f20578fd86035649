import { createObservable } from '../../platform/observable';
import type { DesksideApp } from '../api';
import { lazily } from '../lazily';
import type { SpeedReport } from './speed-report';
import type { SpeedRunnerParts } from './speed-runner';

export interface Speed {
  readonly actions: Pick<DesksideApp, 'speed' | 'showSpeed' | 'measureSpeed' | 'cancelSpeed'>;
  isWorking(): boolean;
}

/** Measures how fast the installed models run here. How that is done is loaded when it is first asked for. */
export function createSpeed(parts: Omit<SpeedRunnerParts, 'report'>): Speed {
  const report = createObservable<SpeedReport | null>(null);
  const runner = lazily(async () => (await import('./speed-runner')).createSpeedRunner({ ...parts, report }));
  let running: AbortController | null = null;

  return {
    isWorking: () => running !== null,
    actions: {
      speed: report,
      showSpeed: async () => (await runner()).showKept(),
      async measureSpeed(modelIds) {
        const { measure } = await runner();
        // Begun in another place: its progress is the one to watch.
        if (running) return;
        running = new AbortController();
        try {
          await measure(modelIds, running.signal);
        } finally {
          running = null;
        }
      },
      cancelSpeed: () => running?.abort(),
    },
  };
}
