export type Colour = readonly [red: number, green: number, blue: number];

const NAMED: Readonly<Record<string, Colour>> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  navy: [0, 0, 128],
};

/** `transparent`, a colour, or null when it cannot be told. */
export function parseColour(value: string | undefined): Colour | 'transparent' | null {
  const text = (value ?? '').trim().toLowerCase();
  if (text === 'transparent') return 'transparent';
  const named = NAMED[text];
  if (named) return named;
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (hex) return fromHex(hex);
  const rgb = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)$/.exec(text);
  if (!rgb) return null;
  if (rgb[4] !== undefined && parseFloat(rgb[4]) < 0.05) return 'transparent';
  return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
}

/** Whether text of one colour cannot be seen on the other. */
export function isInvisibleOn(text: Colour, background: Colour): boolean {
  return text.every((channel, index) => Math.abs(channel - (background[index] ?? 0)) <= 8);
}

function fromHex(hex: string): Colour {
  const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
  const channel = (at: number): number => parseInt(full.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}
