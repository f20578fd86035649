import type { ChatTurn } from './provider.ts';

/** Tokens that a provider puts around each turn and around all of them. */
const AROUND_TURN = 16;
const AROUND_ALL = 64;

const encoder = new TextEncoder();

export function utf8Bytes(text: string): number {
  return encoder.encode(text).length;
}

/** Bytes of a token in European languages, as a rule. */
const BYTES_PER_TOKEN = 4;

export function usualTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN);
}

/**
 * The most tokens that a prompt can have: tokenizers of bytes never make more tokens than there are bytes. About four times the usual
 * number in English, which is given back when the provider has counted.
 */
export function mostPromptTokens(turns: readonly ChatTurn[], extra: string): number {
  const bytes = turns.reduce((sum, { content }) => sum + utf8Bytes(content) + AROUND_TURN, utf8Bytes(extra));
  return bytes + AROUND_ALL;
}
