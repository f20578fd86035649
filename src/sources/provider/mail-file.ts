import type { ImportFile } from '../../contracts/import-api';
import type { SourceItem } from '../../contracts/mail-source';

/** A mail as the importers take it: the folder of its name is the folder that it lies in. */
export function mailFile({ folder, ref }: SourceItem, blob: Blob): ImportFile {
  return { name: `${folder}/${encodeURIComponent(ref)}.eml`, blob };
}
