import * as v from 'valibot';
import {
  RELAY_PRIVACY,
  RELAY_REFUSALS,
  RELAY_REMARKS,
  remarkText,
  type LoginWay,
  type RelayReceipt,
  type RelayRefusalCode,
  type RelayRemarkCode,
} from '../../contracts/relay';
import type { RelayModel } from '../../contracts/escalation';

const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const count = v.pipe(v.number(), v.minValue(0));

const PRICE = v.object({ input: count, output: count, assumed: v.exactOptional(v.literal(true)) });
const MODEL = v.object({
  id: text(300),
  deskside: v.object({
    providers: v.pipe(
      v.array(
        v.object({
          id: text(100),
          model: text(300),
          privacy: v.picklist(RELAY_PRIVACY),
          region: v.exactOptional(text(200)),
          note: v.exactOptional(text(600)),
        }),
      ),
      v.minLength(1),
    ),
    price: v.nullable(PRICE),
    longer: v.exactOptional(
      v.pipe(v.array(v.object({ above: count, price: v.nullable(PRICE) })), v.maxLength(50)),
    ),
    pricesOf: text(20),
  }),
});
const MODELS = v.object({ data: v.array(v.unknown()) });
const LOGIN = v.object({ token: text(8192), expiresAt: v.number() });
const WAY = v.union([
  v.object({ way: v.literal('invite') }),
  v.object({
    way: v.literal('oidc'),
    issuer: v.pipe(text(2000), v.url()),
    clientId: text(300),
    authorizationEndpoint: v.pipe(text(2000), v.url()),
    scope: text(300),
  }),
  v.object({ way: v.literal('oidc'), issuer: v.pipe(text(2000), v.url()), unavailable: v.literal(true) }),
  v.object({ way: v.literal('host') }),
]);
const LOGINS = v.object({ ways: v.array(v.unknown()) });
const CONSENT = v.object({ consent: text(8192) });
const RECEIPT = v.object({
  requestId: text(200),
  provider: text(200),
  model: text(300),
  privacy: v.picklist(RELAY_PRIVACY),
  promptTokens: count,
  completionTokens: count,
  costMicros: count,
  estimated: v.boolean(),
  durationMs: count,
});
const CODES = Object.keys(RELAY_REFUSALS) as [RelayRefusalCode, ...RelayRefusalCode[]];
const REMARK_CODES = Object.keys(RELAY_REMARKS) as [RelayRemarkCode, ...RelayRemarkCode[]];
const REMARK = v.object({
  code: v.picklist(REMARK_CODES),
  values: v.exactOptional(v.record(text(50), v.union([text(100), v.number()]))),
});
const ERROR = v.object({
  error: v.object({
    code: v.picklist(CODES),
    message: text(600),
    remark: v.fallback(v.nullish(REMARK), null),
  }),
});
const CHUNK = v.object({
  choices: v.optional(
    v.array(
      v.object({
        delta: v.optional(v.object({ content: v.optional(v.nullable(v.string())) })),
        finish_reason: v.optional(v.nullable(v.string())),
      }),
    ),
  ),
  deskside: v.optional(RECEIPT),
});

export interface RelayRefused {
  readonly code: RelayRefusalCode;
  readonly message: string;
}

/** Models in a form that nobody knows are left out; null when there is no list at all. */
export function parseModels(json: unknown): RelayModel[] | null {
  const list = v.safeParse(MODELS, json);
  if (!list.success) return null;
  return list.output.data.flatMap((one) => {
    const model = v.safeParse(MODEL, one);
    return model.success ? [{ id: model.output.id, ...model.output.deskside }] : [];
  });
}

export function parseLogin(json: unknown): { readonly token: string; readonly expiresAt: number } | null {
  const parsed = v.safeParse(LOGIN, json);
  return parsed.success ? parsed.output : null;
}

/** Ways that nobody knows are left out; null when there is no list at all. */
export function parseLogins(json: unknown): LoginWay[] | null {
  const list = v.safeParse(LOGINS, json);
  if (!list.success) return null;
  return list.output.ways.flatMap((one) => {
    const way = v.safeParse(WAY, one);
    return way.success ? [way.output] : [];
  });
}

export function parseConsent(json: unknown): string | null {
  const parsed = v.safeParse(CONSENT, json);
  return parsed.success ? parsed.output.consent : null;
}

/** With the app’s own words for what the relay tells by codes, which it has in each language; a remark that nobody knows is in the relay’s. */
export function parseRefusal(json: unknown): RelayRefused | null {
  const parsed = v.safeParse(ERROR, json);
  if (!parsed.success) return null;
  const { code, message, remark } = parsed.output.error;
  const words = remark ? [RELAY_REFUSALS[code][2], remarkText(remark)] : [message];
  return { code, message: words.join(' ') };
}

export interface RelayChunk {
  readonly text: string;
  /** Why the answer ends, in the words of the OpenAI API; null while it goes on. */
  readonly finish: string | null;
  readonly receipt: RelayReceipt | null;
}

/** What an event of a stream says. Null for what is none. */
export function parseChunk(json: unknown): RelayChunk | null {
  const parsed = v.safeParse(CHUNK, json);
  if (!parsed.success) return null;
  const { choices = [], deskside } = parsed.output;
  return {
    text: choices.map(({ delta }) => delta?.content ?? '').join(''),
    finish: choices.find(({ finish_reason: reason }) => reason)?.finish_reason ?? null,
    receipt: deskside ?? null,
  };
}
