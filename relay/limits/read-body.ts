import { Refusal } from '../refusal.ts';

/**
 * The bytes of a body. Rejects with `body-too-large` as soon as more than `limit` have come, whether or not the request told its length
 * beforehand.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const told = request.headers.get('content-length');
  if (Number(told ?? 0) > limit) throw new Refusal('body-too-large');
  if (told !== null) {
    // No server reads beyond the length that was told; this is its quickest way.
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > limit) throw new Refusal('body-too-large');
    return bytes;
  }
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      throw new Refusal('body-too-large');
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The JSON of a body. Throws `body-invalid` for none, and for one of more levels than `depth`, which is never parsed. */
export function parseBody(bytes: Uint8Array, depth: number): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new Refusal('body-invalid', { remark: { code: 'not-utf-8' } });
  }
  if (isDeeperThan(text, depth)) {
    throw new Refusal('body-invalid', { remark: { code: 'too-deep', values: { most: depth } } });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal('body-invalid', { remark: { code: 'not-json' } });
  }
}

function isDeeperThan(text: string, depth: number): boolean {
  let level = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inText) {
      if (character === 0x5c) at++;
      else if (character === 0x22) inText = false;
    } else if (character === 0x22) inText = true;
    else if (character === 0x7b || character === 0x5b) {
      if (++level > depth) return true;
    } else if (character === 0x7d || character === 0x5d) level--;
  }
  return false;
}
