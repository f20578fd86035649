/**
 * How the window that a provider sent back talks to the page that opened it. With `Cross-Origin-Opener-Policy: same-origin` neither has the other
 * once the provider was shown in between; a channel of the origin still joins them.
 */
export const LOGIN_CHANNEL = 'deskside-login';

/** From the window: what the provider put behind the `#` of the address. From the page: that it has it, and the window may go. */
export type LoginMessage =
  | { readonly kind: 'returned'; readonly state: string; readonly answer: string }
  | { readonly kind: 'taken'; readonly state: string };

/** The part of `BroadcastChannel` that is used, so that tests can join two ends. */
export type LoginChannel = Pick<
  BroadcastChannel,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** Null for anything that is no message of ours. */
export function readLoginMessage(data: unknown): LoginMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { kind, state, answer } = data as Record<string, unknown>;
  if (typeof state !== 'string') return null;
  if (kind === 'taken') return { kind, state };
  return kind === 'returned' && typeof answer === 'string' ? { kind, state, answer } : null;
}
