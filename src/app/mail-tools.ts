import type { Observable } from '../contracts/observable';
import type { Settings } from '../contracts/settings';
import type { AreaParts } from './area-parts';
import type { Corrections } from './corrections';
import type { Drafts } from './drafts';
import { lazily } from './lazily';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';
import type { ModelAccess } from './models/model-access';
import type { NoticeBoard } from './notices';
import type { People } from './people';

interface MailToolParts {
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly board: NoticeBoard;
  readonly people: People;
  readonly settings: Observable<Settings>;
  readonly models: ModelAccess;
  readonly router: AreaParts['router'];
  readonly spawnLearner: AreaParts['spawnLearner'];
}

/** What is needed only once there is mail, and loaded then: the page itself must come fast. */
export interface MailTools {
  readonly corrections: () => Promise<Corrections>;
  readonly drafts: () => Promise<Drafts>;
}

export function createMailTools(parts: MailToolParts): MailTools {
  const { results, rows, board, people, settings, models, spawnLearner } = parts;

  async function embed(text: string): Promise<Float32Array> {
    const { signal } = new AbortController();
    const [vector] = await (await models.embedder(signal)).embed([text], { signal });
    if (!vector) throw new Error('The embedder gave nothing for a text.');
    return vector;
  }

  return {
    corrections: lazily(async () => {
      const { createCorrections } = await import('./corrections');
      return createCorrections({
        ...{ results, rows, board, spawnLearner, embed },
        embedderId: () => settings.get().embedderId,
        owner: people.owner,
      });
    }),
    drafts: lazily(async () => {
      const { createDrafts } = await import('./drafts');
      return createDrafts({
        results,
        owner: people.owner,
        voice: people.voice.get,
        router: await parts.router(),
      });
    }),
  };
}
