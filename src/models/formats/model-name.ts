/** Longer names would not fit anywhere. */
const MOST_CHARACTERS = 80;

/** A repository's, folder's or file's name as people would write it. */
export function readableName(name: string): string {
  const words = name
    .replace(/\.gguf$/i, '')
    .replace(/[-_.]?(onnx|gguf)$/i, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return words.slice(0, MOST_CHARACTERS).trim() || 'Model';
}

/** The name in the letters that ids are made of. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, MOST_CHARACTERS / 2)
    .replace(/[-.]+$/, '');
  return slug || 'model';
}
