import type { ChunkRecord, WeightManifest, WeightStorage } from './weight-storage';

/** What contexts tell each other. */
type Note =
  | { readonly kind: 'wanted'; readonly modelId: string }
  | { readonly kind: 'offered'; readonly manifest: WeightManifest; readonly chunks: readonly ChunkRecord[] }
  | { readonly kind: 'removed'; readonly modelId: string };

/** Answers come within a few milliseconds, unless nobody has the model. */
const ANSWER_MS = 250;

/**
 * Without a database the page and its workers still need to see the same models: a context that lacks one asks the others, and gets its
 * manifest and its Blobs, which are handles and cost no copy.
 */
export function shareMemoryWeightStorage(
  own: WeightStorage,
  channelName = 'deskside-weights',
): WeightStorage {
  const channel = new BroadcastChannel(channelName);
  const waiting = new Set<(modelId: string) => void>();

  channel.onmessage = ({ data }: MessageEvent<Note>) => void answer(data);

  async function answer(note: Note): Promise<void> {
    if (note.kind === 'wanted') {
      const manifest = await own.manifest(note.modelId);
      if (manifest) tell({ kind: 'offered', manifest, chunks: await own.chunks(note.modelId) });
    } else if (note.kind === 'removed') {
      await own.deleteModel(note.modelId);
    } else {
      await accept(note.manifest, note.chunks);
    }
  }

  async function accept(manifest: WeightManifest, chunks: readonly ChunkRecord[]): Promise<void> {
    if (!(await own.manifest(manifest.modelId))) {
      for (const chunk of chunks) await own.putChunk(chunk);
      await own.putManifest(manifest);
    }
    for (const arrived of waiting) arrived(manifest.modelId);
  }

  async function askOthers(modelId: string): Promise<void> {
    tell({ kind: 'wanted', modelId });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(finish, ANSWER_MS);
      function finish(): void {
        clearTimeout(timer);
        waiting.delete(arrived);
        resolve();
      }
      const arrived = (id: string): void => {
        if (id === modelId) finish();
      };
      waiting.add(arrived);
    });
  }

  function tell(note: Note): void {
    channel.postMessage(note);
  }

  return {
    ...own,
    async manifest(modelId) {
      const known = await own.manifest(modelId);
      if (known) return known;
      await askOthers(modelId);
      return own.manifest(modelId);
    },
    async deleteModel(modelId) {
      await own.deleteModel(modelId);
      tell({ kind: 'removed', modelId });
    },
    close() {
      channel.close();
      own.close();
    },
  };
}
