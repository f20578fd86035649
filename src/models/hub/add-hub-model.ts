import type { ModelEntry, ModelListing } from '../../contracts/model';
import { LISTINGS } from '../catalogue/listings';
import type { WeightStore } from '../weight-store';
import { DEFAULT_REVISION, hubModelId, type HubAddress } from './hub-address';
import { otherVersionStored } from './hub-failures';
import { resolveHubModel, type HubModelRequest } from './resolve-hub-model';

/**
 * Lists the model of a repository, pinned as it is there now. What is stored counts only by the entry under which it was fetched, so that
 * the entry of a model of which anything is stored stays as it is, and another version of it is refused. Rejects as `resolveHubModel`.
 */
export async function addHubModel(
  store: WeightStore,
  request: Omit<HubModelRequest, 'listing'>,
): Promise<ModelEntry> {
  const listing = listingOf(request);
  const known = await store.entry(listing?.id ?? hubModelId(request.repo));
  if (known && (await isStored(store, known.id))) {
    if (isMeant(known, request)) return known;
    throw otherVersionStored(known.name);
  }
  // As the hub spells it, where that is known.
  const repo = listing?.source.kind === 'hub' ? listing.source.repo : request.repo;
  const entry = await resolveHubModel({ ...request, repo, listing });
  await store.storage.putAddedEntry(entry);
  return entry;
}

/** What the catalogue has of the repository; of any other file of it than its own, the catalogue knows nothing. */
function listingOf({ repo, file }: HubAddress): ModelListing | null {
  const listing = LISTINGS.find(({ source }) => source.kind === 'hub' && isSameRepository(source.repo, repo));
  return listing && (file === undefined || file === listing.file) ? listing : null;
}

/** The hub tells no repositories apart by their capitals alone. */
function isSameRepository(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Also true of a download that is under way and has stored nothing yet. */
async function isStored(store: WeightStore, modelId: string): Promise<boolean> {
  const [{ state }, downloads] = await Promise.all([store.status(modelId), store.storage.downloads()]);
  return state !== 'absent' || downloads.some((download) => download.modelId === modelId);
}

/** Whether the entry is of the repository, and of no other revision or file of it than what is asked for. */
function isMeant({ source, variants }: ModelEntry, { repo, revision, file }: HubAddress): boolean {
  return (
    source.kind === 'hub' &&
    isSameRepository(source.repo, repo) &&
    (revision === DEFAULT_REVISION || revision === source.revision) &&
    (file === undefined || variants.some(({ files }) => files.includes(file)))
  );
}
