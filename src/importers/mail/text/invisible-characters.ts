/*
 * Characters that show nothing but reach a model: zero-width padding, direction overrides, and the tag and variation selector blocks that
 * can smuggle whole sentences. Joiners between visible characters stay, because scripts and emoji need them.
 */
const TAG_BASE = 0xe0000;
const TAG_TEXT = /[\u{E0020}-\u{E007E}]+/gu;
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u180E\u3164\uFEFF\uFFA0]|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F]|[\u{E0000}-\u{E01EF}]|\u034F|\u17B4|\u17B5/gu;
const LOOSE_JOINER =
  /(?<![\p{L}\p{M}\p{Emoji}\uFE0F])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{L}\p{M}\p{Emoji}])/gu;

/** The text without invisible characters, and what the hidden ones spelt. */
export function removeInvisible(text: string): { text: string; hidden: string } {
  const hidden = (text.match(TAG_TEXT) ?? [])
    .map((run) =>
      Array.from(run, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? TAG_BASE) - TAG_BASE)).join(''),
    )
    .filter((words) => words.length > 8)
    .join(' ');
  return { text: text.replace(INVISIBLE, '').replace(LOOSE_JOINER, ''), hidden };
}
