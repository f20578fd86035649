import type { DataFiles } from './data-files';

export interface LabelledDocument {
  readonly file: string;
  /** The first heading, else the file's name without its ending. */
  readonly title: string;
  readonly text: string;
}

/** The documents of these names without folders, which must all be there. Rejects with `import-empty`. */
export async function readDocuments(files: DataFiles, names: readonly string[]): Promise<LabelledDocument[]> {
  const documents: LabelledDocument[] = [];
  for (const file of names) {
    const text = await files.readText(file);
    const heading = /^#\s+(.+)$/mu.exec(text)?.[1];
    documents.push({ file, title: heading ?? file.replace(/\.\w+$/u, ''), text });
  }
  return documents;
}
