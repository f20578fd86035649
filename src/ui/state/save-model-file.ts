import { downloadBlob } from '../format/download';

/** Hands the file to the system's share sheet where there is one that takes it, else to the browser's download. */
export async function shareOrDownload(blob: Blob, name: string): Promise<void> {
  const share = { files: [new File([blob], name)] };
  if (navigator.canShare?.(share)) {
    try {
      return await navigator.share(share);
    } catch (thrown) {
      // The user closed the sheet. Anything else, such as a click too long ago to count, leaves the download.
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return;
    }
  }
  downloadBlob(blob, name);
}
