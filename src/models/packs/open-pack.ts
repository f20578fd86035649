import { DesksideError } from '../../contracts/failure';
import type { ModelEntry, ModelFile, ModelListing } from '../../contracts/model';
import type { LocalModel } from '../local-model';
import { openPackDirectory, type PackDirectory } from './pack-directory';
import { damagedPack, differsFromKnown, notAPack, notFromRepository, refusedPack } from './pack-failures';
import { LONGEST_MANIFEST, MANIFEST_NAME, parseManifest } from './pack-manifest';
import { serveFiles } from './serve-files';

export interface OpenPackOptions {
  /** The pinned entry that the app has under an id: of its catalogue, or added by the user. */
  readonly findKnown: (modelId: string) => ModelEntry | undefined;
  /** What the catalogue lists under an id, its files pinned or not. */
  readonly findListing: (modelId: string) => ModelListing | undefined;
}

/**
 * The model in a pack. Reads the zip directory and the manifest only; the files are checked by whoever installs them, against the hashes
 * of the entry. Nothing that the pack says is trusted: `entry` is the known one where there is one, and otherwise the pack's own without
 * what it may not claim. It is the entry to install and to store. Rejects with a `DesksideError`.
 */
export async function openPack(pack: Blob, { findKnown, findListing }: OpenPackOptions): Promise<LocalModel> {
  const directory = await openPackDirectory(pack);
  const stated = await readManifest(directory);
  const known = findKnown(stated.id);
  if (known) requireSameFiles(known, stated);
  else requireSameRepository(findListing(stated.id), stated);
  const entry = known ?? withoutClaims(stated);
  const files = new Map<string, Blob>();
  for (const file of entry.files) files.set(file.path, await sliceOf(directory, file));
  return { entry, fetch: serveFiles(entry, files) };
}

async function readManifest(directory: PackDirectory): Promise<ModelEntry> {
  const bytes = directory.bytesOf(MANIFEST_NAME);
  if (bytes === undefined) throw new DesksideError(notAPack());
  if (bytes > LONGEST_MANIFEST) throw new DesksideError(refusedPack('its description is far too long'));
  return parseManifest(await (await directory.slice(MANIFEST_NAME)).text());
}

async function sliceOf(directory: PackDirectory, file: ModelFile): Promise<Blob> {
  const bytes = directory.bytesOf(file.path);
  if (bytes !== undefined && bytes !== file.bytes)
    throw new DesksideError(damagedPack(`${file.path} has ${bytes} bytes instead of ${file.bytes}`));
  return directory.slice(file.path);
}

function requireSameFiles(known: ModelEntry, stated: ModelEntry): void {
  const hashes = new Map(stated.files.map((file) => [file.path, file.sha256]));
  const different = known.files.find((file) => hashes.get(file.path) !== file.sha256);
  if (different || hashes.size !== known.files.length)
    throw new DesksideError(differsFromKnown(known.name, different?.path ?? 'more files than known'));
}

/** Of a model that nobody has pinned yet no file is known, but where it comes from is. */
function requireSameRepository(listing: ModelListing | undefined, { source }: ModelEntry): void {
  if (listing?.source.kind !== 'hub') return;
  const { repo } = listing.source;
  if (source.kind === 'hub' && source.repo === repo) return;
  const stated = source.kind === 'hub' ? source.repo : source.kind;
  throw new DesksideError(notFromRepository(listing.name, repo, stated));
}

/** A pack may not say where the app fetches from, and that a model was tested is for this project to say. */
function withoutClaims(entry: ModelEntry): ModelEntry {
  return {
    ...entry,
    baseUrl: '',
    source: entry.source.kind === 'bundled' ? { kind: 'file', name: 'model pack' } : entry.source,
    evidence: 'listed',
    downloadBytes: entry.files.reduce((sum, file) => sum + file.bytes, 0),
  };
}
