import { canKeepFolders } from '../../platform/folders/folder-access';
import type { AreaParts } from '../area-parts';
import { loadKind } from './source-kinds';
import { createSourceDesk } from './create-source-desk';
import type { SourcesApi } from './sources-api';
import { pageSurroundings } from './surroundings';
import { tellOfNeeds } from './tell-of-needs';

/** The sources of mail; looks at those that are set up as soon as it is made. */
export async function createSources(parts: AreaParts): Promise<SourcesApi> {
  const { history, rows, importer, egress, clock, upkeep, drafts, board, locks } = parts;
  const desk = createSourceDesk({
    ...{ history, rows, importer, egress, clock, upkeep, drafts, loadKind, locks },
    surroundings: pageSurroundings(),
    base: document.baseURI,
    keepsFolders: canKeepFolders(),
  });
  tellOfNeeds(desk.api.cards, board);
  await desk.resume();
  return desk.api;
}
