/** The little of CSS that decides whether text can be seen. */

export type Declarations = ReadonlyMap<string, string>;

export const NO_DECLARATIONS: Declarations = new Map();

/** What a `style` attribute or a rule says, and what of it is `!important`. */
export interface DeclarationBlock {
  readonly normal: Declarations;
  readonly important: Declarations;
}

/** Later declarations win within their kind. */
export function parseDeclarations(style: string): DeclarationBlock {
  const normal = new Map<string, string>();
  const important = new Map<string, string>();
  for (const declaration of style
    .replace(/\/\*.*?\*\//gs, '')
    .split(';')
    .slice(0, 200)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const stated = declaration.slice(colon + 1).toLowerCase();
    const value = stated.replace(/!\s*important/, '').trim();
    if (name && value) (value === stated.trim() ? normal : important).set(name, value);
  }
  return { normal, important };
}

/** Pixels of a length; font-relative units count 16 px; null when it is not a length. */
export function toPixels(value: string | undefined): number | null {
  const match = /^(-?\d*\.?\d+)(px|pt|em|rem|ex|%|vw|vh|cm|mm|in)?(?![\w.])/.exec(value ?? '');
  if (!match) return null;
  const size = Number(match[1]);
  const scale = {
    px: 1,
    pt: 4 / 3,
    em: 16,
    rem: 16,
    ex: 8,
    '%': 0.16,
    cm: 38,
    mm: 3.8,
    in: 96,
    vw: 10,
    vh: 10,
  };
  return size * (scale[(match[2] ?? 'px') as keyof typeof scale] ?? 1);
}
