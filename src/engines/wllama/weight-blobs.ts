import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelVariant, WeightReader } from '../../contracts/model';
import type { LoadProgress } from './load-progress';

/** A file that tells of each part that is read of it. Where llama.cpp can wait for a part, it asks for one after the other and never holds the whole. */
class MeteredBlob extends Blob {
  readonly #onRead: (bytes: number) => void;

  constructor(parts: readonly Blob[], onRead: (bytes: number) => void) {
    super([...parts]);
    this.#onRead = onRead;
  }

  override slice(start = 0, end = this.size, contentType?: string): Blob {
    const part = super.slice(start, end, contentType);
    this.#onRead(part.size);
    return part;
  }

  override stream(): ReturnType<Blob['stream']> {
    const tell = this.#onRead;
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(bytes, controller) {
        tell(bytes.byteLength);
        controller.enqueue(bytes);
      },
    });
    return super.stream().pipeThrough(counter);
  }
}

/** The files of a variant in order, each part of a split model one. Rejects with `integrity-failed`, `model-missing` or `cancelled`. */
export async function openWeightBlobs(
  { files }: ModelVariant,
  weights: WeightReader,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: LoadProgress },
): Promise<Blob[]> {
  const blobs: Blob[] = [];
  for (const path of files) {
    const parts = await gather(await weights.stream(path), (bytes) => progress.gather(bytes), signal);
    blobs.push(new MeteredBlob(parts, (bytes) => progress.read(bytes)));
  }
  return blobs;
}

/** As blobs, which the browser may keep on disk. Made piece by piece, because `Response.blob` would hide why a stream failed. */
async function gather(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Blob[]> {
  const parts: Blob[] = [];
  const reader = stream.getReader();
  try {
    for (;;) {
      if (signal.aborted) throw new DesksideError(CANCELLED);
      const { done, value } = await reader.read();
      if (done) return parts;
      parts.push(new Blob([value]));
      onBytes(value.byteLength);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
