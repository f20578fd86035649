import {
  MAX_ORIGINAL_LENGTH,
  type EnclosedPicture,
  type OriginalHtml,
} from '../../../contracts/original-mail';
import { withoutHalfCharacter } from '../../../platform/text/without-half-character';

/** What is kept of a mail as it came, before it is compressed. */
export interface Original {
  readonly html: string;
  readonly pictures?: readonly EnclosedPicture[];
}

/** In the form in which it is kept; the HTML takes a fifth of its size as a rule. */
export async function keepOriginal(
  { html, pictures = [] }: Original,
  maxLength = MAX_ORIGINAL_LENGTH,
): Promise<OriginalHtml> {
  // Half a character at the end would not survive the encoding.
  const kept = withoutHalfCharacter(html.slice(0, maxLength));
  const packed = { gzip: await gzip(new TextEncoder().encode(kept)), shortened: kept.length < html.length };
  return pictures.length > 0 ? { ...packed, pictures } : packed;
}

/** Without a Blob and a Response, whose bytes a browser moves through another process: for each of many thousand mails, that is felt. */
async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const chunks: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) chunks.push(step.value);
  await written;
  const packed = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    packed.set(chunk, at);
    at += chunk.length;
  }
  return packed;
}
