/**
 * What the page and the relay say to one another. The relay speaks the OpenAI API at `/v1/chat/completions` and `/v1/models`; what is here
 * comes on top of it: who may ask, what was consented to, why something was refused, and what an answer cost.
 */

/** From the strictest to the laxest: what becomes of a text where it is sent. */
export const RELAY_PRIVACY = ['local', 'no-retention', 'no-training', 'unstated'] as const;

/**
 * - `local`: a machine of whoever runs the relay;
 * - `no-retention`: not kept once it is answered;
 * - `no-training`: may be kept for a while, not learnt from;
 * - `unstated`: nobody has said.
 */
export type RelayPrivacy = (typeof RELAY_PRIVACY)[number];

/** Whether a text that may go to a place of privacy `consented` may go to one of privacy `offered`. */
export function isAsPrivate(offered: RelayPrivacy, consented: RelayPrivacy): boolean {
  return RELAY_PRIVACY.indexOf(offered) <= RELAY_PRIVACY.indexOf(consented);
}

/** Carries the consent to the very bytes that are sent: a token of `POST /v1/consents`, which works once. */
export const CONSENT_HEADER = 'Deskside-Consent';
/** Names a server of the user's own as the place to ask, where the relay allows that; its base address, ending in `/v1/`. */
export const UPSTREAM_HEADER = 'Deskside-Upstream';
/** The key of that server; the relay sends none of its own there. */
export const UPSTREAM_KEY_HEADER = 'Deskside-Upstream-Key';
/** In each answer: what to name when asking the operator about it. */
export const REQUEST_ID_HEADER = 'Deskside-Request-Id';

/** Body of `POST /v1/consents`. */
export interface ConsentRequest {
  /** SHA-256 of the body that is to be sent, as `bodyHash` writes it. */
  readonly body: string;
  /** The model that the user consented to, as in the body. */
  readonly model: string;
  /** The laxest place that the text may go to; that of the model's first provider when left out. */
  readonly privacy?: RelayPrivacy;
  /** Ids of the providers that may have it; any of sufficient privacy when left out. */
  readonly providers?: readonly string[];
  /** Of a chain, the only models that may have it, as `provider/model`; all that its name stands for when left out. */
  readonly models?: readonly string[];
  /** The most that the request may cost, in millionths of a dollar. */
  readonly maxCostMicros?: number;
  /** The user's own server that the text may go to, as `UPSTREAM_HEADER` will name it. */
  readonly upstream?: string;
}

export interface ConsentAnswer {
  /** For `CONSENT_HEADER`. */
  readonly consent: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A way to sign in by an OpenID provider: the page sends its user there, and the code that comes back goes to `POST /login/oidc`. */
export interface OidcWay {
  readonly way: 'oidc';
  readonly issuer: string;
  readonly clientId: string;
  readonly authorizationEndpoint: string;
  readonly scope: string;
}

/** An OpenID provider that does not answer the relay at the time, so that nobody can sign in there. */
export interface AwayOidcWay {
  readonly way: 'oidc';
  readonly issuer: string;
  readonly unavailable: true;
}

/** `host`: whoever serves the relay knows who asks, for instance by a proxy in front of it. */
export type LoginWay = { readonly way: 'invite' } | OidcWay | AwayOidcWay | { readonly way: 'host' };

/** Whether one cannot sign in this way at the time. */
export function isAway(way: LoginWay): way is AwayOidcWay {
  return 'unavailable' in way;
}

/** Answer of `GET /login`. */
export interface LoginsAnswer {
  readonly ways: readonly LoginWay[];
}

/** Body of `POST /login/oidc` of a page; others send an ID token that they have already, as `{ idToken }`. */
export interface OidcCode {
  readonly code: string;
  /** RFC 7636. */
  readonly codeVerifier: string;
  /** Of the page’s own origin. */
  readonly redirectUri: string;
  /** That the page put into its request; the ID token has to hold it. */
  readonly nonce: string;
}

/** Answer of the login routes. */
export interface LoginAnswer {
  /** For `Authorization: Bearer`. */
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Whom the limits and budgets count. */
  readonly subject: string;
}

/** What an answer cost and who gave it: the member `deskside` of a whole answer, and of the last chunk of a stream. */
export interface RelayReceipt {
  readonly requestId: string;
  readonly provider: string;
  /** As the provider names it. */
  readonly model: string;
  readonly privacy: RelayPrivacy;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Millionths of a dollar. */
  readonly costMicros: number;
  /** The provider did not count to the end, or has no price: tokens are told from the bytes that went and came, never fewer than these. */
  readonly estimated: boolean;
  /** From the request to the end of the answer. */
  readonly durationMs: number;
}

/** Dollars for a million tokens. */
export interface RelayPrice {
  readonly input: number;
  readonly output: number;
}

/** A price that the relay reckons with. */
export interface RelayQuotedPrice extends RelayPrice {
  /** No list has the price of one of the places, and the operator assumes one for it. */
  readonly assumed?: true;
}

/** What `/v1/models` says of a model beside what the OpenAI API does. */
export interface RelayModelFacts {
  /** In the order in which they are asked. */
  readonly providers: readonly {
    readonly id: string;
    readonly model: string;
    readonly privacy: RelayPrivacy;
    /** Where it keeps and reads what it is sent, in the operator's words; left out when they say nothing. */
    readonly region?: string;
    /** What else the operator says of the text's privacy there. */
    readonly note?: string;
  }[];
  /** Of a short prompt at the dearest of them; null when unknown. */
  readonly price: RelayQuotedPrice | null;
  /** Of longer prompts, where these have another: the price of more tokens than `above`, up to the next. The shorter come first. */
  readonly longer?: readonly { readonly above: number; readonly price: RelayQuotedPrice | null }[];
  /** The day of the price list, as `2026-11-26`. */
  readonly pricesOf: string;
}

/** Name of the event that ends a stream that is not whole. No `[DONE]` follows it. Its data has `error` and, as far as known, `deskside`. */
export const INCOMPLETE_EVENT = 'incomplete';

/** Why the relay did not do what it was asked: status, whether the same request can succeed later, and a sentence for people. */
export const RELAY_REFUSALS = {
  'origin-refused': [
    403,
    false,
    'This page’s address is not one that the relay serves. Ask its operator to add it.',
  ],
  'token-missing': [401, false, 'Sign in to the relay first.'],
  'token-refused': [401, false, 'The relay does not accept this sign-in any more. Sign in again.'],
  'login-refused': [
    401,
    false,
    'The relay does not know this code or account. Check it, or ask its operator.',
  ],
  'login-unavailable': [
    503,
    true,
    'The service that signs people in does not answer the relay. Try again in a few minutes, or ask the relay’s operator.',
  ],
  'consent-missing': [403, false, 'Nothing is sent on without your consent to exactly this text.'],
  'consent-refused': [
    401,
    false,
    'The consent has expired or was used already. Look at the text again and consent anew.',
  ],
  'consent-mismatch': [
    403,
    false,
    'What was sent is not what you consented to, so the relay did not pass it on.',
  ],
  'rate-limited': [429, true, 'Too many requests in a short time. Wait a little, then try again.'],
  'too-many-streams': [
    429,
    true,
    'Too many answers are being written at the same time. Wait for one to end.',
  ],
  blocked: [
    429,
    true,
    'The relay has refused this sign-in or network too often and has closed to it for a while.',
  ],
  'body-too-large': [413, false, 'The request is larger than the relay takes. Send less text.'],
  'body-invalid': [400, false, 'The relay does not understand the request.'],
  'too-many-tokens': [400, false, 'The request asks for a longer answer than the relay allows.'],
  'model-unknown': [404, false, 'The relay does not offer this model.'],
  'price-unknown': [
    400,
    false,
    'The relay has no price for this model, so it cannot keep to a budget with it.',
  ],
  'budget-exceeded': [402, false, 'The budget is used up.'],
  'upstream-refused': [403, false, 'The relay may not reach this address.'],
  context_length_exceeded: [
    400,
    false,
    'The text is too long for this model. Send less, or choose another model.',
  ],
  content_filter: [400, false, 'The provider refused to answer this text.'],
  'request-refused': [400, false, 'The provider did not accept the request.'],
  'provider-unavailable': [502, true, 'No provider could answer. Try again later.'],
  'provider-busy': [503, true, 'The providers are busy. Try again later.'],
  'provider-silent': [504, true, 'The provider did not begin to answer in time. Try again later.'],
  incomplete: [502, true, 'The answer broke off. What came of it is kept; it is not whole.'],
  'not-set-up': [
    503,
    true,
    'The relay is not set up as it has to be. Tell its operator, whose log says what is wrong.',
  ],
  'not-found': [404, false, 'The relay has nothing at this address.'],
  internal: [500, true, 'Something went wrong inside the relay. Try again later.'],
} as const satisfies Readonly<Record<string, readonly [status: number, retryable: boolean, message: string]>>;

export type RelayRefusalCode = keyof typeof RELAY_REFUSALS;

/** What a refusal may add to its sentence; `{…}` stands for the values that come with it. Amounts are millionths of a dollar. */
export const RELAY_REMARKS = {
  'look-at-member': 'Look at “{member}”.',
  'too-many-messages': 'It has more than {most} messages.',
  'most-tokens': 'The most is {most} tokens.',
  'not-utf-8': 'Its body is not UTF-8.',
  'too-deep': 'Its body has more than {most} levels.',
  'not-json': 'Its body is not JSON.',
  'over-request-limit': 'One request may cost at most {mostMicros}; this one could cost {couldMicros}.',
  'over-consent': 'You consented to at most {mostMicros}; this one could cost {couldMicros}.',
  'spent-today': 'No more can be spent today.',
  'spent-this-month': 'No more can be spent this month.',
  'none-consented-to':
    'It has no provider or model left that you consented to; see again what the relay offers.',
  'own-providers-only': 'It reaches none but its own providers.',
  'no-address': 'It is no address.',
  'not-https': 'It must begin with https://.',
  'address-holds-more': 'It must hold no user name, password, “#” or “?”.',
  'other-port': 'It must be at the usual port.',
  'private-network': 'It belongs to a private network.',
  'leads-to-private-network': 'Its name leads to a private network.',
} as const;

export type RelayRemarkCode = keyof typeof RELAY_REMARKS;

/** What a refusal adds to its sentence. Holds nothing that was sent to the relay. */
export interface RelayRemark {
  readonly code: RelayRemarkCode;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A remark as a sentence for people. */
export function remarkText({ code, values = {} }: RelayRemark): string {
  return RELAY_REMARKS[code].replace(/\{(\w+)\}/gu, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return name.endsWith('Micros') && typeof value === 'number' ? dollars(value) : String(value ?? '');
  });
}

function dollars(micros: number): string {
  return `$${(micros / 1e6).toFixed(micros < 10_000 ? 4 : 2)}`;
}

/** Body of a refusal, and data of an `incomplete` event. Its shape is that of the OpenAI API. */
export interface RelayErrorBody {
  readonly error: {
    readonly code: RelayRefusalCode;
    readonly type: 'deskside_relay';
    /** A sentence for people: what is wrong and what to do. */
    readonly message: string;
    /** The end of `message`, for who says it in another language; left out where nothing was added. */
    readonly remark?: RelayRemark;
    readonly retryable: boolean;
  };
}

/** SHA-256 of a body in hexadecimal, to which a consent is bound. */
export async function bodyHash(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
