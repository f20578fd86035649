import type { ModelEntry } from '../contracts/model';
import type { ChunkRecord, WeightManifest, WeightStorage } from './weight-storage';

/** Writes that every context makes as well: of small records that the page and its workers show and go by. */
type SharedMethod =
  'deleteModel' | 'putDownload' | 'deleteDownload' | 'putAddedEntry' | 'deleteAddedEntry' | 'putMeasurement';
type Argument = Parameters<WeightStorage[SharedMethod]>[0];

/** What contexts tell each other. */
type Note =
  | { readonly kind: 'wanted'; readonly modelId: string }
  | {
      readonly kind: 'offered';
      readonly manifest: WeightManifest;
      readonly chunks: readonly ChunkRecord[];
      /** If the user added the model: without its entry it could not be used. */
      readonly addedEntry?: ModelEntry;
    }
  | { readonly kind: 'written'; readonly method: SharedMethod; readonly argument: Argument }
  /** A new context asks what the user added. */
  | { readonly kind: 'list-wanted' }
  | { readonly kind: 'listed'; readonly addedEntries: readonly ModelEntry[] };

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
  /** Told of every answer: the model's id, or null for the list. */
  const waiting = new Set<(answered: string | null) => void>();
  let askingForList: Promise<void> | null = null;

  channel.onmessage = ({ data }: MessageEvent<Note>) => void hear(data);

  async function hear(note: Note): Promise<void> {
    switch (note.kind) {
      case 'wanted':
        return offer(note.modelId);
      case 'offered':
        await accept(note.manifest, note.chunks, note.addedEntry);
        return answered(note.manifest.modelId);
      case 'written':
        return write(note.method, note.argument);
      case 'list-wanted':
        return tellList();
      case 'listed':
        for (const entry of note.addedEntries) await own.putAddedEntry(entry);
        return answered(null);
    }
  }

  async function offer(modelId: string): Promise<void> {
    const manifest = await own.manifest(modelId);
    if (!manifest) return;
    const addedEntry = (await own.addedEntries()).find((entry) => entry.id === modelId);
    tell({
      kind: 'offered',
      manifest,
      chunks: await own.chunks(modelId),
      ...(addedEntry === undefined ? {} : { addedEntry }),
    });
  }

  async function accept(
    manifest: WeightManifest,
    chunks: readonly ChunkRecord[],
    addedEntry: ModelEntry | undefined,
  ): Promise<void> {
    if (await own.manifest(manifest.modelId)) return;
    if (addedEntry) await own.putAddedEntry(addedEntry);
    for (const chunk of chunks) await own.putChunk(chunk);
    await own.putManifest(manifest);
  }

  async function tellList(): Promise<void> {
    const addedEntries = await own.addedEntries();
    if (addedEntries.length > 0) tell({ kind: 'listed', addedEntries });
  }

  function answered(question: string | null): void {
    for (const hearAnswer of waiting) hearAnswer(question);
  }

  /** Resolves with the first answer, or when none is to be expected. */
  async function ask(note: Note, question: string | null): Promise<void> {
    tell(note);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(finish, ANSWER_MS);
      function finish(): void {
        clearTimeout(timer);
        waiting.delete(hearAnswer);
        resolve();
      }
      const hearAnswer = (heard: string | null): void => {
        if (heard === question) finish();
      };
      waiting.add(hearAnswer);
    });
  }

  function tell(note: Note): void {
    channel.postMessage(note);
  }

  function write(method: SharedMethod, argument: Argument): Promise<void> {
    // That the argument is the method's own is known to `shared` only.
    const call = own[method] as (argument: Argument) => Promise<void>;
    return call(argument);
  }

  const shared =
    <Method extends SharedMethod>(method: Method) =>
    async (argument: Parameters<WeightStorage[Method]>[0]): Promise<void> => {
      await write(method, argument);
      tell({ kind: 'written', method, argument });
    };

  return {
    ...own,
    async manifest(modelId) {
      const known = await own.manifest(modelId);
      if (known) return known;
      await ask({ kind: 'wanted', modelId }, modelId);
      return own.manifest(modelId);
    },
    async addedEntries() {
      // Once: from then on the others tell of each change.
      await (askingForList ??= ask({ kind: 'list-wanted' }, null));
      return own.addedEntries();
    },
    deleteModel: shared('deleteModel'),
    putDownload: shared('putDownload'),
    deleteDownload: shared('deleteDownload'),
    putAddedEntry: shared('putAddedEntry'),
    deleteAddedEntry: shared('deleteAddedEntry'),
    putMeasurement: shared('putMeasurement'),
    close() {
      channel.close();
      own.close();
    },
  };
}
