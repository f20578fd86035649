import { CANCELLED, DesksideError } from '../../contracts/failure';
import { LOGIN_CHANNEL, readLoginMessage, type LoginChannel, type LoginMessage } from './login-channel';

/** A sign-in in a window of its own, so that nothing that goes on in the page is lost to it. */
export interface LoginRequest {
  /** Nobody can guess it; the provider hands it back. */
  readonly state: string;
  /** Where the provider lets the user in. */
  readonly address: Promise<string>;
  readonly signal: AbortSignal;
}

/**
 * Opens the window and resolves with what the provider put behind the `#` when it sent the user back. Must be called from a click, before anything is
 * waited for. Rejects with `permission-withdrawn` when the browser opens no windows, with `cancelled` when the signal aborts, the user
 * leaves it for too long, or another sign-in begins.
 */
export type LoginWindow = (request: LoginRequest) => Promise<URLSearchParams>;

interface Surroundings {
  /** An empty window, or null where the browser does not let us. */
  readonly open: () => Pick<Window, 'location' | 'close' | 'opener'> | null;
  readonly channel: () => LoginChannel;
  /** Milliseconds that the user has for it. */
  readonly patienceMs: number;
}

/** Some providers send a code to a telephone first. */
const PATIENCE_MS = 15 * 60_000;

const BROWSER: Surroundings = {
  open: () => window.open('', '_blank', 'popup,width=520,height=720'),
  channel: () => new BroadcastChannel(LOGIN_CHANNEL),
  patienceMs: PATIENCE_MS,
};

/** One for the page: a sign-in that begins ends the one before it, which may wait for a window that is closed. That cannot be seen from here. */
export function createLoginWindow({ open, channel, patienceMs }: Surroundings = BROWSER): LoginWindow {
  let current: AbortController | null = null;
  return async ({ state, address, signal }) => {
    const opened = open();
    current?.abort();
    if (!opened) throw blocked();
    current = new AbortController();
    const ends = AbortSignal.any([signal, current.signal, AbortSignal.timeout(patienceMs)]);
    const joined = channel();
    try {
      const answer = listenFor(state, joined, ends);
      const leading = address.then((url) => {
        // What is shown there has no business with this page.
        opened.opener = null;
        opened.location.replace(url);
        return answer;
      });
      return new URLSearchParams(await Promise.race([leading, answer]));
    } catch (error) {
      opened.close();
      throw error;
    } finally {
      joined.close();
    }
  };
}

function listenFor(state: string, channel: LoginChannel, ends: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new DesksideError(CANCELLED));
    if (ends.aborted) return end();
    ends.addEventListener('abort', end, { once: true });
    channel.addEventListener('message', ({ data }: MessageEvent) => {
      const message = readLoginMessage(data);
      // Other tabs sign in as well; and what comes with another state was not asked for.
      if (message?.kind !== 'returned' || message.state !== state) return;
      ends.removeEventListener('abort', end);
      channel.postMessage({ kind: 'taken', state } satisfies LoginMessage);
      resolve(message.answer);
    });
  });
}

function blocked(): DesksideError {
  return new DesksideError({
    code: 'permission-withdrawn',
    message:
      'The browser did not open the window to sign in. Allow pop-up windows for this page, then try again.',
    retryable: true,
  });
}
