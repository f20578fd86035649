import * as m from '../i18n/compiled/messages';
import type { Desk } from './desk.svelte';

export interface TourStep {
  /** What it points at. */
  readonly target: string;
  readonly title: () => string;
  readonly text: () => string;
  /** Brings what it points at onto the page. */
  readonly prepare: (desk: Desk) => void;
}

const toBriefing = (desk: Desk): void => {
  if (desk.router.current.view !== 'briefing' || desk.router.mailId !== null)
    desk.router.go({ view: 'briefing', mailId: null });
};

/** A mail that shows most: one with a summary and a draft, as far as there is one yet. */
function toMail(desk: Desk): void {
  const rows = desk.watched.rows.current;
  const shown =
    rows.find((row) => row.hasSummary && row.hasDraft) ??
    rows.find((row) => row.category === 'reply') ??
    rows[0];
  if (shown && desk.router.mailId !== shown.id) desk.openMail(shown.id);
}

/** About a minute, on the sample night. */
export const TOUR: readonly TourStep[] = [
  {
    target: '#mail-tree',
    title: m.welcome_tour_sorted,
    text: m.welcome_tour_sorted_text,
    prepare: toBriefing,
  },
  {
    target: '#summary',
    title: m.welcome_tour_checked,
    text: m.welcome_tour_checked_text,
    prepare: toMail,
  },
  {
    target: '#reply',
    title: m.welcome_tour_blanks,
    text: m.welcome_tour_blanks_text,
    prepare: toMail,
  },
  {
    target: '.rail',
    title: m.welcome_tour_rest,
    text: m.welcome_tour_rest_text,
    prepare: toBriefing,
  },
];
