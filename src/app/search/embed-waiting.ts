import type { TextEmbedder } from '../../contracts/capabilities';
import type { UnembeddedItem } from '../../contracts/search';
import type { Locks } from '../../platform/locks';
import { wait } from '../../platform/wait';
import type { SearchClient } from '../../worker-client/search-client';
import type { IndexState } from './index-state';
import type { StoredVectors } from './stored-vectors';

/** Passages in one request: few, so that a search or a briefing that comes between waits a fraction of a second. */
const BATCH = 8;
/** How often it looks whether other work has ended, milliseconds. */
const LOOK_EVERY_MS = 1_000;

interface EmbedParts {
  readonly client: SearchClient;
  readonly store: StoredVectors;
  readonly modelId: string;
  readonly locks: Locks;
  readonly signal: AbortSignal;
  readonly embedder: (signal: AbortSignal) => Promise<TextEmbedder>;
  readonly isBusy: () => boolean;
  readonly onState: (change: Partial<IndexState>) => void;
}

/** Reads the meaning of what waits for it, a little at a time while nothing else is at work, and keeps it as it goes. Rejects with a `DesksideError`. */
export async function embedWaiting(parts: EmbedParts): Promise<void> {
  let isDone = false;
  while (!isDone) {
    await untilFree(parts);
    // One tab after the other: each finds in the store what the other has read, and nothing is read twice.
    isDone = await parts.locks.run('deskside-search-meaning', parts.signal, () => embedBatch(parts));
  }
  parts.onState({ phase: 'ready', waiting: 0, failure: null });
}

/** Whether nothing waits any more. */
async function embedBatch(parts: EmbedParts): Promise<boolean> {
  const { client, store, modelId, signal, onState } = parts;
  const batch = await client.call((api) => api.unembedded(BATCH));
  if (batch.length === 0) return true;
  const known = await store.find(
    modelId,
    batch.map(({ id }) => id),
  );
  if (known.length > 0) {
    onState({ waiting: await client.call((api) => api.addVectors(known)) });
    return false;
  }
  const items: { id: string; vectors: Float32Array[] }[] = [];
  for (const item of batch) items.push({ id: item.id, vectors: await embedItem(item, parts) });
  signal.throwIfAborted();
  const { packed, waiting } = await client.call((api) => api.setVectors(items));
  signal.throwIfAborted();
  await store.keep(modelId, packed);
  onState({ waiting });
  return false;
}

async function untilFree({ isBusy, signal, onState }: EmbedParts): Promise<void> {
  while (isBusy()) {
    onState({ phase: 'waiting' });
    await wait(LOOK_EVERY_MS, signal);
  }
}

async function embedItem({ passages }: UnembeddedItem, parts: EmbedParts): Promise<Float32Array[]> {
  const { signal, onState } = parts;
  const vectors: Float32Array[] = [];
  for (let at = 0; at < passages.length; at += BATCH) {
    await untilFree(parts);
    onState({ phase: 'embedding' });
    const embedder = await parts.embedder(signal);
    vectors.push(...(await embedder.embed(passages.slice(at, at + BATCH), { signal })));
  }
  return vectors;
}
