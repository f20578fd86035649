import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jmapAddress, jmapOrigins } from './jmap-address';

describe('the address of a JMAP server as people write it', () => {
  it.each([
    ['mail.example', 'https://mail.example/.well-known/jmap'],
    ['  mail.example/ ', 'https://mail.example/.well-known/jmap'],
    ['dana@mail.example', 'https://mail.example/.well-known/jmap'],
    ['mail.example:8443', 'https://mail.example:8443/.well-known/jmap'],
    ['https://mail.example', 'https://mail.example/.well-known/jmap'],
    ['https://mail.example/jmap/session', 'https://mail.example/jmap/session'],
    ['mail.example/jmap/session?x=1#y', 'https://mail.example/jmap/session?x=1'],
    ['localhost:8080', 'http://localhost:8080/.well-known/jmap'],
    ['http://127.0.0.1:8080/jmap', 'http://127.0.0.1:8080/jmap'],
    ['https://localhost', 'https://localhost/.well-known/jmap'],
    ['dana@fastmail.com', 'https://api.fastmail.com/jmap/session'],
    ['Fastmail.com', 'https://api.fastmail.com/jmap/session'],
  ])('%s is %s', (written, address) => {
    expect(jmapAddress(written)).toBe(address);
  });

  it.each([
    '',
    '   ',
    'two words',
    'dana@',
    'http://mail.example',
    'http://192.168.1.5/jmap',
    'ftp://localhost',
    'https://dana:secret@mail.example',
    'javascript://localhost/%0aalert(1)',
  ])('%j is none', (written) => {
    expect(jmapAddress(written)).toBeNull();
  });

  it('is safe and stays as it is, whatever was written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.emailAddress(), fc.domain(), fc.string()), (written) => {
        const address = jmapAddress(written);
        if (address === null) return;
        const { protocol, hostname } = new URL(address);
        expect(protocol === 'https:' || /^(localhost|127\.|\[::1\])|\.localhost$/.test(hostname)).toBe(true);
        expect(jmapAddress(address)).toBe(address);
      }),
    );
  });
});

describe('the origins that are asked', () => {
  it.each([
    ['dana@mail.example', ['https://mail.example']],
    ['fastmail.com', ['https://api.fastmail.com', 'https://www.fastmailusercontent.com']],
    [
      'https://phl.api.fastmail.com',
      ['https://phl.api.fastmail.com', 'https://phl-www.fastmailusercontent.com'],
    ],
    ['https://api.fastmail.com.evil.example', ['https://api.fastmail.com.evil.example']],
    ['two words', null],
  ])('at %s are %j', (written, origins) => {
    expect(jmapOrigins(written)).toEqual(origins);
  });
});
