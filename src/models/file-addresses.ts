import type { ModelEntry, ModelFile } from '../contracts/model';
import type { ModelSources } from '../contracts/model-sources';
import { isAllowedAddress } from './allowed-address';
import { encodePath, hubFileAddress } from './hub-file-address';

/**
 * Where a file of a model can be fetched, the best address first: the user's own folder, then where the model comes from. Empty for models
 * that came from files of the user's, for hub models while no hub is allowed, and for files with an address that is not.
 */
export function fileAddresses(
  entry: Pick<ModelEntry, 'id' | 'source' | 'baseUrl'>,
  { path, address }: Pick<ModelFile, 'path' | 'address'>,
  sources: ModelSources,
): string[] {
  const { source, baseUrl } = entry;
  const encoded = encodePath(path);
  const folder =
    sources.folder === null ? [] : [`${sources.folder}${encodeURIComponent(entry.id)}/${encoded}`];
  switch (source.kind) {
    case 'bundled':
      // The app's own origin first: it costs no permission and is as near as can be.
      return [baseUrl + encoded, ...folder];
    case 'hub':
      if (address !== undefined) return [...folder, ...(isAllowedAddress(address, sources) ? [address] : [])];
      return [
        ...folder,
        ...sources.hubs.map((hub) => hubFileAddress(hub, source.repo, source.revision, path)),
      ];
    case 'file':
      return folder;
    case 'server':
    case 'browser':
      return [];
  }
}
