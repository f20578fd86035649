import type { ChatTurn } from '../../contracts/capabilities';

/** Shares of characters that two prompts must have in common; llama.cpp draws its lines at 0.5 and 0.1 of the tokens. */
const LEAST_KEPT = 0.55;
const LEAST_KNOWN = 0.15;

/** What is asked, in one piece, to compare what two requests begin with. */
export function promptText(turns: readonly ChatTurn[], prefix = ''): string {
  return turns.map(({ role, content }) => `${role}\n${content}\n`).join('') + prefix;
}

/**
 * Whether a request goes on from the one before it, so that llama.cpp computes only what is new. Where it does not, llama.cpp would put the
 * whole state of the conversation before aside in memory, which it never gives back: 11 MB for a mail of 500 tokens with the smallest model.
 */
export function goesOnFrom(kept: string, next: string): boolean {
  const common = commonLength(kept, next);
  return common >= LEAST_KEPT * kept.length && common >= LEAST_KNOWN * next.length;
}

function commonLength(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  let length = 0;
  while (length < limit && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}
