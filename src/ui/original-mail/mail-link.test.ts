import { describe, expect, it } from 'vitest';
import { leadsTo, readLink } from './mail-link';

describe('a link that says one place and leads to another', () => {
  it.each([
    ['www.bank.example', 'https://evil.example/', 'www.bank.example'],
    ['https://bank.example/login', 'https://bank.example.evil.example/', 'bank.example'],
    ['BANK.example', 'https://bänk.example/', 'bank.example'],
    ['bank.example', 'https://bank.example@evil.example/', 'bank.example'],
  ])('“%s” for %s', (text, href, claims) => {
    expect(readLink(href, text)?.claims).toBe(claims);
  });

  it.each([
    ['bank.example', 'https://www.bank.example/login'],
    ['bank.example', 'https://secure.bank.example/'],
    ['www.bank.example', 'https://bank.example/'],
    ['Our offer for you', 'https://track.example/'],
    ['Version 2.0', 'https://shop.example/'],
    ['ann@bank.example', 'mailto:ann@bank.example'],
  ])('“%s” for %s is no deceit', (text, href) => {
    expect(readLink(href, text)?.claims).toBeNull();
  });
});

it.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'blob:https://a/b',
  '#top',
  'page.html',
  '',
])('%s leads nowhere', (href) => expect(readLink(href, 'x')).toBeNull());

it('tells where it leads in a few words', () => {
  expect(leadsTo('https://shop.example/a/b?c')).toBe('shop.example');
  expect(leadsTo('mailto:ann%40north.example')).toBe('ann@north.example');
  expect(leadsTo('tel:%E0%A4')).toBe('%E0%A4');
});
