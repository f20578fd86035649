import { colord, extend } from 'colord';
import namesPlugin from 'colord/plugins/names';

extend([namesPlugin]);

export type Colour = readonly [red: number, green: number, blue: number];

/** Below this opacity nobody sees a text. */
const LEAST_ALPHA = 0.06;

/** `transparent`, a colour in any form of CSS or of old HTML (`ffffff`), or null when it cannot be told. */
export function parseColour(value: string | undefined): Colour | 'transparent' | null {
  const text = (value ?? '').trim().toLowerCase().slice(0, 100);
  const colour = colord(/^(?:[\da-f]{3}|[\da-f]{6})$/.test(text) ? `#${text}` : text);
  if (!colour.isValid()) return null;
  const { r, g, b, a } = colour.toRgb();
  return a < LEAST_ALPHA ? 'transparent' : [r, g, b];
}

/** Colours further apart than this in one channel can be told apart, however dark or light both are. */
const NEAR = 40;
/** Contrast (WCAG 2) under which a text cannot be read; the palest footers of real mail have 1.4. */
const LEAST_CONTRAST = 1.25;

/** Whether text of one colour cannot be seen on the other. */
export function isInvisibleOn(text: Colour, background: Colour): boolean {
  if (text.some((channel, index) => Math.abs(channel - (background[index] ?? 0)) > NEAR)) return false;
  const [lighter = 0, darker = 0] = [luminance(text), luminance(background)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05) < LEAST_CONTRAST;
}

/** Relative luminance of sRGB, 0 to 1. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
