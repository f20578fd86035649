import type { PromptDialect } from '../contracts/capabilities';
import { DesksideError } from '../contracts/failure';
import type { ModelEntry } from '../contracts/model';

/** How a model wants to be asked. Throws for one that cannot write. */
export function requirePrompts({
  id,
  prompts,
}: Pick<ModelEntry, 'id'> & { readonly prompts: PromptDialect | null }): PromptDialect {
  if (prompts) return prompts;
  throw new DesksideError({
    code: 'internal',
    message: `“${id}” cannot write text. Choose another model for it in the settings.`,
    retryable: false,
  });
}
