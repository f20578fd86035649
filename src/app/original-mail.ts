import type { History } from '../history/history';

/** The HTML of a mail as it came. Hostile: to be shown only where `src/ui/original-mail` has made it harmless. */
export interface OriginalMail {
  readonly html: string;
  /** Whether the end was left out because the mail is too long. */
  readonly shortened: boolean;
}

/** Null when the mail has no HTML, or was imported by a version of the app that kept none. */
export async function readOriginal(history: History, id: string): Promise<OriginalMail | null> {
  const row = await history.originals.get(id);
  if (!row) return null;
  const unpacked = new Blob([row.gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  return { html: await new Response(unpacked).text(), shortened: row.shortened };
}
