import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_MODEL_SOURCES } from '../../contracts/model-sources';
import {
  HUGGING_FACE,
  readSourcesForm,
  sourceChoice,
  sourcesForm,
  type SourcesForm,
} from './model-sources-form';

const own = (part: Partial<SourcesForm>) =>
  readSourcesForm({ choice: 'own', hubs: '', folder: '', redirects: '', ...part }, 'https:');

test('what was saved comes back as it was chosen', () => {
  const mine = {
    hubs: ['https://a.example/', 'http://localhost:8080/'],
    folder: 'https://b.example/m/',
    redirects: ['https://*.c.example'],
  };
  for (const sources of [NO_MODEL_SOURCES, HUGGING_FACE, mine]) {
    expect(readSourcesForm(sourcesForm(sources), 'https:')).toEqual({ ok: true, sources });
  }
  expect([NO_MODEL_SOURCES, HUGGING_FACE, mine].map(sourceChoice)).toEqual(['app', 'hugging-face', 'own']);
});

describe('own addresses', () => {
  test('get the slash at their end, each is taken once, and the order stays', () => {
    const hubs = ' https://b.example\nhttps://a.example/hub\n\nhttps://b.example/ ';
    expect(own({ hubs, redirects: 'https://*.cdn.example/\nhttps://d.example' })).toEqual({
      ok: true,
      sources: {
        hubs: ['https://b.example/', 'https://a.example/hub/'],
        folder: null,
        redirects: ['https://*.cdn.example', 'https://d.example'],
      },
    });
  });

  test('http is for this machine only', () => {
    expect(own({ hubs: 'http://127.0.0.1:8000' }).ok).toBe(true);
    expect(own({ folder: 'http://localhost/models' }).ok).toBe(true);
    const refused = own({ hubs: 'http://models.example' });
    expect(refused).toMatchObject({
      ok: false,
      errors: { hubs: expect.stringContaining('“http://models.example”') },
    });
    const form = { choice: 'own', hubs: 'http://models.example', folder: '', redirects: '' } as const;
    expect(readSourcesForm(form, 'http:'), 'for a page that came over it').toMatchObject({ ok: true });
  });

  test.each([
    'models.example',
    'ftp://a.example',
    'https://user:secret@a.example',
    'https://a.example/?token=1',
    'https://a.example/#x',
    "https://a.example/;script-src'*'",
    'https://a.example;script-src/',
    'https://*.a.example',
    'javascript:alert(1)',
  ])('%s is no address of a server', (hubs) => {
    expect(own({ hubs })).toMatchObject({ ok: false, errors: { hubs: expect.any(String) } });
  });

  test.each([
    'https://a.example/path',
    'https://*.com',
    '*',
    'https://*',
    'http://*.a.example',
    'https://a.*.example',
  ])('%s is no host to be redirected to', (redirects) => {
    expect(own({ hubs: 'https://a.example', redirects })).toMatchObject({
      ok: false,
      errors: { redirects: expect.any(String) },
    });
  });

  test('there must be one at least', () => {
    expect(own({ redirects: 'https://a.example' })).toMatchObject({
      ok: false,
      errors: { hubs: expect.any(String) },
    });
  });

  test('whatever is typed, nothing gets through that a policy could read as more than an address', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((text) => `https://${text}`),
    );
    fc.assert(
      fc.property(typed, typed, typed, (hubs, folder, redirects) => {
        const read = own({ hubs, folder, redirects });
        if (!read.ok) return;
        const { sources } = read;
        for (const address of [...sources.hubs, ...sources.redirects, sources.folder ?? 'https://none/']) {
          expect(address).toMatch(
            /^(https:\/\/(\*\.)?|http:\/\/(localhost|127\.0\.0\.1))[a-z0-9.-]*(:\d+)?[\w\-./~%]*$/,
          );
        }
      }),
    );
  });
});
