import type { MachineFacts, ModelCard } from '../../app/api';
import { bytes, counted } from '../format/quantities';

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
  const measure = `of ${bytes(size)}, the size recommended for writing here`;
  return more === 0
    ? `No room for another model ${measure}.`
    : `Room for about ${counted(more, 'more model', 'more models')} ${measure}.`;
}
