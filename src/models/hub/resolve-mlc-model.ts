import type { ModelFile, ModelListing } from '../../contracts/model';
import type { ModelSources } from '../../contracts/model-sources';
import type { Fetch } from '../../platform/fetch';
import { isAllowedAddress } from '../allowed-address';
import { addressNotAllowed } from '../download-failures';
import { describeMlcModel, type MlcModel } from '../formats/mlc-model';
import { chooseLibrary } from '../formats/mlc-library';
import { unsupportedModel } from '../formats/model-file-failures';
import type { HubRepository } from './hub-repository';
import { libraryPathOf, pinLibrary } from './model-library';

export interface MlcModelRequest {
  /** `owner/name`. */
  readonly repo: string;
  /** What the catalogue has of this repository. */
  readonly listing: ModelListing | null;
  /** Address of the compiled library, where the user gives one. */
  readonly library?: string;
  readonly sources: Pick<ModelSources, 'hubs' | 'redirects'>;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
}

export interface HubMlcModel extends MlcModel {
  /** The library, where it lies elsewhere than in the repository. */
  readonly pinned: readonly ModelFile[];
}

/**
 * The MLC model of a repository with its compiled library: the one that the user names, else that of the repository itself, else the
 * catalogue's. Rejects with `source-not-allowed` before anything is fetched that the user did not allow, with `unsupported-model`,
 * `integrity-failed`, `download-failed` or `cancelled`.
 */
export async function findMlcModel(
  request: MlcModelRequest,
  repository: HubRepository,
): Promise<HubMlcModel> {
  const { repo, listing, sources } = request;
  const { files } = repository;
  const inside = request.library === undefined ? chooseLibrary(repo, [...files.keys()]) : null;
  const address = request.library ?? (inside === null ? listing?.library : undefined);
  if (inside === null && address === undefined) throw noLibrary(repo);
  if (address !== undefined && !isAllowedAddress(address, sources)) throw addressNotAllowed(repo, address);
  const model = await describeMlcModel(
    { name: repo, files, text: (path) => repository.text(path) },
    {
      task: listing?.task ?? null,
      contextLength: listing?.contextLength ?? null,
      libraryPath: inside ?? libraryPathOf(address ?? ''),
    },
  );
  if (address === undefined) return { ...model, paths: [inside ?? '', ...model.paths], pinned: [] };
  return { ...model, pinned: [await pinLibrary({ ...request, address })] };
}

function noLibrary(repo: string): Error {
  return unsupportedModel(
    `“${repo}” has no compiled model library, and Deskside knows none for it. Give the address of one after its name, or add the model’s folder with the library (a .wasm file) in it.`,
  );
}
