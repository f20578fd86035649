import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { clientNetwork } from './client-network.ts';
import { isPrivateAddress, isPrivateHost } from './private-address.ts';
import { checkUpstreamAddress } from './upstream-address.ts';

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
  'no address',
])('%s is private', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

it.each(['8.8.8.8', '203.0.114.1', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPrivateAddress(address)).toBe(false);
});

it('every way to write a private IPv4 address in a URL is refused', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(octet, octet, fc.constantFrom('decimal', 'hex', 'octal', 'short'), (b, c, way) => {
      const number = ((10 << 24) | (b << 16) | (c << 8) | 7) >>> 0;
      const written = {
        decimal: String(number),
        hex: `0x${number.toString(16)}`,
        octal: `012.0${b.toString(8)}.0${c.toString(8)}.07`,
        short: `10.${(b << 16) | (c << 8) | 7}`,
      }[way];
      expect(() => checkUpstreamAddress(`https://${written}/v1/`)).toThrow(Refusal);
    }),
  );
});

it.each([
  ['localhost', true],
  ['desk.localhost', true],
  ['metadata', true],
  ['nas.local', true],
  ['metadata.google.internal', true],
  ['api.openai.com', false],
  ['localhost.example.com', false],
])('the name %s alone: private is %s', (name, isPrivate) => {
  expect(isPrivateHost(name)).toBe(isPrivate);
});

it('an address of the public internet becomes a base address', () => {
  expect(checkUpstreamAddress('https://llm.example/v1')).toBe('https://llm.example/v1/');
  expect(checkUpstreamAddress('https://llm.example:443/v1/')).toBe('https://llm.example/v1/');
});

it.each([
  ['203.0.113.7', null, 0, '203.0.113.7'],
  ['::ffff:203.0.113.7', null, 0, '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', null, 0, '2001:db8:1:2::/64'],
  ['10.0.0.1', '198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
  ['10.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2', 2, '203.0.113.7'],
  ['10.0.0.1', '203.0.113.7:4711', 1, '203.0.113.7'],
  ['10.0.0.1', '[2001:db8::1]:4711', 1, '2001:db8:0:0::/64'],
  ['203.0.113.7', '198.51.100.1', 0, '203.0.113.7'],
  ['10.0.0.1', null, 1, '10.0.0.1'],
  ['10.0.0.1', 'nonsense', 1, 'unknown'],
  [null, null, 0, 'unknown'],
])('a request from %s by way of %s behind %s proxies is of %s', (peer, forwarded, hops, network) => {
  expect(clientNetwork(peer, forwarded, hops)).toBe(network);
});
