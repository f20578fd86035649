/** Hands a blob to the browser's download. */
export function downloadBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task; revoking in this one breaks it in Safari.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
