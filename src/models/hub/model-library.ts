import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { ModelFile } from '../../contracts/model';
import type { Fetch } from '../../platform/fetch';
import { createRunningSha256 } from '../sha256';
import { createSilenceLimit } from '../../platform/silence-limit';

export interface LibraryRequest {
  /** The user allowed its server. */
  readonly address: string;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds without a byte after which the server counts as out of reach. */
const SILENCE_MS = 30_000;
/** Libraries have some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const WASM_MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** The name under which a library from an address lies in its model. */
export function libraryPathOf(address: string): string {
  const name = new URL(address).pathname.split('/').at(-1) ?? '';
  return decodeName(name).replace(/[^\w.-]+/g, '-') || 'library.wasm';
}

/** Addresses may hold percent signs that encode no UTF-8; such a name stays as it is. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * Fetches a compiled model library once and pins it as it is now; nobody announces its hash. Rejects with `download-failed`,
 * `unsupported-model` or `cancelled`.
 */
export async function pinLibrary(request: LibraryRequest): Promise<ModelFile> {
  const { address, fetch, signal } = request;
  const limit = createSilenceLimit(SILENCE_MS, signal);
  try {
    const answer = await limit.within(
      fetch(address, { signal: limit.signal, credentials: 'omit', referrerPolicy: 'no-referrer' }),
    );
    if (!answer.ok || !answer.body) throw notGiven(address, `HTTP ${answer.status}`);
    const pinned = await hash(limit.guard(answer.body), address);
    return { path: libraryPathOf(address), ...pinned, address };
  } catch (error) {
    if (signal?.aborted) throw new DesksideError(CANCELLED, { cause: error });
    throw error instanceof DesksideError ? error : notGiven(address, String(error));
  } finally {
    limit.abandon();
  }
}

async function hash(
  reader: Pick<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, 'read'>,
  address: string,
): Promise<Pick<ModelFile, 'bytes' | 'sha256'>> {
  const running = await createRunningSha256();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (bytes === 0 && value.byteLength > 0 && !beginsAsWasm(value)) throw notALibrary(address);
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) throw notALibrary(address);
    running.update(value);
  }
  if (bytes < WASM_MAGIC.length) throw notALibrary(address);
  return { bytes, sha256: running.digest() };
}

function beginsAsWasm(piece: Uint8Array): boolean {
  return piece.subarray(0, WASM_MAGIC.length).every((byte, i) => byte === WASM_MAGIC[i]);
}

function notGiven(address: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `The model library could not be fetched from ${new URL(address).host}. Check that this machine is online and that the address is right, then try again.`,
    retryable: true,
    detail,
  });
}

function notALibrary(address: string): DesksideError {
  return new DesksideError({
    code: 'unsupported-model',
    message: `What ${new URL(address).host} sends is no model library for WebLLM. Give the address of a file that ends in .wasm and was compiled for the model.`,
    retryable: false,
    detail: address,
  });
}
