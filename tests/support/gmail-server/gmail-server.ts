/** Google on this machine: signing in, revoking, and a mailbox at Gmail, by the public protocols with their limits and errors. */
import type { GoogleAddresses } from '../../../src/sources/gmail/google';
import { bearerOf, type ProviderAnswer, type ProviderRequest } from '../provider-server/exchange';
import { createFaultPlan, type FaultPlan } from '../provider-server/faults';
import { listen } from '../provider-server/listen';
import { answerGmail, googleError, googleErrorBody } from './gmail-routes';
import { createGoogleLogin, type GoogleLogin } from './google-login';
import { createGoogleMailbox, type GoogleMailbox } from './google-mailbox';

export interface GmailServer {
  readonly mailbox: GoogleMailbox;
  readonly login: GoogleLogin;
  readonly faults: FaultPlan;
  /** Answers as Google’s hosts together do, without the faults. */
  answer(request: ProviderRequest): ProviderAnswer;
  /** Paths that were asked, in order. */
  readonly asked: readonly string[];
  /** Places in the history, and page tokens, that were given out are of no more use. */
  forgetCursors(): void;
  /** Google's clock goes wrong by so many milliseconds; what it counts by itself, it still counts right. */
  skewClock(milliseconds: number): void;
  now(): number;
}

export interface GmailServerOptions {
  readonly clientId: string;
  readonly redirectUris: readonly string[];
  readonly emailAddress?: string;
}

/** As few mails to a page as make three pages of a dozen. */
export const GMAIL_PAGE = 5;

export function createGmailServer({
  clientId,
  redirectUris,
  emailAddress = 'dana@mail.example',
}: GmailServerOptions): GmailServer {
  const mailbox = createGoogleMailbox(emailAddress);
  const asked: string[] = [];
  const pageTokens = new Map<string, number>();
  let skew = 0;
  let oldestHistory = 0;
  const now = (): number => Date.now() + skew;
  const login = createGoogleLogin(clientId, redirectUris);
  const faults = createFaultPlan(
    (path) => /\/(?:messages|history)$/.test(path),
    (status) =>
      status === 429
        ? googleErrorBody(429, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded')
        : googleErrorBody(status, 'UNAVAILABLE', 'backendError'),
  );

  return {
    ...{ mailbox, login, faults, asked, now },
    forgetCursors: () => {
      oldestHistory = mailbox.pass();
      pageTokens.clear();
    },
    skewClock: (milliseconds) => void (skew = milliseconds),
    answer(request) {
      const { pathname } = request.url;
      asked.push(pathname);
      if (request.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
      if (pathname === '/o/oauth2/v2/auth') return login.authorize(request);
      // Google answers pages there without a word that lets them read it.
      if (pathname === '/revoke') return login.revoke(request);
      const scopes = login.scopesOf(bearerOf(request));
      const answer =
        scopes === null
          ? googleError(401, 'UNAUTHENTICATED', 'authError')
          : answerGmail(
              { mailbox, pageSize: GMAIL_PAGE, oldestHistory: () => oldestHistory, pageTokens },
              request,
              scopes,
            );
      return { ...answer, headers: { ...answer.headers, ...CORS } };
    },
  };
}

/** Google tells no page what stands in `Retry-After`. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization,content-type',
  'access-control-expose-headers': 'content-encoding,date,server,content-length',
};

/** The stand-in over HTTP, on one port for all of Google's hosts. */
export async function startGmailServer(options: GmailServerOptions) {
  const server = createGmailServer(options);
  const { url, close } = await listen(server.answer, server.faults);
  const google: GoogleAddresses = {
    authorize: `${url}o/oauth2/v2/auth`,
    revoke: `${url}revoke`,
    mailbox: `${url}gmail/v1/users/me/`,
  };
  return { ...server, google, close };
}
