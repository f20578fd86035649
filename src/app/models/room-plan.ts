import type { RoomPlan } from '../../contracts/model';
import type { ModelCard } from '../api';

/** Which models to remove so that this one fits; never one that is chosen, loaded or being written. */
export async function planRoomFor(
  modelId: string,
  cards: readonly ModelCard[],
  freeBytes: number | null,
): Promise<RoomPlan> {
  const { planRoom } = await import('../../models/room/plan-room');
  const { totalBytes = 0, storedBytes = 0 } =
    cards.find(({ listing }) => listing.id === modelId)?.status ?? {};
  return planRoom({
    neededBytes: totalBytes - storedBytes,
    freeBytes,
    models: cards
      .filter(({ status, listing }) => status.storedBytes > 0 && listing.id !== modelId)
      .map(({ listing, status, chosen, loaded, progress }) => ({
        modelId: listing.id,
        name: listing.name,
        bytes: status.storedBytes,
        lastUsedAt: status.lastUsedAt,
        keep: chosen || loaded !== null || progress !== null,
      })),
  });
}
