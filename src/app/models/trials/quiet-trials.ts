import type { ModelEntry } from '../../../contracts/model';
import { isSparing } from '../../../platform/power';
import { onHidden, watchQuiet } from '../../../platform/quiet-page';
import type { InferenceClient } from '../../../worker-client/inference-client';
import type { ModelTrials } from './model-trials';

/** Milliseconds of quiet before a trial that nobody asked for. */
const QUIET_MS = 20_000;

interface QuietTrialParts {
  readonly trials: Pick<ModelTrials, 'findQuietly' | 'isUnknown' | 'cancel'>;
  readonly client: Pick<InferenceClient, 'loaded'>;
  readonly find: (modelId: string) => Pick<ModelEntry, 'task'> | undefined;
  readonly isAtWork: () => boolean;
  /** Whether the user's battery or data are to be spared. */
  readonly isSparing: () => Promise<boolean>;
  /** As `watchQuiet`. */
  readonly watchQuiet: (quietMs: number, isAtWork: () => boolean, onQuiet: () => void) => () => void;
  /** Calls back when nobody looks at the page any more; returns what ends that. */
  readonly onHidden: (hidden: () => void) => () => void;
}

/**
 * Once a generator was used, tries its ways while the app is visible and has nothing to do, so that the next load knows the fastest.
 * Ends at once when work comes, or when nobody looks at the page; then it goes on at the next quiet. Returns what ends the watching.
 */
export function tryWaysWhenQuiet(parts: QuietTrialParts): () => void {
  const { trials, client, find, isAtWork } = parts;
  let used: string | null = null;
  let running = false;

  async function tryNow(): Promise<void> {
    if (running || used === null) return;
    running = true;
    try {
      if (!(await trials.isUnknown(used)) || (await parts.isSparing()) || isAtWork()) return;
      const stopWatching = parts.onHidden(trials.cancel);
      await trials.findQuietly(used).finally(stopWatching);
    } finally {
      running = false;
    }
  }

  const ends = [
    client.loaded.subscribe((infos) => {
      const generator = infos.find(({ modelId }) => find(modelId)?.task === 'text-generation');
      used = generator?.modelId ?? used;
    }),
    parts.watchQuiet(
      QUIET_MS,
      () => running || isAtWork(),
      () => void tryNow(),
    ),
  ];
  return () => ends.forEach((end) => end());
}

/** As `tryWaysWhenQuiet`, by what this browser tells of the page and the machine. */
export function tryWaysInThisPage(
  parts: Pick<QuietTrialParts, 'trials' | 'client' | 'find' | 'isAtWork'>,
): () => void {
  return tryWaysWhenQuiet({ ...parts, isSparing, watchQuiet, onHidden });
}
