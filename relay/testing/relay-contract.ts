import { describe, expect, it } from 'vitest';
import { describeAttacks } from './contract-attacks.ts';
import { codeOf, KEY_CANARY, SUBJECTS } from './contract-environment.ts';
import { describeProviderFaults } from './contract-providers.ts';
import { ContractRelay, type RelayRuntime } from './contract-relays.ts';
import { ERROR_CANARY } from './fake-provider.ts';
import { chatBody, readSaid, receiptOf } from './relay-client.ts';

/**
 * Of one request whose connection is reset before anything is answered. Node.js closes one whose headers have not come after 10 s, workerd after
 * 15 s, and a busy machine takes longer to take and read a thousand at once: of thirteen runs on workerd, those of up to 16 s lost none and the
 * longer ones 87 to 902; of ten on Node.js, one of 28 s lost 24; nine on Deno lost none. The provider was asked for none of the lost ones. So
 * all can be answered, each try with fewer others in its way.
 */
const MOST_TRIES = 8;
const BUDGET_MICROS = 200_000;
/** What the fake provider charges for an answer: 11 tokens at 1, 3 at 1000. */
const ANSWER_MICROS = 3011;

/** What the relay does on every runtime: the faults 38 to 55 of the design. */
export function relayContract(runtime: RelayRuntime): void {
  describe(`the relay on ${runtime.name}`, { timeout: 60_000 }, () => {
    describe('with usual limits', () => {
      const relay = ContractRelay.for(runtime);
      describeProviderFaults(relay);
      describeAttacks(relay);

      it('fault 48: a model without a price is refused', async () => {
        const said = await (await relay.signedIn()).chat('backup/unpriced');
        expect(said).toMatchObject({ status: 400, code: 'price-unknown' });
        expect(relay.provider.of('unpriced')).toHaveLength(0);
      });

      it('fault 48: usage that the provider does not tell is estimated and marked', async () => {
        const said = await (await relay.signedIn()).chat('no-usage/no-usage');
        expect(said.isDone).toBe(true);
        expect(receiptOf(said)).toMatchObject({ estimated: true });
        expect(receiptOf(said)?.completionTokens).toBeGreaterThan(0);
      });

      it('fault 52: does not follow a provider that redirects to a private address', async () => {
        const said = await (await relay.signedIn()).chat('redirect/redirect');
        expect(said).toMatchObject({ status: 502, code: 'provider-unavailable' });
      });

      it('is healthy, and has nothing elsewhere', async () => {
        expect(await (await fetch(`${relay.url}/healthz`)).json()).toEqual({ status: 'ok' });
        expect((await relay.stranger().fetch('/.env')).status).toBe(404);
      });

      it('tells nobody of its metrics who does not name the token', async () => {
        expect((await fetch(`${relay.url}/metrics`)).status).toBe(401);
      });

      it('fault 54: prompt, key and the provider’s error are in no log, metric or answer', async () => {
        const prompt = 'canary-of-the-prompt';
        const client = await relay.signedIn('ida');
        const answers = [];
        for (const model of [
          'whole/whole',
          'error-event/error-event',
          'overflow/overflow',
          'key-refused/key-refused',
        ]) {
          answers.push((await client.chat(model, { prompt })).raw);
        }
        answers.push((await client.chat('canary-of-the-prompt', { prompt })).raw);
        const bad = await client.send(`{"${prompt}": 1}`, {});
        answers.push(await bad.text());
        expect(relay.provider.requests.some(({ authorization }) => authorization?.includes(KEY_CANARY))).toBe(
          true,
        );
        await expect.poll(() => relay.log()).toContain('"event":"attempt"');
        for (const text of [...answers, relay.log(), await relay.metrics()]) {
          for (const canary of [
            prompt,
            KEY_CANARY,
            ERROR_CANARY,
            codeOf('ida'),
            client.token ?? 'no token',
          ]) {
            expect(text).not.toContain(canary);
          }
        }
      });
    });

    describe('with a small budget and no consent', () => {
      const relay = ContractRelay.for(runtime, {
        RELAY_CONSENT: 'off',
        RELAY_BUDGET_SUBJECT_DAY: String(BUDGET_MICROS / 1e6),
        RELAY_ASSUMED_PRICE: '{"input":1,"output":1}',
        // A thousand requests at once keep a busy machine from its timers.
        RELAY_FIRST_TOKEN_SECONDS: '60',
        RELAY_IDLE_SECONDS: '60',
        ...(runtime.reachesOwnServers ? { RELAY_CUSTOM_UPSTREAMS: 'on' } : {}),
      });

      it('fault 47: a thousand requests at the same time never pass it', { timeout: 180_000 }, async () => {
        const client = await relay.signedIn('anna');
        const body = chatBody('whole/whole');
        let resets = 0;
        const answerOf = async (tries = MOST_TRIES): Promise<Response> => {
          try {
            return await client.send(body, {});
          } catch (error) {
            if (tries === 1) throw error;
            resets++;
            return answerOf(tries - 1);
          }
        };
        const statuses = await Promise.all(
          Array.from({ length: 1000 }, async () => (await readSaid(await answerOf())).status),
        );
        const { promptTokens, completionTokens } = relay.provider.charged;
        expect(promptTokens + 1000 * completionTokens).toBeLessThanOrEqual(BUDGET_MICROS);
        const answered = statuses.filter((status) => status === 200).length;
        const asked = relay.provider.of('whole').length;
        expect(asked).toBeGreaterThanOrEqual(answered);
        expect(asked).toBeLessThanOrEqual(answered + resets);
        expect(answered).toBeGreaterThanOrEqual(5);
        expect(statuses.filter((status) => status === 402)).toHaveLength(1000 - answered);
        // What one cost that was asked for and then reset depends on when it was.
        if (asked > answered) return;
        // What was set aside and not spent is free again: the rest is less than the most that one more could cost.
        const next = await readSaid(await client.send(body, {}));
        const spent = answered * ANSWER_MICROS;
        expect(next.status).toBe(BUDGET_MICROS - spent > 21_000 ? 200 : 402);
      });

      it('one subject’s budget is no other’s', async () => {
        const said = await readSaid(await (await relay.signedIn('ben')).send(chatBody('whole/whole'), {}));
        expect(said.status).toBe(200);
      });

      it('fault 48: an assumed price is marked', async () => {
        const client = await relay.signedIn('cora');
        const said = await readSaid(await client.send(chatBody('backup/unpriced'), {}));
        expect(receiptOf(said)).toMatchObject({ estimated: true, costMicros: 14 });
      });

      it.skipIf(!runtime.reachesOwnServers).each([
        ['ben', 'https://169.254.169.254/v1/'],
        ['ben', 'https://[::1]/v1/'],
        ['ben', 'https://2130706433/v1/'],
        ['cora', 'https://0x7f000001/v1/'],
        ['cora', 'https://0177.0.0.1/v1/'],
        ['cora', 'https://[::ffff:10.0.0.1]/v1/'],
        ['dan', 'https://[fd00:ec2::254]/v1/'],
        ['dan', 'https://api.example#@169.254.169.254/v1/'],
        ['dan', 'https://api.example@169.254.169.254/v1/'],
        ['eva', 'https://localhost/v1/'],
        ['eva', 'https://metadata.google.internal/v1/'],
        ['eva', 'http://api.example/v1/'],
        ['finn', 'https://api.example:22/v1/'],
        ['finn', 'file:///etc/passwd'],
      ])('fault 52: does not reach, for %s, %s', async (subject, address) => {
        const client = await relay.signedIn(subject);
        const said = await readSaid(await client.send(chatBody('m'), { 'Deskside-Upstream': address }));
        expect(said).toMatchObject({ status: 403, code: 'upstream-refused' });
      });

      it.skipIf(runtime.reachesOwnServers)('fault 52: reaches no server that a user names', async () => {
        const client = await relay.signedIn('ben');
        const headers = { 'Deskside-Upstream': 'https://api.example/v1/' };
        const said = await readSaid(await client.send(chatBody('m'), headers));
        expect(said).toMatchObject({ status: 403, code: 'upstream-refused' });
      });
    });

    describe('with narrow limits', () => {
      const relay = ContractRelay.for(runtime, {
        RELAY_CONSENT: 'off',
        RELAY_RATE_SUBJECT: '5',
        RELAY_STREAMS_SUBJECT: '2',
      });

      it('fault 53: new tokens and forged addresses do not dodge the limit of a subject', async () => {
        const statuses: number[] = [];
        // A minute may end in between, so two of them are filled.
        for (let round = 0; round < 12; round++) {
          const client = await relay.signedIn('anna');
          const response = await client.fetch('/v1/models', {
            headers: { 'x-forwarded-for': `198.51.100.${round}` },
          });
          statuses.push(response.status);
          if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        }
        expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(10);
        expect(statuses).toContain(429);
      });

      it('lets a subject have so many answers written at a time', async () => {
        const client = await relay.signedIn('ben');
        const stop = new AbortController();
        const open = () => client.send(chatBody('endless/endless'), {}, stop.signal);
        const statuses = [(await open()).status, (await open()).status, (await open()).status];
        expect(statuses).toEqual([200, 200, 429]);
        stop.abort();
        const again = await relay.signedIn('ben');
        await expect
          .poll(async () => (await again.send(chatBody('whole/whole'), {})).status, {
            timeout: 5000,
            interval: 500,
          })
          .toBe(200);
      });

      it('slows down and then shuts out who keeps guessing codes', async () => {
        const client = relay.stranger();
        const guess = () =>
          client.fetch('/login/invite', { method: 'POST', body: '{"code":"guess-guess-guess"}' });
        const took: number[] = [];
        let status = 0;
        for (let round = 0; round < 20 && status !== 429; round++) {
          const startedAt = Date.now();
          ({ status } = await guess());
          took.push(Date.now() - startedAt);
        }
        expect(status).toBe(429);
        expect(Math.max(...took)).toBeGreaterThan(500);
        const right = { method: 'POST', body: JSON.stringify({ code: codeOf(SUBJECTS[9] ?? '') }) };
        expect((await client.fetch('/login/invite', right)).status).toBe(429);
      });
    });
  });
}
