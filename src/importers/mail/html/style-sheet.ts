import { NO_DECLARATIONS, parseDeclarations, type DeclarationBlock, type Declarations } from './css';

/** An element as selectors see it. */
export interface StyledElement {
  readonly name: string;
  readonly id: string;
  readonly classes: readonly string[];
}

interface Compound extends StyledElement {
  /** Whether the one before must be the parent, not just any ancestor. */
  readonly childOnly: boolean;
}

interface StyleRule {
  /** From the outermost ancestor to the element itself. */
  readonly selector: readonly Compound[];
  readonly weight: number;
  readonly block: DeclarationBlock;
}

const RULE = /([^{}]{1,2000})\{([^{}]{0,5000})\}/g;
const COMPOUND = /^(?:\*|[a-z][a-z0-9]*)?(?:[.#][\w-]+)*$/;
const MAX_COMPOUNDS = 6;
const MAX_RULES = 4_000;

/** The `<style>` elements of a mail: selectors of names, classes, ids, descendants and children; rules for some screens only are left out. */
export class StyleSheet {
  /** By one class, id or name of the element, so that few rules are tried for each. */
  readonly #rules = new Map<string, StyleRule[]>();
  /** Classes that rules name which were not understood. */
  readonly #unclear = new Set<string>();
  #count = 0;

  add(css: string): void {
    const plain = this.#withoutAtRules(css.slice(0, 200_000).replace(/\/\*.*?\*\/|<!--|-->/gs, ''));
    for (const [, selectors = '', body = ''] of plain.matchAll(RULE)) {
      const block = parseDeclarations(body);
      for (const part of selectors.split(',')) this.#addRule(part.trim().toLowerCase(), block);
    }
  }

  /** What rules and the element's own `style` say together, the cascade of CSS observed. */
  styleOf(
    element: StyledElement,
    ancestors: readonly StyledElement[],
    inline: string | undefined,
  ): Declarations {
    if (this.#rules.size === 0 && !inline) return NO_DECLARATIONS;
    const keys = [element.name, '*', ...element.classes.map((name) => `.${name}`), `#${element.id}`];
    const matching = keys
      .flatMap((key) => this.#rules.get(key) ?? [])
      .filter((rule) => matches(rule.selector, element, ancestors))
      .sort((a, b) => a.weight - b.weight)
      .map(({ block }) => block);
    if (inline) matching.push(parseDeclarations(inline));
    if (matching.length === 0) return NO_DECLARATIONS;
    const ordered = [...matching.map(({ normal }) => normal), ...matching.map(({ important }) => important)];
    return new Map(ordered.flatMap((declarations) => [...declarations]));
  }

  /** Whether rules that were not understood may hold for the element. */
  isUnclear({ classes }: StyledElement): boolean {
    return this.#unclear.size > 0 && classes.some((name) => this.#unclear.has(name));
  }

  #addRule(text: string, block: DeclarationBlock): void {
    const selector = parseSelector(text);
    const target = selector?.at(-1);
    if (!selector || !target || this.#count >= MAX_RULES) {
      for (const [, name = ''] of text.matchAll(/\.([\w-]+)/g)) this.#unclear.add(name);
      return;
    }
    const [firstClass] = target.classes;
    const key = target.id
      ? `#${target.id}`
      : firstClass !== undefined
        ? `.${firstClass}`
        : target.name || '*';
    const rules = this.#rules.get(key) ?? [];
    this.#count += 1;
    rules.push({ selector, block, weight: specificity(selector) + this.#count / MAX_RULES / 2 });
    this.#rules.set(key, rules);
  }

  /** Drops `@media {…}` and the like with their nested rules, counting braces; what holds for all screens stays. */
  #withoutAtRules(css: string): string {
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
      const nested = /^@media\s+(?:only\s+)?(?:screen|all)\s*\{(.*)$/is.exec(css.slice(at, end))?.[1];
      if (nested !== undefined) kept += nested;
      else
        for (const [, name = ''] of css.slice(at, end).matchAll(/\.([\w-]+)/g))
          this.#unclear.add(name.toLowerCase());
      from = end + 1;
    }
    return kept + css.slice(from);
  }
}

/** Null for a selector of another kind. */
function parseSelector(text: string): Compound[] | null {
  const parts = text
    .replace(/\s*>\s*/g, ' >')
    .split(/\s+/)
    .filter(Boolean);
  if (parts.length === 0 || parts.length > MAX_COMPOUNDS) return null;
  const compounds: Compound[] = [];
  for (const part of parts) {
    const compound = part.replace(/^>/, '');
    if (compound === '' || !COMPOUND.test(compound)) return null;
    compounds.push({
      name: /^[a-z][a-z0-9]*/.exec(compound)?.[0] ?? '',
      id: /#([\w-]+)/.exec(compound)?.[1] ?? '',
      classes: [...compound.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
      childOnly: part.startsWith('>'),
    });
  }
  return compounds;
}

function specificity(selector: readonly Compound[]): number {
  return selector.reduce(
    (sum, { name, id, classes }) => sum + (id ? 10_000 : 0) + classes.length * 100 + (name ? 1 : 0),
    0,
  );
}

/** Without going back to try other ancestors: as deep as mail needs it. */
function matches(
  selector: readonly Compound[],
  element: StyledElement,
  ancestors: readonly StyledElement[],
): boolean {
  const target = selector.at(-1);
  if (!target || !fits(target, element)) return false;
  let at = ancestors.length - 1;
  for (let index = selector.length - 2; index >= 0; index -= 1) {
    const wanted = selector[index];
    if (!wanted) return false;
    const parent = ancestors[at];
    if (selector[index + 1]?.childOnly) {
      if (!parent || !fits(wanted, parent)) return false;
    } else {
      while (at >= 0 && !fits(wanted, ancestors[at])) at -= 1;
      if (at < 0) return false;
    }
    at -= 1;
  }
  return true;
}

function fits(wanted: StyledElement, element: StyledElement | undefined): boolean {
  if (!element) return false;
  return (
    (wanted.name === '' || wanted.name === element.name) &&
    (wanted.id === '' || wanted.id === element.id) &&
    wanted.classes.every((name) => element.classes.includes(name))
  );
}
