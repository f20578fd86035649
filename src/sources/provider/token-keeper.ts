import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { SourceSecrets } from '../../contracts/mail-source';
import { signedOut, type ProviderName } from './failures';
import { readTokens, writeTokens, type Tokens } from './tokens';

/** The token that a provider is asked with. Each method rejects with `signed-out` when there is none. */
export interface TokenKeeper {
  tokens(): Promise<Tokens>;
  /** One that is good by this machine's clock. */
  current(signal: AbortSignal): Promise<string>;
  /** Another one, after the provider refused `stale`. */
  renewed(stale: string, signal: AbortSignal): Promise<string>;
  /** After the provider refused even a new one. */
  forget(): Promise<void>;
}

interface KeeperParts {
  readonly name: ProviderName;
  readonly secrets: SourceSecrets;
  /** Null where the provider gives nothing to renew with. Rejects with `signed-out` when that has ended. */
  readonly renew: ((refreshToken: string, scopes: readonly string[]) => Promise<Tokens>) | null;
  readonly now: () => number;
}

export function createTokenKeeper({ name, secrets, renew, now }: KeeperParts): TokenKeeper {
  let renewing: Promise<Tokens> | null = null;

  async function tokens(): Promise<Tokens> {
    const kept = readTokens(await secrets.get());
    if (kept) return kept;
    throw signedOut(name, 'no token');
  }

  async function renewNow({ refreshToken, scopes }: Tokens): Promise<Tokens> {
    try {
      if (!renew || refreshToken === null) throw signedOut(name, 'the token has ended');
      const fresh = await renew(refreshToken, scopes);
      // Before it is used: the one that it came from may be good for nothing by now.
      await secrets.put(writeTokens(fresh));
      return fresh;
    } catch (error) {
      if (error instanceof DesksideError && error.failure.code === 'signed-out') await secrets.put(null);
      throw error;
    }
  }

  /** Once for all who wait for it, and to its end: cancelled in the middle, the new token would be lost and the old one used up. */
  async function renewOnce(kept: Tokens, signal: AbortSignal): Promise<string> {
    renewing ??= renewNow(kept).finally(() => (renewing = null));
    return (await unlessAborted(renewing, signal)).accessToken;
  }

  return {
    tokens,
    async current(signal) {
      const kept = await tokens();
      const isGood = kept.renewAt === null || now() < kept.renewAt;
      return isGood ? kept.accessToken : renewOnce(kept, signal);
    },
    async renewed(stale, signal) {
      const kept = await tokens();
      // Somebody else was refused as well, and has renewed it since.
      return kept.accessToken === stale ? renewOnce(kept, signal) : kept.accessToken;
    },
    forget: () => secrets.put(null),
  };
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new DesksideError(CANCELLED));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
