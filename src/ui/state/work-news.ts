import type { BriefingProgress, ModelCard } from '../../app/api';
import type { Failure } from '../../contracts/failure';
import { count } from '../format/quantities';
import * as m from '../i18n/compiled/messages';

/** What the end of a briefing is worth saying; null for what the user ended, or need not hear of. */
export function briefingNews(
  before: BriefingProgress,
  now: BriefingProgress,
  say: (failure: Failure) => string,
): string | null {
  if (before.state !== 'running') return null;
  if (now.state === 'done') return m.shell_briefing_ready();
  if (now.state === 'failed')
    return m.shell_briefing_stopped({
      reason: now.failure ? say(now.failure) : m.shell_something_wrong(),
    });
  return null;
}

/** The same for models that have been installed. */
export function installNews(before: readonly ModelCard[], now: readonly ModelCard[]): string | null {
  const waited = new Set(before.filter(({ progress }) => progress !== null).map(({ listing }) => listing.id));
  const ready = now.filter(
    ({ listing, progress, status }) =>
      waited.has(listing.id) && progress === null && status.state === 'installed',
  );
  if (ready.length === 0) return null;
  return ready.length === 1 && ready[0]
    ? m.shell_model_installed({ name: ready[0].listing.name })
    : m.shell_models_installed({ count: ready.length, shown: count(ready.length) });
}

/** The share of a running briefing for the title of the page, such as `42 %`; null when there is none to tell. */
export function shareInTitle({ state, stage, done, total }: BriefingProgress): string | null {
  // What is left then only makes the summaries read better.
  if (state !== 'running' || stage === 'phrase' || total === 0) return null;
  return `${Math.floor((100 * done) / total)} %`;
}
