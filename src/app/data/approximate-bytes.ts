/** About as many bytes as a row takes in the database: texts at a byte a character, as most letters do, numbers at eight. */
export function approximateBytes(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return value.length + 4;
    case 'number':
      return 8;
    case 'object':
      break;
    default:
      return 1;
  }
  if (value === null) return 1;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength + 8;
  if (value instanceof Blob) return value.size;
  let bytes = 4;
  for (const [key, each] of Object.entries(value))
    bytes += (Array.isArray(value) ? 0 : key.length) + approximateBytes(each);
  return bytes;
}
