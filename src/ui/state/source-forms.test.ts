import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MOST_DAYS,
  NEW_JMAP,
  NEW_PROVIDER,
  readDays,
  readJmapForm,
  readProviderForm,
  type JmapForm,
  type ProviderForm,
  type ProviderKind,
  type ReadForm,
} from './source-forms';

const JMAP: JmapForm = { ...NEW_JMAP, address: 'example.org', userName: ' dana ', secret: ' s3 cret ' };
const jmap = (part: Partial<JmapForm> = {}) => readJmapForm({ ...JMAP, ...part });
const sourceOf = (read: ReadForm) => {
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.source;
};
const errorsOf = (read: ReadForm) => (read.ok ? {} : read.errors);
const urlOf = (address: string) => {
  const { setup } = sourceOf(jmap({ address }));
  return setup.kind === 'jmap' ? setup.url : '';
};

describe('a JMAP server', () => {
  test('is called after its host unless it gets a name; a password is taken as it is', () => {
    expect(sourceOf(jmap())).toEqual({
      setup: { kind: 'jmap', url: 'example.org', userName: 'dana', auth: 'password' },
      ...{ name: 'example.org', days: 14, secret: ' s3 cret ', keepSecret: true },
    });
    expect(sourceOf(jmap({ name: ' Desk ' })).name).toBe('Desk');
  });

  test('with a token needs no user name, and blanks around the token are from copying', () => {
    expect(
      sourceOf(jmap({ auth: 'bearer', userName: '', secret: ' abc ', keepSecret: false })),
    ).toMatchObject({
      setup: { userName: '', auth: 'bearer' },
      ...{ secret: 'abc', keepSecret: false },
    });
  });

  test.each([
    ['mail.example.org', 'mail.example.org'],
    ['dana@example.org', 'example.org'],
    ['https://example.org:8443/jmap/session', 'https://example.org:8443/jmap/session'],
    ['localhost:8080', 'localhost:8080'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('can be given as %s', (address, url) => expect(urlOf(address)).toBe(url));

  test.each([
    ['', 'Give the address'],
    ['two words', 'not the address of a server'],
    ['imap://example.org', 'not the address of a server'],
    ['https://dana:secret@example.org', 'not the address of a server'],
    ['http://example.org', 'not asked over https://'],
    ['https://[2001:db8::1]/', 'only host names and IPv4'],
  ])('is not taken as “%s”, and it says why', (address, sentence) => {
    expect(errorsOf(jmap({ address })).address).toContain(sentence);
  });

  test('tells all that is missing at once', () => {
    const errors = errorsOf(jmap({ address: '', userName: ' ', secret: '', days: '' }));
    expect(Object.keys(errors).sort()).toEqual(['address', 'days', 'secret', 'userName']);
  });

  test('whatever is typed, a password goes to no address beyond this machine without HTTPS', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webAuthority(), fc.ipV4()), (address) => {
        const read = jmap({ address });
        if (!read.ok || read.source.setup.kind !== 'jmap') return;
        const { url } = read.source.setup;
        // Without a scheme the source takes HTTPS, except on this machine.
        if (!url.includes('://')) return;
        const { protocol, hostname } = new URL(url);
        expect(protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1').toBe(true);
      }),
    );
  });
});

describe('a provider', () => {
  const GOOGLE = '1234-ab_c.apps.googleusercontent.com';
  const MICROSOFT = '0A1b2c3d-0000-4000-8000-00000000000f';
  const provider = (kind: ProviderKind, part: Partial<ProviderForm>) =>
    readProviderForm(kind, { ...NEW_PROVIDER, ...part });

  test('is set up with its client ID alone', () => {
    expect(sourceOf(provider('gmail', { clientId: ` ${GOOGLE} ` }))).toEqual({
      setup: { kind: 'gmail', clientId: GOOGLE },
      ...{ name: 'Gmail', days: 14, secret: null, keepSecret: false },
    });
    expect(sourceOf(provider('graph', { clientId: MICROSOFT }))).toEqual({
      setup: { kind: 'graph', clientId: MICROSOFT, tenant: 'common' },
      ...{ name: 'Microsoft 365', days: 14, secret: null, keepSecret: true },
    });
  });

  test.each([
    ['gmail', '', 'Give the client ID'],
    ['gmail', MICROSOFT, 'no client ID of Google'],
    ['graph', GOOGLE, 'no client ID of Microsoft'],
  ] as const)('%s does not take “%s” for a client ID', (kind, clientId, sentence) => {
    expect(errorsOf(provider(kind, { clientId })).clientId).toContain(sentence);
  });

  test.each(['common', 'Consumers', 'organizations', 'contoso.onmicrosoft.com', MICROSOFT])(
    'takes %s for an organisation',
    (tenant) => {
      const { setup } = sourceOf(provider('graph', { clientId: MICROSOFT, tenant }));
      expect(setup).toMatchObject({ tenant: tenant.toLowerCase() });
    },
  );

  test.each(['', 'contoso', 'a/b.example', '../common'])('does not take “%s” for one', (tenant) => {
    expect(errorsOf(provider('graph', { clientId: MICROSOFT, tenant })).tenant).toContain('no domain');
  });
});

test('days are whole numbers, one at least', () => {
  for (const wrong of ['', '0', '-3', '1.5', '1e2', 'a week', `${MOST_DAYS + 1}`])
    expect(readDays(wrong)).toBeNull();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST_DAYS }), (days) => {
      expect(readDays(` ${days} `)).toBe(days);
    }),
  );
});
