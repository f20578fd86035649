const latin1 = new TextDecoder('latin1');
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Characters of a fingerprint: 48 bits, so that among a hundred thousand names two meet once in 56,000 mailboxes. */
export const FINGERPRINT_LENGTH = 8;

/** Thunderbird writes these over while the mail around them stays where it is. */
const WRITTEN_OVER = /^(X-Mozilla-(?:Status2?|Keys):)[^\r\n]*/gimu;

/** Tells texts apart; no more is asked of it, so it need not withstand anybody (two multiplicative hashes, as in MurmurHash3's end). */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  let written = '';
  for (const half of [a & 0xffffff, b & 0xffffff])
    for (let shift = 18; shift >= 0; shift -= 6) written += ALPHABET[(half >>> shift) & 63];
  return written;
}

/** Of a stretch of an mbox, whatever flags its mails have got since. What stands before its first line end is left out: it may be half a flag. */
export function stretchFingerprint(bytes: Uint8Array): string {
  const text = latin1.decode(bytes);
  return fingerprint(text.slice(text.indexOf('\n') + 1).replace(WRITTEN_OVER, '$1'));
}
