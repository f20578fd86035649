import type { ModelCard } from '../api';
import type { NoticeBoard } from '../notices';

/** Fault 11: the browser has cleared the origin's storage for want of room; with it went the list of what the user had added. */
export function tellOfLostModels(
  lost: readonly string[],
  cards: readonly ModelCard[],
  board: NoticeBoard,
): void {
  const names = lost
    .map((modelId) => `“${cards.find(({ listing }) => listing.id === modelId)?.listing.name ?? modelId}”`)
    .join(', ');
  board.post({
    id: 'models-cleared',
    tone: 'warning',
    text: `The browser has cleared what Deskside had stored, ${names} among it, perhaps because the disk was nearly full. Models can be installed again under Models; saved as files there, they cannot be lost this way.`,
  });
}
