/** A header of a mail, unfolded; empty where it has none. */
export function emlHeader(eml: string, name: string): string {
  const head = (eml.split(/\r?\n\r?\n/, 1)[0] ?? '').replace(/\r?\n[ \t]+/g, ' ');
  return new RegExp(`^${name}:(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
}
