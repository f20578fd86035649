import { DesksideError, toFailure, type FailureCode } from '../../contracts/failure';
import type { RelayModel } from '../../contracts/escalation';
import type { ForeignRequest } from '../../contracts/foreign-request';
import {
  bodyHash,
  CONSENT_HEADER,
  type ConsentRequest,
  type LoginWay,
  type OidcCode,
  type RelayRefusalCode,
} from '../../contracts/relay';
import type { Fetch } from '../../platform/fetch';
import { withForeignLog } from '../../platform/foreign-requests';
import { parseConsent, parseLogin, parseLogins, parseModels, parseRefusal } from './relay-messages';
import type { RelayAccount } from './relay-account';
import type { RelaySession } from './relay-session';
import { readRelayStream, type RelayAnswer } from './relay-stream';

/** The request to a model: the bytes that the user agreed to, and the terms. */
export interface RelayQuestion {
  /** Of its row in the ledger. */
  readonly requestId: string;
  readonly body: string;
  readonly terms: ConsentRequest;
  readonly escalated: NonNullable<ForeignRequest['escalated']>;
  /** Awaited once the relay agreed to take the text, and before it leaves. */
  readonly beforeSending: () => Promise<void>;
}

/** The only way of the page to the relay. Each request is noted, and no text goes without a consent to its very bytes. */
export interface RelayClient {
  /** How one may sign in there, also by what is away at the time. */
  ways(url: string): Promise<readonly LoginWay[]>;
  /** Signs in with what came back from an OpenID provider. Rejects with `server-refused` when it is not good. */
  redeem(url: string, code: OidcCode): Promise<void>;
  /** When the sign-in ends; null when there is none. */
  signedInUntil(account: RelayAccount): Promise<number | null>;
  models(account: RelayAccount): Promise<readonly RelayModel[]>;
  /** Rejects when nothing was answered; an answer that broke off has `isWhole` false. */
  ask(
    account: RelayAccount,
    question: RelayQuestion,
    options: { readonly signal: AbortSignal; readonly onText: (piece: string) => void },
  ): Promise<RelayAnswer>;
}

interface ClientParts {
  readonly note: (request: ForeignRequest) => void;
  readonly session: RelaySession;
  readonly fetch?: Fetch;
  /** Address of the page. */
  readonly base?: string;
}

export function createRelayClient({
  note,
  session,
  fetch = (input, init) => globalThis.fetch(input, init),
  base = document.baseURI,
}: ClientParts): RelayClient {
  const log = { base, ownOriginToo: true };
  const setupFetch = withForeignLog(fetch, { ...log, note, purpose: 'relay-setup' });
  async function signIn(account: RelayAccount, signal?: AbortSignal): Promise<string> {
    const { url, way, code } = account;
    const known = session.get(await nameOf(account));
    if (known) return known.token;
    // Only the user can do that, at the provider’s page.
    if (way === 'oidc') throw signInAgain();
    return take(
      account,
      await send(setupFetch, url, `login/${way}`, { signal, body: way === 'invite' ? { code } : {} }),
    );
  }

  /**
   * Does something of which the relay must know who asks for it; anew when it does not take the sign-in any more, since its keys have changed. Nothing
   * of any mail goes that way, so it may be said twice.
   */
  async function signedIn<T>(
    account: RelayAccount,
    ask: (token: string) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await ask(await signIn(account, signal));
    } catch (thrown) {
      if (toFailure(thrown).detail !== ('token-refused' satisfies RelayRefusalCode)) throw thrown;
      session.forget();
      return ask(await signIn(account, signal));
    }
  }

  async function take(account: RelayAccount, json: unknown): Promise<string> {
    const login = parseLogin(json);
    if (!login) throw notARelay(account.url);
    session.set(await nameOf(account), login);
    return login.token;
  }

  return {
    async ways(url) {
      const ways = parseLogins(await send(setupFetch, url, 'login', {}));
      if (!ways) throw notARelay(url);
      return ways;
    },
    async redeem(url, { code, codeVerifier, redirectUri, nonce }) {
      const body = { code, codeVerifier, redirectUri, nonce };
      await take({ url, way: 'oidc', code: '' }, await send(setupFetch, url, 'login/oidc', { body }));
    },
    signedInUntil: async (account) => session.get(await nameOf(account))?.expiresAt ?? null,
    async models(account) {
      const models = parseModels(
        await signedIn(account, (token) => send(setupFetch, account.url, 'v1/models', { token })),
      );
      if (!models) throw notARelay(account.url);
      return models;
    },
    async ask(account, { requestId, body, terms, escalated, beforeSending }, { signal, onText }) {
      const { url } = account;
      const { token, json } = await signedIn(
        account,
        async (good) => ({
          token: good,
          json: await send(setupFetch, url, 'v1/consents', { token: good, signal, body: terms }),
        }),
        signal,
      );
      const consent = parseConsent(json);
      if (consent === null) throw notARelay(url);
      await beforeSending();
      const askingFetch = withForeignLog(fetch, {
        ...log,
        purpose: 'relay-asking',
        id: requestId,
        note: (request) => note({ ...request, escalated }),
      });
      const response = await reach(url, () =>
        askingFetch(new URL('v1/chat/completions', url).href, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            [CONSENT_HEADER]: consent,
          },
          body,
          signal,
          redirect: 'error',
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
        }),
      );
      if (!response.ok || !response.body) throw await refused(response, url);
      return readRelayStream(response.body, { signal, onText });
    },
  };
}

async function send(
  fetch: Fetch,
  url: string,
  path: string,
  {
    token,
    body,
    signal,
  }: { readonly token?: string; readonly body?: unknown; readonly signal?: AbortSignal | undefined },
): Promise<unknown> {
  const response = await reach(url, () =>
    fetch(new URL(path, url).href, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
      redirect: 'error',
      // A login of the host’s own may stand before a relay at the app’s own address.
      credentials: path === 'login/host' ? 'same-origin' : 'omit',
      referrerPolicy: 'no-referrer',
    }),
  );
  if (!response.ok) throw await refused(response, url);
  return response.json().catch(() => null);
}

async function reach(url: string, ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new DesksideError(
      {
        code: 'server-unreachable',
        message: `The relay at ${new URL(url).host} does not answer this page. Check that it runs, that its address is right, and that it serves this page’s address.`,
        retryable: true,
        detail: String(thrown),
      },
      { cause: thrown },
    );
  }
}

/** For the tab’s memory, which is to hold no code. */
async function nameOf({ url, way, code }: RelayAccount): Promise<string> {
  return `${way} ${url} ${await bodyHash(new TextEncoder().encode(code))}`;
}

function signInAgain(): DesksideError {
  return new DesksideError({
    code: 'server-refused',
    message: 'Your sign-in at the relay has ended. Sign in again on the page “Models elsewhere”.',
    retryable: false,
  });
}

const TOO_LONG: readonly RelayRefusalCode[] = ['context_length_exceeded', 'body-too-large'];

async function refused(response: Response, url: string): Promise<DesksideError> {
  const refusal = parseRefusal(await response.json().catch(() => null));
  if (!refusal) return notARelay(url);
  const code: FailureCode = TOO_LONG.includes(refusal.code) ? 'context-overflow' : 'server-refused';
  return new DesksideError({
    code,
    message: refusal.message,
    retryable: response.status === 429 || response.status >= 500,
    detail: refusal.code,
  });
}

function notARelay(url: string): DesksideError {
  return new DesksideError({
    code: 'server-refused',
    message: `What answers at ${new URL(url).host} does not answer as a Deskside relay does. Check the address.`,
    retryable: false,
  });
}
