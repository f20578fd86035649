import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isImmutable, routeRequest } from './shell-routing';

const shell = {
  scope: 'https://desk.example/app/',
  files: new Set(['index.html', 'verify.html', 'assets/index-abc.js']),
};
const get = (url: string, mode = 'no-cors') => routeRequest({ url, method: 'GET', mode }, shell);

describe('routeRequest', () => {
  it('answers the app itself from the shell, whatever the query', () => {
    expect(get('https://desk.example/app/', 'navigate')).toEqual({ kind: 'file', path: 'index.html' });
    expect(get('https://desk.example/app/?device=wasm#x', 'navigate')).toEqual({
      kind: 'file',
      path: 'index.html',
    });
    expect(get('https://desk.example/app/verify.html', 'navigate')).toEqual({
      kind: 'file',
      path: 'verify.html',
    });
    expect(get('https://desk.example/app/assets/index-abc.js')).toEqual({
      kind: 'file',
      path: 'assets/index-abc.js',
    });
  });

  it('leaves weights alone', () => {
    expect(get('https://desk.example/app/models/smol/onnx/model.onnx')).toEqual({ kind: 'pass' });
  });

  it('sends unknown pages to the network first, and other files through it', () => {
    expect(get('https://desk.example/app/nowhere', 'navigate')).toEqual({ kind: 'foreign-page' });
    expect(get('https://desk.example/app/samples/harbour/README.md')).toEqual({ kind: 'network' });
  });

  it('takes forms that are posted to the target of shares, and no scripts', () => {
    const url = 'https://desk.example/app/share-target';
    expect(routeRequest({ url, method: 'POST', mode: 'navigate' }, shell)).toEqual({ kind: 'share' });
    expect(routeRequest({ url, method: 'POST', mode: 'cors' }, shell)).toEqual({ kind: 'pass' });
  });

  it('does not touch what changes something on the server', () => {
    const url = 'https://desk.example/app/assets/index-abc.js';
    expect(routeRequest({ url, method: 'POST', mode: 'cors' }, shell)).toEqual({ kind: 'pass' });
  });

  it('never touches another origin or another folder of this one', () => {
    const elsewhere = fc
      .webUrl({ withQueryParameters: true })
      .filter((url) => !url.startsWith('https://desk.example'));
    fc.assert(
      fc.property(elsewhere, (url) => {
        expect(get(url)).toEqual({ kind: 'pass' });
      }),
    );
    expect(get('https://desk.example/other/assets/index-abc.js')).toEqual({ kind: 'pass' });
    expect(get('https://desk.example.evil.example/app/')).toEqual({ kind: 'pass' });
  });
});

describe('isImmutable', () => {
  it('holds for files named after their content only', () => {
    expect(isImmutable('assets/index-abc.js')).toBe(true);
    expect(isImmutable('index.html')).toBe(false);
  });
});
