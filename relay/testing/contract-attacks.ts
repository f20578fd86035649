import { SignJWT, importJWK, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { CONSENT_HEADER } from '../../src/contracts/relay.ts';
import { newSigningKey } from '../tokens/new-signing-key.ts';
import { codeOf, OWN_ORIGIN } from './contract-environment.ts';
import type { ContractRelay } from './contract-relays.ts';
import { chatBody, PAGE, readSaid } from './relay-client.ts';

async function signed(
  jwk: JWK,
  change: {
    readonly audience?: string;
    readonly typ?: string;
    readonly seconds?: number;
    readonly origin?: string;
  },
): Promise<string> {
  const { audience = 'deskside-relay', typ = 'deskside-relay+jwt', seconds = 60, origin = PAGE } = change;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ origin })
    .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid ?? '', typ })
    .setSubject('invite:anna')
    .setIssuer(OWN_ORIGIN)
    .setAudience(audience)
    .setIssuedAt(now - 120)
    .setExpirationTime(now + seconds)
    .setJti(crypto.randomUUID())
    .sign(await importJWK(jwk, 'EdDSA'));
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Who may ask, and for what: faults 49, 50, 51 and 55. */
export function describeAttacks(relay: ContractRelay): void {
  const nothingAsked = async (work: () => Promise<void>): Promise<void> => {
    const before = relay.provider.requests.length;
    await work();
    expect(relay.provider.requests).toHaveLength(before);
  };

  describe('fault 49: a request that would cost too much', () => {
    it.each([
      ['an inflated max_tokens', { max_tokens: 1_000_000 }, 400, 'too-many-tokens'],
      ['fifty answers', { n: 50 }, 400, 'body-invalid'],
      ['a member that the relay does not know', { service_tier: 'priority' }, 400, 'body-invalid'],
      ['tools', { tools: [] }, 400, 'body-invalid'],
    ])('%s is refused before any spending', async (_name, more, status, code) => {
      await nothingAsked(async () => {
        expect(await (await relay.signedIn('cora')).chat('whole/whole', { more })).toMatchObject({
          status,
          code,
        });
      });
    });

    it('a body that is too large is refused, with and without its length told', async () => {
      const client = await relay.signedIn('cora');
      const body = chatBody('whole/whole', { prompt: 'x'.repeat(30_000) });
      await nothingAsked(async () => {
        expect(await readSaid(await client.send(body, {}))).toMatchObject({
          status: 413,
          code: 'body-too-large',
        });
        const pieces = new Blob([body]).stream();
        const request = { method: 'POST', body: pieces, duplex: 'half' } as RequestInit & { headers?: never };
        const response = await client.fetch('/v1/chat/completions', request);
        expect(await readSaid(response)).toMatchObject({ status: 413, code: 'body-too-large' });
      });
    });

    it('deep JSON and what is no JSON are refused without being parsed', async () => {
      const client = await relay.signedIn('cora');
      await nothingAsked(async () => {
        for (const body of ['['.repeat(9000) + ']'.repeat(9000), '{"model":', '\u0000']) {
          expect(await readSaid(await client.send(body, {}))).toMatchObject({
            status: 400,
            code: 'body-invalid',
          });
        }
      });
    });
  });

  describe('fault 50: a token', () => {
    const refused = async (token: string, code = 'token-refused'): Promise<void> => {
      const client = relay.stranger();
      client.token = token;
      await nothingAsked(async () => {
        const said = await readSaid(await client.send(chatBody('whole/whole'), {}));
        expect(said).toMatchObject({ status: 401, code });
      });
    };

    it('that is good is taken, as a measure for the others', async () => {
      const client = relay.stranger();
      client.token = await signed(relay.setup.signingKey, {});
      expect((await client.fetch('/v1/models')).status).toBe(200);
    });

    it('without a signature is refused', async () => {
      const payload = (await signed(relay.setup.signingKey, {})).split('.')[1] ?? '';
      const { kid } = relay.setup.signingKey;
      await refused(`${base64url({ alg: 'none', typ: 'deskside-relay+jwt', kid })}.${payload}.`);
    });

    it('signed with the public key as a shared secret is refused', async () => {
      const [, payload = ''] = (await signed(relay.setup.signingKey, {})).split('.');
      const { kid, x = '' } = relay.setup.signingKey;
      const head = base64url({ alg: 'HS256', typ: 'deskside-relay+jwt', kid });
      const key = await crypto.subtle.importKey(
        'raw',
        Buffer.from(x, 'base64url'),
        { name: 'HMAC', hash: 'SHA-256' },
        false,
        ['sign'],
      );
      const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${head}.${payload}`));
      await refused(`${head}.${payload}.${Buffer.from(signature).toString('base64url')}`);
    });

    it.each([
      ['for another audience', { audience: 'somebody-else' }],
      ['for another purpose', { audience: 'deskside-relay-consent', typ: 'deskside-relay-consent+jwt' }],
      ['that has expired', { seconds: -1 }],
      ['of another origin', { origin: 'https://other.example' }],
    ])('%s is refused', async (_name, change) => {
      await refused(await signed(relay.setup.signingKey, change));
    });

    it('signed by a key that is retired, or is not the one it names, is refused', async () => {
      const retired = await newSigningKey(Date.now());
      await refused(await signed(retired, {}));
      await refused(await signed({ ...retired, kid: relay.setup.signingKey.kid ?? '' }, {}));
    });

    it('that is missing or immense is refused', async () => {
      await nothingAsked(async () => {
        const missing = await readSaid(await relay.stranger().send(chatBody('whole/whole'), {}));
        expect(missing).toMatchObject({ status: 401, code: 'token-missing' });
      });
      await refused('x'.repeat(5000));
      const client = relay.stranger();
      client.token = 'x'.repeat(2 ** 20);
      await nothingAsked(async () => {
        // The server may cut the connection in the middle of such a header.
        const status = await client.fetch('/v1/models').then(
          (response) => response.status,
          () => 431,
        );
        expect(status).toBeGreaterThanOrEqual(400);
      });
    });

    it('of consent works once', async () => {
      const client = await relay.signedIn('dan');
      const body = chatBody('whole/whole');
      const headers = { [CONSENT_HEADER]: await client.consent(body, 'whole/whole') };
      expect((await readSaid(await client.send(body, headers))).status).toBe(200);
      await nothingAsked(async () => {
        expect(await readSaid(await client.send(body, headers))).toMatchObject({
          status: 401,
          code: 'consent-refused',
        });
      });
    });

    it('of consent that is used twice at the same time works once', async () => {
      const client = await relay.signedIn('dan');
      const body = chatBody('whole/whole');
      const headers = { [CONSENT_HEADER]: await client.consent(body, 'whole/whole') };
      const said = await Promise.all(
        Array.from({ length: 4 }, async () => readSaid(await client.send(body, headers))),
      );
      expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
    });
  });

  describe('fault 51: an origin', () => {
    it.each([
      ['null', 'null'],
      ['that begins alike', 'https://desk.example.evil.example'],
      ['that ends alike', 'https://evil-desk.example'],
      ['of another scheme', 'http://desk.example'],
      ['of another port', 'https://desk.example:8443'],
      ['that is absent', null],
    ])('%s is refused, though the token is good', async (_name, origin) => {
      const client = await relay.signedIn('eva');
      await nothingAsked(async () => {
        const said = await readSaid(await client.send(chatBody('whole/whole'), { origin }));
        expect(said).toMatchObject({ status: 403, code: 'origin-refused' });
        expect(said.headers.get('access-control-allow-origin')).toBeNull();
      });
    });

    it('that is the relay’s own need not be named where the browser says that it is', async () => {
      const client = relay.stranger();
      const login = { method: 'POST', body: JSON.stringify({ code: codeOf('eva') }) };
      const signedIn = await client.fetch('/login/invite', { ...login, headers: { origin: OWN_ORIGIN } });
      client.token = ((await signedIn.json()) as { token: string }).token;
      const statusOf = async (site: string | null) =>
        (await client.fetch('/v1/models', { headers: { origin: null, 'sec-fetch-site': site } })).status;
      expect(await statusOf('same-origin')).toBe(200);
      for (const site of ['same-site', 'cross-site', 'none', null]) expect(await statusOf(site)).toBe(403);
      // A token of another page is no better for it.
      const other = (await relay.signedIn('eva')).token;
      client.token = other;
      expect(await statusOf('same-origin')).toBe(401);
    });

    it('that is served is told so before the request, by name', async () => {
      const response = await relay.stranger().fetch('/v1/chat/completions', { method: 'OPTIONS' });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(response.headers.get('access-control-allow-headers')).toContain(CONSENT_HEADER);
    });
  });

  describe('fault 55: a request', () => {
    it('whose body differs from what was consented to by one byte is refused', async () => {
      const client = await relay.signedIn('finn');
      const body = chatBody('whole/whole');
      const consent = await client.consent(body, 'whole/whole');
      await nothingAsked(async () => {
        const said = await readSaid(await client.send(`${body} `, { [CONSENT_HEADER]: consent }));
        expect(said).toMatchObject({ status: 403, code: 'consent-mismatch' });
      });
      // A refusal uses nothing up: what was consented to may still be sent.
      expect((await readSaid(await client.send(body, { [CONSENT_HEADER]: consent }))).status).toBe(200);
    });

    it('without consent, or with that of somebody else, is refused', async () => {
      const client = await relay.signedIn('gail');
      const body = chatBody('whole/whole');
      const others = await (await relay.signedIn('hugo')).consent(body, 'whole/whole');
      await nothingAsked(async () => {
        expect(await readSaid(await client.send(body, {}))).toMatchObject({
          status: 403,
          code: 'consent-missing',
        });
        const said = await readSaid(await client.send(body, { [CONSENT_HEADER]: others }));
        expect(said).toMatchObject({ status: 401, code: 'consent-refused' });
      });
    });

    it('that could cost more than was consented to is refused', async () => {
      const client = await relay.signedIn('hugo');
      await nothingAsked(async () => {
        const said = await client.chat('whole/whole', { consent: { maxCostMicros: 100 } });
        expect(said).toMatchObject({ status: 402, code: 'budget-exceeded' });
      });
    });
  });
}
