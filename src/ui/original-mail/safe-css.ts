/** What of a mail's style may be kept: how its own text and boxes look, and nothing that loads, moves or covers anything. */
const HARMLESS =
  /^(?:color|background-color|opacity|visibility|display|float|clear|direction|unicode-bidi|writing-mode|vertical-align|box-sizing|table-layout|caption-side|empty-cells|object-fit|gap|row-gap|column-gap|order|quotes|hyphens|tab-size|(?:min-|max-)?(?:width|height|inline-size|block-size)|overflow(?:-[a-z]+)*|font(?:-[a-z]+)*|text(?:-[a-z]+)*|line-height|letter-spacing|word-[a-z]+|white-space(?:-[a-z]+)*|margin(?:-[a-z]+)*|padding(?:-[a-z]+)*|border(?:-[a-z]+)*|list-style-(?:type|position)|flex(?:-[a-z]+)*|align-[a-z]+|justify-[a-z]+)$/;
/** The frame is as tall as its content, so that a content as tall as the frame would grow for ever. */
const OF_FRAME_HEIGHT = /\d(?:[sld]?v(?:h|min|max|b))\b/i;
/** Functions that load something or bring in text from elsewhere. The browser has undone all escapes in what it hands out. */
const LOADS =
  /(?:url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade|element|paint|var|attr|env)\s*\(/i;
const URLS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s"']+))\s*\)/gi;
/** `@import` takes an address also without `url()`. */
const IMPORTS = /@import\s+(?:url\(\s*)?["']?([^"')\s;]+)[^;]*;?/gi;
/** Code units of one style sheet that are read; what mail programs write is a tenth of that. */
const MAX_SHEET = 200_000;

/** Called with each address that a style would have loaded. */
export type OnAddress = (address: string) => void;

/** The declarations that may be kept, as name, value and priority. */
export type Declarations = readonly (readonly [name: string, value: string, priority: string])[];

/** Nothing loads in a document that is shown nowhere. */
const inert = document.implementation.createHTMLDocument('');

/** What of the text of a `style` attribute may be kept. */
export function safeStyle(text: string): Declarations {
  // In documents made by a parser the page's policy keeps attributes from having any effect; what a script sets has one.
  const { style } = inert.body;
  style.cssText = text;
  return safeDeclarations(style);
}

function safeDeclarations(style: CSSStyleDeclaration): Declarations {
  const kept: [string, string, string][] = [];
  for (const name of Array.from(style)) {
    const value = style.getPropertyValue(name);
    if (value !== '' && HARMLESS.test(name) && !LOADS.test(value) && !OF_FRAME_HEIGHT.test(value))
      kept.push([name, value, style.getPropertyPriority(name)]);
  }
  return kept;
}

/** The addresses that stand in a style, also in parts that the browser does not understand. */
export function addressesIn(css: string, onAddress: OnAddress): void {
  for (const [, double, single, bare] of css.matchAll(URLS)) onAddress(double ?? single ?? bare ?? '');
  for (const [, address] of css.matchAll(IMPORTS)) onAddress(address ?? '');
}

/** A style sheet with only what may be kept, written anew from what the browser understood of it. */
export function safeSheet(css: string): string {
  const sheet = new CSSStyleSheet();
  // The browser would say on the console that it ignores them here.
  sheet.replaceSync(css.slice(0, MAX_SHEET).replace(IMPORTS, ''));
  return writeRules(sheet.cssRules);
}

function writeRules(rules: CSSRuleList): string {
  return Array.from(rules, writeRule).join('\n');
}

function writeRule(rule: CSSRule): string {
  if (rule instanceof CSSStyleRule) {
    const kept = safeDeclarations(rule.style).map(
      ([name, value, priority]) => `${name}: ${value}${priority && ' !important'};`,
    );
    return kept.length > 0 ? `${rule.selectorText} { ${kept.join(' ')} }` : '';
  }
  // The frame has one light look, which the page darkens as a whole.
  if (rule instanceof CSSMediaRule && !/prefers-color-scheme/i.test(rule.conditionText))
    return `@media ${rule.conditionText} {\n${writeRules(rule.cssRules)}\n}`;
  return '';
}
