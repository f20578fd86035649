import type { ModelListing } from '../../contracts/model';
import { CATALOGUE } from '../catalogue';
import { EMBEDDERS } from './embedders';
import { GGUF_GENERATORS } from './gguf-generators';
import { TRANSFORMERS_GENERATORS } from './transformers-generators';
import { WEB_LLM_GENERATORS } from './web-llm-generators';

/**
 * All models that Deskside lists, the starter pack first. Import it lazily: nothing of it is needed before someone looks at models. Sources
 * on a hub name a branch where no commit is known; adding such a model pins each file of that day, by commit and SHA-256.
 */
export const LISTINGS: readonly ModelListing[] = [
  ...CATALOGUE,
  ...EMBEDDERS,
  ...TRANSFORMERS_GENERATORS,
  ...GGUF_GENERATORS,
  ...WEB_LLM_GENERATORS,
];

export function findListing(id: string): ModelListing | undefined {
  return LISTINGS.find((listing) => listing.id === id);
}
