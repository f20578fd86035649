import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { testRelay, codeOfRefusal } from '../testing/test-relay.ts';
import { createGuardedFetch, type LookupAll } from './guarded-fetch.ts';

/** A name that leads to a server on this machine. */
async function leadingHome() {
  let connections = 0;
  const server = createServer((_request, response) => response.end('secret'));
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lookup: LookupAll = (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  return { lookup, port: (server.address() as AddressInfo).port, server, connections: () => connections };
}

it('fault 52: makes no connection for a public name that leads to a private address', async () => {
  const { lookup, port, server, connections } = await leadingHome();
  const reach = createGuardedFetch(lookup);
  await expect(reach(`http://rebound.example:${port}/`, {})).rejects.toMatchObject({
    code: 'upstream-refused',
  });
  expect(connections()).toBe(0);
  server.close();
});

it('fault 52: such a server is refused to the user, and not tried again', async () => {
  let lookups = 0;
  const lookup: LookupAll = (_name, _options, done) => {
    lookups++;
    done(null, [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
  };
  const relay = await testRelay(
    { RELAY_CUSTOM_UPSTREAMS: 'on' },
    { guardedFetch: createGuardedFetch(lookup) },
  );
  const token = await relay.login();
  const response = await relay.chat(token, 'model', { 'Deskside-Upstream': 'https://rebound.example/v1/' });
  expect(await codeOfRefusal(response)).toBe('upstream-refused');
  expect(lookups).toBe(1);
});

it('a name that leads nowhere is no server', async () => {
  const lookup: LookupAll = (_name, _options, done) =>
    done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []);
  const relay = await testRelay(
    { RELAY_CUSTOM_UPSTREAMS: 'on' },
    { guardedFetch: createGuardedFetch(lookup) },
  );
  const token = await relay.login();
  const response = await relay.chat(token, 'model', { 'Deskside-Upstream': 'https://nowhere.example/v1/' });
  expect(await codeOfRefusal(response)).toBe('provider-unavailable');
});
