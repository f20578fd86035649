import type { ModelCard } from '../../app/api';

/**
 * What goes on with a model, for the page. `fetching`: can be paused. `working`: a check, a repair or an import, which runs to its end.
 * `background`: the browser fetches it by itself. `paused`: something has arrived or was begun, and nothing goes on.
 */
export type ModelSituation =
  'fetching' | 'working' | 'background' | 'paused' | 'absent' | 'installed' | 'damaged';

export type ModelAction =
  | 'install'
  | 'pause'
  | 'hand-over'
  | 'take-back'
  | 'cancel'
  | 'go-on'
  | 'discard'
  | 'use'
  | 'check'
  | 'save'
  | 'repair'
  | 'remove'
  | 'forget';

export function situationOf({ listing, status, progress, download }: ModelCard): ModelSituation {
  const whole = status.state === 'installed' || status.state === 'damaged';
  if (download === 'background' && !whole) return 'background';
  if (progress !== null && progress.phase !== 'done') {
    return whole || listing.source.kind === 'file' ? 'working' : 'fetching';
  }
  if (status.state === 'installed' || status.state === 'damaged') return status.state;
  if (download === 'running') return 'fetching';
  return download === 'paused' || status.state === 'partial' ? 'paused' : 'absent';
}

/**
 * What the user can do with a model now, the most likely first.
 *
 * @param canHandOver whether the browser can go on with a download by itself
 */
export function actionsFor(card: ModelCard, canHandOver = false): readonly ModelAction[] {
  const actions = ownActions(card).filter((action) => action !== 'hand-over' || canHandOver);
  const busy = ['fetching', 'working', 'background'].includes(situationOf(card));
  return card.added && !busy ? [...actions, 'forget'] : actions;
}

function ownActions(card: ModelCard): readonly ModelAction[] {
  switch (situationOf(card)) {
    case 'fetching':
      return card.progress?.phase === 'verifying' ? ['pause', 'cancel'] : ['pause', 'hand-over', 'cancel'];
    case 'background':
      return ['take-back', 'cancel'];
    case 'working':
      return [];
    case 'paused':
      return canInstall(card) ? ['go-on', 'discard'] : ['discard'];
    case 'absent':
      return canInstall(card) ? ['install'] : [];
    case 'installed':
      return canUse(card) ? ['use', 'check', 'save', 'remove'] : ['check', 'save', 'remove'];
    case 'damaged':
      return ['repair', 'remove'];
  }
}

/** Runs on this machine, as far as can be told. */
export function runsHere({ advice }: Pick<ModelCard, 'advice'>): boolean {
  return advice.fit === 'good' || advice.fit === 'slow';
}

/** Whether it belongs with what is in use and stored, and not only in the catalogue. */
export function isAtHand(card: ModelCard): boolean {
  return card.chosen || card.failure !== null || situationOf(card) !== 'absent';
}

/** Each model has one place on the page: at hand, else recommended, else in the catalogue. */
export function isListedAbove(card: ModelCard): boolean {
  return isAtHand(card) || card.advice.recommended;
}

function canInstall(card: ModelCard): boolean {
  return runsHere(card) && card.listing.source.kind !== 'file';
}

function canUse(card: ModelCard): boolean {
  return card.listing.task === 'text-generation' && !card.chosen && runsHere(card);
}
