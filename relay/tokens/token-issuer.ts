import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { RelayClock } from '../clock.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Longer ones are not looked at. */
const LONGEST_TOKEN = 8192;
const REMEMBERED = 2000;

type KnownPayload = JWTPayload & { readonly exp: number };

/**
 * Signs and checks the tokens of one purpose. The audience and the type of a token say what it is for, so that one of another purpose is
 * not taken. Algorithms and keys are those of the relay, whatever a token claims.
 */
export class TokenIssuer {
  readonly #keys: SigningKeys;
  readonly #clock: RelayClock;
  readonly #issuer: string;
  readonly #purpose: string;
  /** Tokens that were signed here, or whose signature was checked. */
  #known = new Map<string, KnownPayload>();
  #knownVersion: unknown = null;

  constructor(keys: SigningKeys, clock: RelayClock, issuer: string, purpose: string) {
    this.#keys = keys;
    this.#clock = clock;
    this.#issuer = issuer;
    this.#purpose = purpose;
  }

  /** @param expiresAt milliseconds since 1970; tokens tell it in whole seconds */
  async issue(claims: JWTPayload, expiresAt: number): Promise<string> {
    const { version } = this.#keys;
    const [key] = await this.#keys.all();
    if (!key) throw new TypeError('There is no key to sign with.');
    const payload: KnownPayload = {
      ...claims,
      iss: this.#issuer,
      aud: this.#purpose,
      iat: Math.floor(this.#clock.now() / 1000),
      exp: Math.floor(expiresAt / 1000),
      jti: crypto.randomUUID(),
    };
    const token = await new SignJWT(payload)
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: this.#type })
      .sign(key.sign);
    // Signed with a key that was taken out in the meantime, it must be refused.
    if (version === this.#keys.version) this.#remember(token, payload);
    return token;
  }

  /** Null for any token that is not a good one of this purpose. */
  async check(token: string): Promise<JWTPayload | null> {
    if (token.length > LONGEST_TOKEN) return null;
    this.#forgetOldKeys();
    const known = this.#known.get(token);
    if (known) return known.exp * 1000 > this.#clock.now() ? known : null;
    const { version } = this.#keys;
    const payload = await this.#verify(token);
    if (payload && version === this.#keys.version) this.#remember(token, payload);
    return payload;
  }

  #remember(token: string, payload: KnownPayload): void {
    this.#forgetOldKeys();
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(token, payload);
  }

  #forgetOldKeys(): void {
    if (this.#knownVersion === this.#keys.version) return;
    this.#known = new Map();
    this.#knownVersion = this.#keys.version;
  }

  async #verify(token: string): Promise<KnownPayload | null> {
    const keys = await this.#keys.all();
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid, alg }) => {
          const key = keys.find((known) => known.kid === kid && known.alg === alg);
          if (!key) throw new TypeError('No such key.');
          return key.verify;
        },
        {
          algorithms: ['EdDSA', 'ES256'],
          issuer: this.#issuer,
          audience: this.#purpose,
          typ: this.#type,
          requiredClaims: ['sub', 'jti', 'iat', 'exp'],
          currentDate: new Date(this.#clock.now()),
        },
      );
      return payload.exp === undefined ? null : { ...payload, exp: payload.exp };
    } catch {
      return null;
    }
  }

  get #type(): string {
    return `${this.#purpose}+jwt`;
  }
}
