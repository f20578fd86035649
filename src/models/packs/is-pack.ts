import { openPackDirectory } from './pack-directory';
import { MANIFEST_NAME } from './pack-manifest';

/** Of a zip file's first header, up to the name of the first file. */
const HEADER_BYTES = 30;

/** Whether it is a pack by its content, damaged ones included; names of files tell nothing. Never rejects for what the bytes are. */
export async function isPack(blob: Blob): Promise<boolean> {
  const start = await blob.slice(0, HEADER_BYTES + MANIFEST_NAME.length).text();
  if (!start.startsWith('PK\u0003\u0004')) return false;
  // As Deskside writes it. The text is longer than the bytes where these are not UTF-8, never shorter, and the name comes last.
  if (start.endsWith(MANIFEST_NAME)) return true;
  // Other zip tools put the files in an order of their own.
  const directory = await openPackDirectory(blob).catch(() => null);
  return directory?.has(MANIFEST_NAME) ?? false;
}
