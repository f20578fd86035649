const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * What a picture is by its first bytes, whatever it is called; null for all but the kinds that hold nothing but pictures. SVG is a document
 * of its own, and is none of them.
 */
export function pictureType(
  bytes: Uint8Array,
): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (PNG.every((byte, at) => bytes[at] === byte)) return 'image/png';
  if (JPEG.every((byte, at) => bytes[at] === byte)) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  return /^RIFF.{4}WEBP/s.test(text) ? 'image/webp' : null;
}
