/*
 * Characters that show nothing but reach a model: zero-width padding, direction overrides, and the tag and variation selector blocks that
 * can smuggle whole sentences. Joiners between visible characters stay, because scripts and emoji need them, and so does one selector after a sign.
 */
const TAG_BASE = 0xe0000;
const TAG_TEXT = /[\u{E0020}-\u{E007E}]+/gu;
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/gu;
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u2800\u3164\uFEFF\uFFA0]|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F]|[\u{E0000}-\u{E01EF}]|[\uFFF9-\uFFFB]|[\u{1D173}-\u{1D17A}]|\u034F|\u17B4|\u17B5/gu;
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Emoji}\uFE0F])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{L}\p{M}\p{Emoji}])/gu;
/** Spaces of odd widths, which keep words apart for readers but not for programs. */
const ODD_SPACE = /[\u1680\u2000-\u200A\u202F\u205F\u3000]/gu;
/** What stands in each of these, and in few texts besides. */
const MAY_BE_ODD = /[\u0300-\uFFFF\u00AD]/;
/** Shorter runs are flags of countries and stray selectors. */
const LEAST_SPELT = 8;

/** The text without invisible characters, with plain spaces for odd ones, and what the hidden characters spelt. */
export function removeInvisible(text: string): { text: string; hidden: string } {
  if (!MAY_BE_ODD.test(text)) return { text, hidden: '' };
  const hidden = [
    ...(text.match(TAG_TEXT) ?? []).map(spelledByTags),
    ...(text.match(SELECTORS) ?? []).map(spelledBySelectors),
  ]
    .filter((words) => words.length > LEAST_SPELT)
    .join(' ');
  return {
    text: text
      .replace(SELECTORS, '')
      .replace(INVISIBLE, '')
      .replace(LOOSE_JOINER, '')
      .replace(ODD_SPACE, ' '),
    hidden,
  };
}

function spelledByTags(run: string): string {
  return Array.from(run, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? TAG_BASE) - TAG_BASE)).join('');
}

/** The 256 variation selectors can stand for bytes. */
function spelledBySelectors(run: string): string {
  const bytes = Array.from(run, (selector) => {
    const code = selector.codePointAt(0) ?? 0;
    return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
  });
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  return /^[\p{L}\p{N}\p{P}\p{Z}\s]+$/u.test(text) ? text : '';
}
