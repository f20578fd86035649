/** Names of files that are read as documents when a whole folder is. */
const DOCUMENT = /\.(?:pdf|docx|docm|dotx|txt|text|log|md|markdown|mdown|mkd|html?|xhtml|csv|tsv)$/iu;
/** What programs leave beside a document while it is open. */
const TEMPORARY = /^(?:~\$|\.~lock)|~$/u;

export function isDocumentName(name: string): boolean {
  return DOCUMENT.test(name) && !TEMPORARY.test(name);
}
