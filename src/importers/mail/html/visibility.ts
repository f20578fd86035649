import { isInvisibleOn, parseColour, type Colour } from './colour';
import { toPixels, type Declarations } from './css';

/** What an element hands down to its children about whether text can be seen. */
export interface Visibility {
  /** Nothing inside can be seen, whatever the children say. */
  readonly hidden: boolean;
  /** Font size of at most 1.5 px, until a child sets another. */
  readonly tiny: boolean;
  readonly colour: Colour | 'transparent' | null;
  /** Null when it cannot be told (a picture, or a rule that was not understood). */
  readonly background: Colour | null;
}

export const VISIBLE: Visibility = {
  hidden: false,
  tiny: false,
  colour: [0, 0, 0],
  background: [255, 255, 255],
};

/** Links do not take the colour of the text around them. */
const LINK_COLOUR: Colour = [0, 0, 238];
const OFF_SCREEN_PIXELS = 400;
const TINY_PIXELS = 1.5;

export function isVisible({ hidden, tiny, colour, background }: Visibility): boolean {
  if (hidden || tiny || colour === 'transparent') return false;
  return !(colour && background && isInvisibleOn(colour, background));
}

/** Attributes that can change what is seen. */
const TELLING = ['hidden', 'aria-hidden', 'href', 'color', 'text', 'bgcolor', 'background'];

/** Visibility inside an element, from its parent's, its attributes and its declarations. */
export function visibilityOf(
  parent: Visibility,
  attributes: Readonly<Record<string, string>>,
  style: Declarations,
  hasUnknownRules: boolean,
): Visibility {
  if (style.size === 0 && !hasUnknownRules && !TELLING.some((name) => name in attributes)) return parent;
  const inherited = 'href' in attributes ? LINK_COLOUR : parent.colour;
  return {
    hidden: parent.hidden || 'hidden' in attributes || hides(style) || isHiddenFromAll(attributes, style),
    tiny: tinyFont(parent.tiny, style),
    colour:
      parseColour(
        style.get('-webkit-text-fill-color') ??
          style.get('color') ??
          attributes['color'] ??
          attributes['text'],
      ) ?? inherited,
    background: backgroundOf(parent, attributes, style, hasUnknownRules),
  };
}

function hides(style: Declarations): boolean {
  const clipped = /hidden|clip/.test(style.get('overflow') ?? style.get('overflow-y') ?? '');
  const isNothing = (name: string): boolean => {
    const pixels = toPixels(style.get(name));
    return pixels !== null && pixels <= 1;
  };
  const opacity = style.get('opacity');
  return (
    style.get('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(style.get('visibility') ?? '') ||
    style.get('mso-hide') === 'all' ||
    (opacity !== undefined && opacityOf(opacity) <= 0.05) ||
    /opacity\s*[(=]\s*0?\.?0*[0-5]?%?\s*\)/.test(style.get('filter') ?? '') ||
    style.get('content-visibility') === 'hidden' ||
    (clipped && ['max-height', 'height', 'max-width', 'width'].some(isNothing)) ||
    /^rect\(\s*(?:0|1px)/.test(style.get('clip') ?? '') ||
    /^(?:inset\(\s*(?:50|100)%|circle\(\s*0|ellipse\(\s*0|polygon\(\s*(?:0(?:px|%)?\s+0(?:px|%)?\s*,?\s*)+\))/.test(
      style.get('clip-path') ?? '',
    ) ||
    /scale[xy]?\(\s*0*\.?0*\s*[,)]/.test(style.get('transform') ?? '') ||
    isOffScreen(style)
  );
}

/** `0.5` or `50%`. */
function opacityOf(value: string): number {
  return parseFloat(value) / (value.endsWith('%') ? 100 : 1);
}

function isOffScreen(style: Declarations): boolean {
  const far = (name: string): boolean => (toPixels(style.get(name)) ?? 0) <= -OFF_SCREEN_PIXELS;
  if (far('text-indent') || far('margin-left') || far('margin-top') || isMovedAway(style)) return true;
  return (
    /absolute|fixed|relative/.test(style.get('position') ?? '') &&
    (['left', 'top', 'right', 'bottom'].some(far) || /^-\d/.test(style.get('z-index') ?? ''))
  );
}

function isMovedAway(style: Declarations): boolean {
  const moved = /translate(?:3d|x|y)?\(([^)]*)\)/.exec(style.get('transform') ?? '')?.[1] ?? '';
  return moved.split(',').some((length) => (toPixels(length.trim()) ?? 0) <= -OFF_SCREEN_PIXELS);
}

/** `aria-hidden` alone also marks ornaments that everybody sees; with a preheader's styling it is one. */
function isHiddenFromAll(attributes: Readonly<Record<string, string>>, style: Declarations): boolean {
  const size = toPixels(style.get('font-size'));
  const height = toPixels(style.get('line-height'));
  const shrunk = (size !== null && size <= 2) || (height !== null && height <= 1);
  return (
    attributes['aria-hidden'] === 'true' && (shrunk || /preheader|preview/i.test(attributes['class'] ?? ''))
  );
}

function tinyFont(parentTiny: boolean, style: Declarations): boolean {
  const size = style.get('font-size') ?? sizeIn(style.get('font'));
  if (size === undefined) return parentTiny;
  const relative = /%$|em$/.test(size) && !size.endsWith('rem');
  const pixels = toPixels(size);
  if (relative && parentTiny) return true;
  return pixels === null
    ? parentTiny && !/medium|small|large|initial|px|pt/.test(size)
    : pixels <= TINY_PIXELS;
}

/** The size in the shorthand: `0/0 a`, `bold 1px/1 Arial`. */
function sizeIn(font: string | undefined): string | undefined {
  return font?.split(/[\s/]+/).find((word) => toPixels(word) !== null && !/^[1-9]00$/.test(word));
}

function backgroundOf(
  parent: Visibility,
  attributes: Readonly<Record<string, string>>,
  style: Declarations,
  hasUnknownRules: boolean,
): Colour | null {
  const shorthand = style.get('background');
  if (
    attributes['background'] ||
    /url\(|gradient/.test(`${shorthand ?? ''} ${style.get('background-image') ?? ''}`)
  ) {
    return null;
  }
  const stated = style.get('background-color') ?? colourIn(shorthand) ?? attributes['bgcolor'];
  const colour = parseColour(stated);
  if (colour && colour !== 'transparent') return colour;
  if (stated !== undefined && colour === null) return null;
  return hasUnknownRules ? null : parent.background;
}

function colourIn(shorthand: string | undefined): string | undefined {
  return shorthand?.split(/\s+(?![^(]*\))/).find((word) => parseColour(word) !== null);
}
