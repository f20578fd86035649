import type { StandInModel } from './tvm-stand-in';

/** Tokens that one byte cannot be, for shorter answers; no text is ever encoded to them. */
const WORDS = [
  'true',
  'false',
  '": "',
  '": ',
  '", "',
  '["',
  '"]',
  'pay',
  'reply',
  'ignore',
  'urgent',
  'later',
  'Größe',
  'label',
  'action',
  'count',
  'due',
  'open',
];
const SPECIAL = ['<unk>', '<|im_start|>', '<|im_end|>', '[CLS]', '[SEP]'];
const IM_START = 1;
const IM_END = 2;
const FIRST_BYTE = SPECIAL.length;
const COLON = FIRST_BYTE + ':'.charCodeAt(0);

export const BYTE_VOCABULARY = FIRST_BYTE + 256 + WORDS.length;

/** The character by which byte-level tokenizers write a byte (OpenAI's GPT-2 `bytes_to_unicode`). */
function byteCharacter(byte: number): string {
  const printable = (other: number) =>
    (other >= 33 && other <= 126) || (other >= 161 && other <= 172) || other >= 174;
  if (printable(byte)) return String.fromCharCode(byte);
  const before = Array.from({ length: byte }, (_, other) => other).filter(
    (other) => !printable(other),
  ).length;
  return String.fromCharCode(256 + before);
}

const spelled = (text: string): string => Array.from(new TextEncoder().encode(text), byteCharacter).join('');

/** A `tokenizer.json` with a token for each byte, and tokens of one's own at the end. */
export function byteTokenizer(more: readonly string[] = []): object {
  const bytes = Array.from({ length: 256 }, (_, byte) => byteCharacter(byte));
  const vocab = [...SPECIAL, ...bytes, ...WORDS.map(spelled), ...more];
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [...SPECIAL, ...more].map((content) => ({
      ...{ id: vocab.indexOf(content), content, special: SPECIAL.includes(content) },
      ...{ single_word: false, lstrip: false, rstrip: false, normalized: false },
    })),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      ...{ dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null },
      ...{ fuse_unk: false, byte_fallback: false },
      vocab: Object.fromEntries(vocab.map((token, id) => [token, id])),
      merges: [],
    },
  };
}

/**
 * A model that repeats the last user's turn from its first colon on, then ends its own. Whatever it may not write, it replaces by something
 * that depends on all that it has read.
 */
export function byteWriter(vocabulary: number, onRead: NonNullable<StandInModel['onRead']>): StandInModel {
  return {
    vocabulary,
    score(context) {
      const scores = new Float32Array(vocabulary).map((_, token) => noise(context, token) + worth(token));
      scores[IM_END] = -5;
      scores[wantedAfter(context)] = 5;
      return scores;
    },
    onRead,
  };
}

function wantedAfter(context: readonly number[]): number {
  const answer = context.lastIndexOf(IM_START);
  const user = context.lastIndexOf(IM_START, answer - 1);
  const line = FIRST_BYTE + '\n'.charCodeAt(0);
  const asked = context.slice(context.indexOf(line, user) + 1, context.indexOf(IM_END, user));
  const wanted = asked.slice(asked.indexOf(COLON));
  // After what keeps it from reasoning there are two more ends of lines.
  const thought = context.findLastIndex((token, i) => i > answer && token >= BYTE_VOCABULARY);
  const start = thought < 0 ? context.indexOf(line, answer) + 1 : thought + 3;
  const written = context.length - start;
  return wanted[written] ?? IM_END;
}

/** Between 0 and 1. */
function noise(context: readonly number[], token: number): number {
  let mixed = context.length * 31 + token * 7919 + (context.at(-1) ?? 0) * 104_729;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32;
}

/** Words before letters, and blanks last, so that what has a grammar comes to its end. */
function worth(token: number): number {
  if (token < FIRST_BYTE || token >= BYTE_VOCABULARY) return -10;
  if (token >= FIRST_BYTE + 256) return 1;
  return /\s/.test(String.fromCharCode(token - FIRST_BYTE)) ? -5 : 0;
}

const DIMENSIONS = 64;

/** An embedder that counts three letters at a time, so that texts are alike which have words in common. */
export function byteEmbedder(): StandInModel {
  return {
    vocabulary: BYTE_VOCABULARY,
    embed(tokens) {
      const vector = new Array<number>(DIMENSIONS).fill(0);
      tokens.forEach((token, i) => {
        const place = (token * 31 + (tokens[i + 1] ?? 0) * 17 + (tokens[i + 2] ?? 0) * 7) % DIMENSIONS;
        vector[place] = (vector[place] ?? 0) + 1;
      });
      return vector;
    },
  };
}

/** The text of tokens, with the names of special ones. */
export function textOf(tokens: readonly number[]): string {
  const bytes = tokens.flatMap((token) =>
    token < FIRST_BYTE ? [...new TextEncoder().encode(SPECIAL[token])] : [token - FIRST_BYTE],
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
