import { LOGIN_CHANNEL, readLoginMessage, type LoginChannel, type LoginMessage } from './login-channel';

/** As long as a page that works hard may take to answer, milliseconds. */
const TAKEN_WITHIN_MS = 5_000;

/** Whether what stands behind the `#` is a provider's answer to a sign-in, and no place in the app. */
export function isLoginAnswer(hash: string): boolean {
  return /^#(?!\/)(?:[^#]*&)?state=[^&]/u.test(hash);
}

/**
 * Hands a provider's answer to the page that waits for it. Resolves with whether a page took it. The address should no longer show
 * the answer when this is called.
 */
export async function handBackLogin(
  hash: string,
  channel: LoginChannel = new BroadcastChannel(LOGIN_CHANNEL),
  withinMs = TAKEN_WITHIN_MS,
): Promise<boolean> {
  const answer = hash.slice(1);
  const state = new URLSearchParams(answer).get('state') ?? '';
  const taken = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    channel.addEventListener('message', ({ data }: MessageEvent) => {
      const message = readLoginMessage(data);
      if (message?.kind !== 'taken' || message.state !== state) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
  channel.postMessage({ kind: 'returned', state, answer } satisfies LoginMessage);
  try {
    return await taken;
  } finally {
    channel.close();
  }
}
