import type { Context } from 'hono';
import type { ProviderFetch } from '../src/providers/provider-response.ts';
import type { RelayClock } from './clock.ts';
import type { ReadSecrets } from './config/secrets.ts';
import type { RelayState } from './state/relay-state.ts';
import type { Log } from './telemetry/log.ts';

/** What a host gives the relay. */
export interface RelayDeps {
  readonly state: RelayState;
  readonly secrets: ReadSecrets;
  readonly clock: RelayClock;
  readonly log: Log;
  /** The platform's own. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** A quicker way to the providers of the configuration; `fetch` when left out. */
  readonly ask?: ProviderFetch;
  /** A quicker way to SHA-256 in hexadecimal than `bodyHash`, which stands in for it when left out. */
  readonly hash?: (bytes: Uint8Array<ArrayBuffer>) => string;
  /** To servers that users name; refuses any connection to a private address, whatever its name is. Null where the host cannot do that. */
  readonly guardedFetch: ProviderFetch | null;
  /** Address at the other end of the connection; null when unknown. */
  readonly peerOf: (request: Request, environment: unknown) => string | null;
  /** A login of the host's own: the subject of whoever makes the request, or null. */
  readonly login?: (request: Request) => Promise<string | null>;
  /**
   * Lets work for a request go on after its client has gone, on hosts that would stop it, the accounting included.
   */
  readonly keepAlive?: (context: Context, work: Promise<void>) => void;
  /**
   * Tries what only a request lets the host try. Awaited before anything else is done for one; rejects with a `ConfigProblem`, for which
   * every request is refused.
   */
  readonly tryConfig?: () => Promise<void>;
  /** In [0, 1). */
  readonly random?: () => number;
}
