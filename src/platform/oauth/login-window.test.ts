import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toFailure } from '../../contracts/failure';
import type { LoginMessage } from './login-channel';
import { createLoginWindow } from './login-window';
import { handBackLogin, isLoginAnswer } from './login-window-return';
import { challengeOf, randomSecret } from './proof-key';

const NEVER = new AbortController().signal;
const AT_ONCE_MS = 200;
const ADDRESS = Promise.resolve('https://login.example/authorize');

let open: BroadcastChannel[] = [];
let windows: { visited: string[]; closed: boolean; opener: unknown }[] = [];

beforeEach(() => {
  open = [];
  windows = [];
});
afterEach(() => {
  for (const channel of open) channel.close();
});

function channel(): BroadcastChannel {
  const joined = new BroadcastChannel('login-window-test');
  open.push(joined);
  return joined;
}

function surroundings({ blocked = false, patienceMs = 10_000 } = {}) {
  return {
    channel,
    patienceMs,
    open: () => {
      if (blocked) return null;
      const opened = { visited: [] as string[], closed: false, opener: 'the page' as unknown };
      windows.push(opened);
      const location = { replace: (url: string) => opened.visited.push(url) };
      return {
        location: location as unknown as Location,
        close: () => void (opened.closed = true),
        set opener(value: unknown) {
          opened.opener = value;
        },
      };
    },
  };
}

const failureOf = (promise: Promise<unknown>) => promise.then(() => null, toFailure);
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a sign-in in a window of its own', () => {
  it('gives the page what the provider put behind the #, and lets the window go', async () => {
    const signIn = createLoginWindow(surroundings());
    const answered = signIn({ state: 's1', address: ADDRESS, signal: NEVER });
    await settled();
    expect(windows).toEqual([{ visited: ['https://login.example/authorize'], closed: false, opener: null }]);
    expect(await handBackLogin('#code=c%2B1&state=s1', channel())).toBe(true);
    expect((await answered).get('code')).toBe('c+1');
  });

  it('takes nothing that it has not asked for', async () => {
    const signIn = createLoginWindow(surroundings());
    let came = false;
    const answered = signIn({ state: 's1', address: ADDRESS, signal: NEVER }).then((answer) => {
      came = true;
      return answer;
    });
    await settled();
    expect(await handBackLogin('#code=planted&state=other', channel(), AT_ONCE_MS)).toBe(false);
    channel().postMessage({ kind: 'returned', state: 's1' });
    channel().postMessage('returned');
    await settled();
    expect(came).toBe(false);
    await handBackLogin('#code=c1&state=s1', channel());
    expect((await answered).get('code')).toBe('c1');
  });

  it('says when the browser opens no window', async () => {
    const signIn = createLoginWindow(surroundings({ blocked: true }));
    const failure = await failureOf(signIn({ state: 's1', address: ADDRESS, signal: NEVER }));
    expect(failure).toMatchObject({ code: 'permission-withdrawn', retryable: true });
  });

  it('ends when another begins, when it is cancelled, and when the user has left it', async () => {
    const signIn = createLoginWindow(surroundings());
    const first = failureOf(signIn({ state: 's1', address: ADDRESS, signal: NEVER }));
    const abort = new AbortController();
    const second = failureOf(signIn({ state: 's2', address: ADDRESS, signal: abort.signal }));
    expect(await first).toMatchObject({ code: 'cancelled' });
    abort.abort();
    expect(await second).toMatchObject({ code: 'cancelled' });
    const impatient = createLoginWindow(surroundings({ patienceMs: 20 }));
    const third = failureOf(impatient({ state: 's3', address: ADDRESS, signal: NEVER }));
    expect(await third).toMatchObject({ code: 'cancelled' });
    expect(windows.map(({ closed }) => closed)).toEqual([true, true, true]);
  });

  it('closes the window when there is no address to go to', async () => {
    const signIn = createLoginWindow(surroundings());
    const address = Promise.reject(new Error('no digest'));
    const request = { state: 's1', address, signal: NEVER };
    await expect(signIn(request)).rejects.toThrow('no digest');
    expect(windows[0]?.closed).toBe(true);
  });
});

describe('the window that came back', () => {
  it('says when no page waits for it any more', async () => {
    expect(await handBackLogin('#code=c1&state=s1', channel(), AT_ONCE_MS)).toBe(false);
  });

  it('is not content with a word for another sign-in', async () => {
    const page = channel();
    page.addEventListener('message', () =>
      page.postMessage({ kind: 'taken', state: 'other' } satisfies LoginMessage),
    );
    expect(await handBackLogin('#code=c1&state=s1', channel(), AT_ONCE_MS)).toBe(false);
  });

  it.each([
    ['#state=x&access_token=t', true],
    ['#access_token=t&state=x', true],
    ['#code=c&state=x&session_state=y', true],
    ['#error=access_denied&state=x', true],
    ['#/mail/7?state=x', false],
    ['#/search/a&state=x', false],
    ['#session_state=y', false],
    ['#state=', false],
    ['', false],
  ])('is told by its address: %s is %s', (hash, expected) => {
    expect(isLoginAnswer(hash)).toBe(expected);
  });
});

it('makes the challenge of RFC 7636, appendix B, and secrets that nobody guesses', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
  expect(randomSecret()).toMatch(/^[\w-]{64}$/);
  expect(randomSecret()).not.toBe(randomSecret());
});
