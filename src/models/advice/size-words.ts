/** Of files and storage. */
export function storageWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${Math.ceil(bytes / 1e6).toLocaleString('en-GB')} MB`;
}

/** Of memory, in the units that machines are sold in. */
export function memoryWords(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
