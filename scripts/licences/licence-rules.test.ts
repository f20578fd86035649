import { describe, expect, it } from 'vitest';
import { isAllowed, licenceOf } from './licence-rules';
import { shippedPackages } from './shipped-packages';
import { thirdPartyText } from './third-party-text';

describe('licences', () => {
  it.each(['MIT', '(MPL-2.0 OR Apache-2.0)', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', 'OFL-1.1'])(
    '%s may be shipped',
    (licence) => expect(isAllowed(licence)).toBe(true),
  );

  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    '(MIT AND GPL-2.0)',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    '',
    'BUSL-1.1',
    '((MIT))',
  ])('“%s” may not', (licence) => expect(isAllowed(licence)).toBe(false));

  it('are taken as stated, where they are', () => {
    expect(licenceOf('idb', 'ISC')).toBe('ISC');
    expect(licenceOf('x', undefined)).toBe('');
    expect(licenceOf('x', { type: 'MIT' })).toBe('');
  });
});

describe('the page of notices', () => {
  const packages = shippedPackages();

  it('names what the app contains, and not what only builds it', () => {
    const names = packages.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['dompurify', 'onnxruntime-web', 'svelte', '@fontsource-variable/inter']),
    );
    expect(names).not.toContain('vitest');
    expect(names).not.toContain('vite');
  });

  it('holds the notice of each package that ships one', () => {
    const text = thirdPartyText(packages);
    for (const { name, version, notice } of packages) {
      expect(text).toContain(`${name} ${version}`);
      expect(text).toContain(notice);
    }
    expect(packages.filter(({ notice }) => notice !== '').length).toBeGreaterThan(packages.length * 0.9);
  });
});
