// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- the project of the workers takes in no declarations otherwise
/// <reference path="./pdf-worker.d.ts" />
import type * as PdfLibrary from 'pdfjs-dist';

/** Character maps of East Asian fonts, each fetched from where the app came from when a document names it. */
const MAPS = import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url',
  import: 'default',
  eager: true,
});

const addresses = new Map(
  Object.entries(MAPS).map(([path, address]) => [path.slice(path.lastIndexOf('/') + 1), address]),
);

export interface MissingMaps {
  /** Whether a map could not be fetched, so that some text is missing. */
  any: boolean;
}

/** How pdf.js gets its data files. It never fetches anything itself. */
export function mapFactory(missing: MissingMaps) {
  return class {
    async fetch({
      kind,
      filename,
    }: {
      readonly kind: string;
      readonly filename: string;
    }): Promise<Uint8Array> {
      const address = kind === 'cMapUrl' ? addresses.get(filename) : undefined;
      try {
        if (address === undefined) throw new Error(`no ${filename}`);
        const response = await fetch(address);
        if (!response.ok) throw new Error(`${filename} answered ${response.status}`);
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        if (kind === 'cMapUrl') missing.any = true;
        throw error;
      }
    }
  };
}

/** pdf.js with its worker's code in this thread, which is a worker already; the build for browsers that are some years old. */
export async function loadPdfLibrary(): Promise<typeof PdfLibrary> {
  const scope = globalThis as { pdfjsWorker?: unknown };
  scope.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}
