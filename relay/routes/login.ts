import * as v from 'valibot';
import type { AwayOidcWay, LoginsAnswer, LoginWay, OidcWay } from '../../src/contracts/relay.ts';
import { parseBody, readBody } from '../limits/read-body.ts';
import { subjectOfInvite } from '../login/invite.ts';
import { Refusal } from '../refusal.ts';
import type { RelayContext } from '../request-facts.ts';
import type { Services } from '../services.ts';

const MOST_BYTES = 16_384;
const INVITE = v.strictObject({ code: v.pipe(v.string(), v.maxLength(200)) });
const TEXT = v.pipe(v.string(), v.maxLength(4096));
const OIDC = v.union([
  v.strictObject({ idToken: v.pipe(v.string(), v.maxLength(8192)) }),
  v.strictObject({
    code: TEXT,
    codeVerifier: v.pipe(v.string(), v.regex(/^[\w.~-]{43,128}$/u)),
    redirectUri: v.pipe(TEXT, v.url()),
    nonce: v.pipe(v.string(), v.minLength(16), v.maxLength(200)),
  }),
]);

type Login = (context: RelayContext, services: Services) => Promise<string | null>;

/** Ways to sign in; each gives a subject, or null for whom it does not know. */
const LOGINS: Readonly<Record<string, Login>> = {
  invite: async (context, { config }) => {
    const { code } = await read(context, INVITE);
    return subjectOfInvite(config.invites, code);
  },
  oidc: async (context, { oidc, oidcCodes }) => {
    if (!oidc || !oidcCodes) return null;
    const proof = await read(context, OIDC);
    if ('idToken' in proof) return oidc(proof.idToken, null);
    const { origin } = context.get('facts');
    // A code that was given to a page of another origin is none of this one's.
    if (origin !== null && new URL(proof.redirectUri).origin !== origin) return null;
    const idToken = await oidcCodes.redeem(proof);
    return idToken === null ? null : oidc(idToken, proof.nonce);
  },
  host: async (context, { deps }) => {
    const subject = await deps.login?.(context.req.raw);
    return subject ? `host:${subject}` : null;
  },
};

/** `GET /login`: how one may sign in here. An issuer that does not answer keeps nobody from the other ways. */
export async function loginsRoute(context: RelayContext, services: Services): Promise<Response> {
  const { admission, config, deps } = services;
  await admission.login(context.get('facts'));
  const ways: readonly LoginWay[] = [
    ...(config.invites.length > 0 ? [{ way: 'invite' } as const] : []),
    ...(await oidcWays(context, services)),
    ...(deps.login ? [{ way: 'host' } as const] : []),
  ];
  return context.json({ ways } satisfies LoginsAnswer);
}

async function oidcWays(
  context: RelayContext,
  { config: { oidc }, oidcCodes, deps: { log }, metrics }: Services,
): Promise<readonly (OidcWay | AwayOidcWay)[]> {
  if (!oidc || !oidcCodes) return [];
  try {
    return [await oidcCodes.way()];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'login-unavailable') throw error;
    const { code } = error;
    metrics.add('deskside_relay_refusals_total', { code });
    log({ level: 'warning', event: 'request', requestId: context.get('facts').id, route: '/login', code });
    return [{ way: 'oidc', issuer: oidc.issuer, unavailable: true }];
  }
}

/** `POST /login/invite`, `/login/oidc` and `/login/host`. */
export async function loginRoute(context: RelayContext, services: Services): Promise<Response> {
  const way = context.req.param('way') ?? '';
  const login = Object.hasOwn(LOGINS, way) ? LOGINS[way] : undefined;
  if (!login) throw new Refusal('not-found');
  const facts = context.get('facts');
  await services.admission.login(facts);
  const subject = await login(context, services);
  if (subject === null) throw new Refusal('login-refused');
  return context.json(await services.access.issue(subject, facts.origin));
}

async function read<Schema extends v.GenericSchema>(
  context: RelayContext,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, parseBody(await readBody(context.req.raw, MOST_BYTES), 4));
  if (!parsed.success) throw new Refusal('body-invalid');
  return parsed.output;
}
