import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Bytes. Cloudflare Pages refuses larger files; the other hosts that we name allow more. */
export const LARGEST_HOSTED_FILE = 25 * 1024 * 1024;

/** The files of a folder that some static hosts refuse for their size, named below it, with their bytes. */
export function oversizedFiles(folder: string): { readonly file: string; readonly bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file: path.relative(folder, file), bytes: statSync(file).size }))
    .filter(({ bytes }) => bytes > LARGEST_HOSTED_FILE);
}
