import type { LoginAnswer } from '../../src/contracts/relay.ts';
import type { RelayClock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { SigningKeys } from './signing-keys.ts';
import { TokenIssuer } from './token-issuer.ts';

/** Short-lived proof of a login, good for one origin. */
export class AccessTokens {
  readonly #issuer: TokenIssuer;
  readonly #clock: RelayClock;
  readonly #lifeMs: number;

  constructor(keys: SigningKeys, clock: RelayClock, url: string, lifeMs: number) {
    this.#issuer = new TokenIssuer(keys, clock, url, 'deskside-relay');
    this.#clock = clock;
    this.#lifeMs = lifeMs;
  }

  async issue(subject: string, origin: string | null): Promise<LoginAnswer> {
    const expiresAt = this.#clock.now() + this.#lifeMs;
    return { token: await this.#issuer.issue({ sub: subject, origin }, expiresAt), expiresAt, subject };
  }

  /**
   * The subject of the token that a request carries. Throws `token-missing` or `token-refused`, the latter also when the token was given to
   * a page of another origin.
   */
  async subjectOf(authorization: string | undefined, origin: string | null): Promise<string> {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Refusal(authorization ? 'token-refused' : 'token-missing');
    const claims = await this.#issuer.check(token);
    if (claims?.sub === undefined || claims.origin !== origin) throw new Refusal('token-refused');
    return claims.sub;
  }
}
