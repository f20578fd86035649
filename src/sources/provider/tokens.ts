import * as v from 'valibot';

/** What a provider gave Deskside to ask with. Kept as JSON in the source's secrets. */
export interface Tokens {
  readonly accessToken: string;
  /** Null where the provider gives none. */
  readonly refreshToken: string | null;
  /**
   * When it is renewed ahead of its end: milliseconds since 1970 by this machine's clock. Null where it cannot be renewed; then the provider's word counts
   * alone, which no wrong clock disturbs.
   */
  readonly renewAt: number | null;
  readonly scopes: readonly string[];
}

const TOKENS = v.object({
  accessToken: v.string(),
  refreshToken: v.nullable(v.string()),
  renewAt: v.nullable(v.number()),
  scopes: v.array(v.string()),
});

export function writeTokens(tokens: Tokens): string {
  return JSON.stringify(tokens);
}

/** Null for no secret, and for one that is no tokens. */
export function readTokens(secret: string | null): Tokens | null {
  try {
    return v.parse(TOKENS, JSON.parse(secret ?? 'null'));
  } catch {
    return null;
  }
}

/** The scopes of an answer, which are parted by spaces. */
export function scopesOf(scope: string): readonly string[] {
  return scope.split(' ').filter(Boolean);
}
