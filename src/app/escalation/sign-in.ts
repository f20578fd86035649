import { DesksideError } from '../../contracts/failure';
import { rememberLogin, returnedLogin, type LoginReturn } from '../../platform/login-return';
import { isAway, RELAY_REFUSALS } from '../../contracts/relay';
import type { PageStorage } from '../../platform/page-storage';
import type { History } from '../../history/history';
import { beginLogin } from './begin-login';
import { rowOf } from './keep-ledger';
import type { RelayClient } from './relay-client';
import type { SetupStore } from './setup-store';

interface SignInParts {
  readonly client: RelayClient;
  readonly setups: SetupStore;
  readonly history: History;
  /** Of the tab. */
  readonly storage: PageStorage;
  readonly now: () => number;
  /** Address of the app’s folder, to which the provider sends the user back. */
  readonly home: string;
}

/** Signing in at an OpenID provider, which leads away from the page and back. */
export interface SignIn {
  /** Where the page is to go. The ledger has it before anything leaves. */
  begin(relayUrl: string): Promise<string>;
  /** Whether a sign-in came back and is good; false where none came back. Rejects when it came to nothing. */
  finish(relayUrl: string | null): Promise<boolean>;
}

export function createSignIn({ client, setups, history, storage, now, home }: SignInParts): SignIn {
  return {
    async begin(relayUrl) {
      const way = (await setups.get()).ways?.find((one) => one.way === 'oidc');
      if (way?.way !== 'oidc') throw notOffered();
      if (isAway(way)) throw away();
      const { address, pending } = await beginLogin(way, { relayUrl, redirectUri: home });
      const id = crypto.randomUUID();
      const url = new URL(address);
      await history.egress.put(
        rowOf(
          {
            ...{ id, url: url.href, purpose: 'relay-setup', startedAt: now(), state: 'done' },
            sentBytes: url.search.length,
            bytes: 0,
          },
          id,
        ),
      );
      rememberLogin(storage, pending);
      return address;
    },
    async finish(relayUrl) {
      const came = returnedLogin(storage);
      if (!came) return false;
      if ('refused' in came) throw refused(came);
      // Set up anew in another tab meanwhile.
      if (came.relayUrl !== relayUrl) throw refused({ ...came, refused: 'other-relay' });
      await client.redeem(relayUrl, came);
      await setups.change(() => ({ way: 'oidc' }));
      return true;
    },
  };
}

const REFUSALS: Readonly<Record<string, string>> = {
  access_denied: 'The sign-in was refused or cancelled at the provider.',
  'other-state': 'What came back was not the sign-in that this tab had begun, so it was not used.',
  'other-relay': 'Another relay was set up since this sign-in began, so it was not used.',
};

function refused({ refused: reason }: Extract<LoginReturn, { readonly refused: string }>): DesksideError {
  const known = Object.hasOwn(REFUSALS, reason) ? REFUSALS[reason] : undefined;
  return new DesksideError({
    code: 'server-refused',
    message: `${known ?? 'The provider did not sign you in.'} Try again, or ask the relay’s operator.`,
    retryable: true,
    detail: reason,
  });
}

function away(): DesksideError {
  return new DesksideError({
    code: 'server-refused',
    message: RELAY_REFUSALS['login-unavailable'][2],
    retryable: true,
  });
}

function notOffered(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'This relay offers no sign-in by an OpenID provider. Ask it again how to sign in.',
    retryable: false,
  });
}
