export interface StructuredField {
  /** Lower-cased. */
  readonly value: string;
  /** By lower-case name; RFC 2231 continuations are left to the file name decoder. */
  readonly params: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;

/** Reads `text/plain; charset="utf-8"` and the like. */
export function parseStructuredField(field: string | undefined, fallback: string): StructuredField {
  const text = field ?? '';
  const value = /^\s*([^\s;(]*)/.exec(text)?.[1]?.toLowerCase() ?? '';
  const params = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    const content =
      quoted === undefined ? (plain ?? '').replace(/\s+\(.*$/s, '') : quoted.replace(/\\(.)/gs, '$1');
    if (!params.has(key)) params.set(key, quoted === undefined ? content.trim() : content);
  }
  return { value: value || fallback, params };
}
