import type { Observable } from '../../contracts/observable';
import type { Settings } from '../../contracts/settings';
import { createObservable } from '../../platform/observable';
import type { BriefingProgress, BriefingWindow, DesksideApp } from '../api';
import { lazily } from '../lazily';
import type { WindowParts } from './keep-window';

interface LazyWindowParts extends Pick<WindowParts, 'rows' | 'settings' | 'mail'> {
  readonly updateSettings: (change: Partial<Settings>) => Promise<void>;
}

export interface LazyWindow {
  readonly window: Observable<BriefingWindow>;
  readonly actions: Pick<DesksideApp, 'chooseWindow' | 'liftWindow'>;
  /** Brings it in step with the visit, and keeps it so. Never rejects: at the worst everything is shown. */
  start(): Promise<unknown>;
  /** Starts with the first run. */
  follow(briefing: Observable<BriefingProgress>): void;
}

/** The window, everything at first. What keeps it is fetched when there is something to look at. */
export function createLazyWindow({ updateSettings, ...parts }: LazyWindowParts): LazyWindow {
  const window = createObservable<BriefingWindow>({
    ...{ kind: 'everything', since: null, offered: ['everything'] },
    holds: () => true,
  });
  let briefing: Observable<BriefingProgress>;
  const keeper = lazily(async () =>
    (await import('./keep-window')).keepWindow({ ...parts, window, briefing }),
  );
  const start = () => keeper().catch(() => null);
  return {
    window,
    start,
    follow(progress) {
      briefing = progress;
      briefing.subscribe(({ state }) => void (state === 'running' && start()));
    },
    actions: {
      async chooseWindow(briefingWindow) {
        (await keeper()).setLifted(false);
        await updateSettings({ briefingWindow });
      },
      liftWindow: () => void start().then((kept) => kept?.setLifted(true)),
    },
  };
}
