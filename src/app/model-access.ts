import type { TextEmbedder, TextGenerator } from '../contracts/capabilities';
import { toFailure, type Failure } from '../contracts/failure';
import type { Observable } from '../contracts/observable';
import type { Settings } from '../contracts/settings';
import type { InferenceClient } from '../worker-client/inference-client';
import { knownModel, type ModelManager } from './model-manager';
import type { NoticeBoard } from './notices';

/** Models made ready on demand: installed, loaded, and mended when their stored bytes are damaged. */
export interface ModelAccess {
  /** Rejects when there is no way to an embedder. */
  embedder(signal: AbortSignal): Promise<TextEmbedder>;
  /** Null when the user does without, or when this machine cannot: a notice then says why. Rejects only with `cancelled` or `model-unknown`. */
  generator(signal: AbortSignal): Promise<TextGenerator | null>;
}

const GENERATOR_NOTICE = 'generator-unavailable';

interface AccessParts {
  readonly models: ModelManager;
  readonly client: InferenceClient;
  readonly settings: Observable<Settings>;
  readonly board: NoticeBoard;
}

export function createModelAccess({ models, client, settings, board }: AccessParts): ModelAccess {
  async function ready(modelId: string, signal: AbortSignal): Promise<void> {
    await models.install(modelId, signal);
    try {
      await client.load(modelId, { signal });
    } catch (thrown) {
      if (toFailure(thrown).code !== 'integrity-failed') throw thrown;
      const mended = await models.repair(modelId);
      board.post({
        id: `repaired-${modelId}`,
        tone: 'info',
        text: `Part of “${knownModel(modelId).name}” was damaged in the browser’s storage and has been fetched again (${mended} ${mended === 1 ? 'part' : 'parts'}).`,
      });
      await client.load(modelId, { signal });
    }
  }

  return {
    async embedder(signal) {
      const { id } = knownModel(settings.get().embedderId);
      await ready(id, signal);
      return client.embedder(id);
    },
    async generator(signal) {
      const { generation, generatorId } = settings.get();
      if (!generation) return null;
      const entry = knownModel(generatorId);
      try {
        await ready(entry.id, signal);
        board.dismiss(GENERATOR_NOTICE);
        return client.generator(entry);
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (signal.aborted || failure.code === 'cancelled') throw thrown;
        board.post({ id: GENERATOR_NOTICE, tone: 'warning', text: withoutGenerator(failure) });
        return null;
      }
    },
  };
}

function withoutGenerator({ message }: Failure): string {
  return `${message} Until then summaries are the mail’s own sentences, and drafts are outlines to fill in.`;
}
