/** Reading JSON of others, of which nothing is certain. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordAt(value: unknown, key: string): JsonRecord {
  const member = isRecord(value) ? value[key] : undefined;
  return isRecord(member) ? member : {};
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const member = isRecord(value) ? value[key] : undefined;
  return Array.isArray(member) ? member : [];
}

/** Empty for what is no text. */
export function textAt(value: unknown, key: string): string {
  const member = isRecord(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : '';
}

/** A whole number of things; null for what is none. */
export function countAt(value: unknown, key: string): number | null {
  const member = isRecord(value) ? value[key] : undefined;
  return typeof member === 'number' && Number.isFinite(member) && member >= 0 ? Math.ceil(member) : null;
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
