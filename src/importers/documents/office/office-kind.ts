import type { ArchiveEntry } from '../../archive/read-archive';

export type OfficeKind = 'word' | 'workbook' | 'slides' | 'open-document' | 'archive';

/** What a zip archive is, by the files in it. */
export function officeKind(entries: readonly ArchiveEntry[]): OfficeKind {
  const paths = new Set(entries.map(({ path }) => path));
  const startsWith = (folder: string): boolean => entries.some(({ path }) => path.startsWith(folder));
  if (paths.has('[Content_Types].xml')) {
    if (startsWith('word/')) return 'word';
    if (startsWith('xl/')) return 'workbook';
    if (startsWith('ppt/')) return 'slides';
  }
  return paths.has('mimetype') && paths.has('content.xml') ? 'open-document' : 'archive';
}

/** What an OLE file of Microsoft's older programs is, by the names in its directory (UTF-16). */
export function oleKind(bytes: Uint8Array): 'encrypted' | 'word' | 'other' {
  const text = new TextDecoder('latin1').decode(bytes);
  const names = (name: string): boolean => text.includes([...name].join('\0'));
  if (names('EncryptedPackage')) return 'encrypted';
  return names('WordDocument') ? 'word' : 'other';
}
