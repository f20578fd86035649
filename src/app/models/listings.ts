import type { ModelListing } from '../../contracts/model';

/** The whole catalogue, read when it is first needed: the first load of the page does without. */
export async function readListings(): Promise<readonly ModelListing[]> {
  const { LISTINGS } = await import('../../models/catalogue/listings');
  return LISTINGS;
}

type HubListing = ModelListing & { readonly source: { readonly kind: 'hub' } };

/** A model that the catalogue lists by its repository. */
export async function findUnpinnedListing(modelId: string): Promise<HubListing | undefined> {
  const listings = await readListings();
  return listings.find(
    (listing): listing is HubListing => listing.id === modelId && listing.source.kind === 'hub',
  );
}
