import type { SealedText } from '../contracts/mail-source';

/** Bytes, as NIST SP 800-38D recommends for GCM. A key seals once only, so none repeats. */
const IV_BYTES = 12;

/**
 * Seals a text under a new key that no script can read out. It keeps the text out of exports and of whatever reads the row as JSON, and is
 * gone with the row; whoever can run the browser with this profile can open it as Deskside does.
 */
export async function sealText(text: string): Promise<SealedText> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  return { key, iv, bytes: new Uint8Array(bytes) };
}

/** The text; null when its key or its bytes are no longer what they were. */
export async function openSealed({ key, iv, bytes }: SealedText): Promise<string | null> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes));
  } catch {
    return null;
  }
}
