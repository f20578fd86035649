/** The little of CSS that decides whether text can be seen. */

export type Declarations = ReadonlyMap<string, string>;

export const NO_DECLARATIONS: Declarations = new Map();

/** Declarations of a `style` attribute or of a rule; later ones win, `!important` is dropped. */
export function parseDeclarations(style: string): Declarations {
  const declarations = new Map<string, string>();
  for (const declaration of style
    .replace(/\/\*.*?\*\//gs, '')
    .split(';')
    .slice(0, 200)) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important/i, '')
      .trim()
      .toLowerCase();
    if (name && value) declarations.set(name, value);
  }
  return declarations;
}

const RULE = /([^{}]{1,2000})\{([^{}]{0,5000})\}/g;
const SIMPLE_SELECTOR = /^(?:[a-z][a-z0-9]*)?[.#][\w-]+$|^[a-z][a-z0-9]*$/;

/**
 * Rules of a `<style>` element by simple selector (`.x`, `#x`, `td.x`, `p`). Rules inside `@media` are left out, since they hold only for
 * some screens.
 */
export function parseStyleSheet(css: string): Map<string, Declarations> {
  const rules = new Map<string, Declarations>();
  const plain = withoutAtRules(css.slice(0, 200_000).replace(/\/\*.*?\*\/|<!--|-->/gs, ''));
  for (const [, selectors = '', body = ''] of plain.matchAll(RULE)) {
    const declarations = parseDeclarations(body);
    for (const part of selectors.split(',')) {
      const selector = part.trim().toLowerCase();
      if (!SIMPLE_SELECTOR.test(selector)) continue;
      rules.set(selector, new Map([...(rules.get(selector) ?? []), ...declarations]));
    }
  }
  return rules;
}

/** Drops `@media {…}` and the like with their nested rules, counting braces. */
function withoutAtRules(css: string): string {
  let kept = '';
  let from = 0;
  for (let at = css.indexOf('@'); at >= 0; at = css.indexOf('@', from)) {
    kept += css.slice(from, at);
    let depth = 0;
    let end = at;
    for (; end < css.length; end += 1) {
      const character = css[end];
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      if ((character === '}' && depth <= 0) || (character === ';' && depth === 0)) break;
    }
    from = end + 1;
  }
  return kept + css.slice(from);
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
