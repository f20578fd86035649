import { yieldToPage } from '../../platform/yield-to-page';
import { chooseDetails, type DetailLine } from './detail-line';
import type { Detail } from './details';
import { selectUnits, type RatedUnit, type SelectedSentence } from './select-units';

/** Sentences of a summary, and the line under them that tells what they had no room for; both may be missing. */
export interface SharedRoom {
  readonly sentences: readonly SelectedSentence[];
  readonly line: DetailLine | null;
}

/** How much of the room sentences may take; the rest is for details. */
const SHARES = [1, 0.8, 0.6, 0.4];

/** The best of several ways to share `room`, in characters, between sentences and a line of details. There is no line without a sentence. Gives the page its turn before each. */
export async function shareRoom(
  units: readonly RatedUnit[],
  details: readonly Detail[],
  room: number,
): Promise<SharedRoom> {
  let best: (SharedRoom & { readonly worth: number }) | null = null;
  for (const share of SHARES) {
    await yieldToPage();
    const { sentences, worth } = selectUnits(units, Math.floor(room * share));
    if (sentences.length === 0) continue;
    const chosen = sentences.flatMap((sentence) => sentence.units);
    const taken = chosen.flatMap(({ spans }) => spans);
    const free = details.filter(
      ({ span }) => !taken.some((part) => part.start < span.end && span.start < part.end),
    );
    const used = sentences.reduce((sum, { text }) => sum + text.length + 1, 0);
    const line = chooseDetails(free, coverage(chosen), room - used - 1);
    const total = worth + (line?.gain ?? 0);
    if (!best || total > best.worth) best = { sentences, line, worth: total };
  }
  return best ?? { sentences: [], line: null };
}

function coverage(units: readonly RatedUnit[]): Map<string, number> {
  const covered = new Map<string, number>();
  for (const [key, value] of units.flatMap(({ covers }) => [...covers]))
    covered.set(key, Math.max(covered.get(key) ?? 0, value));
  return covered;
}
