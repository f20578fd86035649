/** Apart from what is kept there, because the page's first load needs no more than the name. */
const PREFIX = 'deskside-fetched-';

/** The cache of what the browser has fetched of a model without a page. */
export const fetchedCacheOf = (modelId: string): string => PREFIX + modelId;

/** The model that a cache of this name is for; null for other caches. */
export const modelOfFetchedCache = (name: string): string | null =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;
