import type { Owner } from '../../contracts/briefing';
import { toFailure } from '../../contracts/failure';
import type { MailResults } from '../mail-results';
import type { ModelAccess } from '../models/model-access';
import type { TaskRouter } from '../routing/task-router';
import { extractMail } from './extract-stage';
import { phraseMail } from './phrase-stage';

interface SummariseParts {
  readonly results: MailResults;
  readonly models: ModelAccess;
  readonly router: TaskRouter;
  readonly owner: Owner;
}

/** The summary of one mail: the extract at once, and then its wording. A wording that fails costs nothing but itself. */
export async function summariseMail(
  id: string,
  { results, models, router, owner }: SummariseParts,
): Promise<void> {
  const { signal } = new AbortController();
  await extractMail(id, { results, owner, embedder: await models.embedder(signal) }, signal);
  await phraseMail(id, { results, router, owner }, signal).catch((thrown: unknown) => {
    console.warn(`A summary was not worded: ${toFailure(thrown).code}`);
  });
}
