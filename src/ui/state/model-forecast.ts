import type { MachineFacts, ModelCard } from '../../app/api';
import { bytes, count } from '../format/quantities';
import * as m from '../i18n/compiled/messages';

/** What still fits, measured in models of the recommended size; null where the browser does not tell or nothing is recommended. */
export function roomForecast(
  { storageUsed, storageQuota }: Pick<MachineFacts, 'storageUsed' | 'storageQuota'>,
  cards: readonly ModelCard[],
): string | null {
  const generator = cards.find(
    ({ listing, advice }) => advice.recommended && listing.task === 'text-generation',
  );
  if (!generator || storageUsed === null || storageQuota === null) return null;
  const size = generator.listing.downloadBytes;
  const more = Math.floor(Math.max(0, storageQuota - storageUsed) / size);
  return more === 0
    ? m.models_room_none({ size: bytes(size) })
    : m.models_room_for({ count: more, shown: count(more), size: bytes(size) });
}
