import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { detectOwner } from './owner';

const dana = { name: 'Dana Whitfield', address: 'dana.whitfield@y.example' };
const signed = 'Hello\n\n-- \nDana Whitfield\nOperations Lead\n+31 10 555';
const segments = [
  { kind: 'body' as const, start: 0, end: 7 },
  { kind: 'signature' as const, start: 7, end: signed.length },
];

describe('detectOwner', () => {
  it('takes the sender of Sent mail, with the role of the signature', () => {
    const sent = [
      makeMessage({ from: dana, text: signed, segments }),
      makeMessage({ from: dana, text: 'Yes.' }),
    ];
    expect(detectOwner([], sent)).toEqual({ ...dana, role: 'Operations Lead' });
  });

  it('takes the address that the inbox was written to, personal mail before lists', () => {
    const list = { name: 'Ops', address: 'ops@y.example' };
    const inbox = [
      makeMessage({ to: [dana] }),
      makeMessage({ to: [dana, list] }),
      ...[1, 2, 3, 4].map(() => makeMessage({ to: [list], headers: { 'list-id': '<ops>' } })),
    ];
    expect(detectOwner(inbox, [])).toEqual({ ...dana, role: '' });
  });

  it('reads the name from greetings and the address when headers hold none', () => {
    const to = [{ name: '', address: dana.address }];
    expect(detectOwner([makeMessage({ to, text: 'Hi Dana,\n\ncan you call?' })], []).name).toBe(
      'Dana Whitfield',
    );
    expect(
      detectOwner(
        [makeMessage({ to: [{ name: '', address: 'info@y.example' }], text: 'Hi Dana,\n\nhello' })],
        [],
      ).name,
    ).toBe('Dana');
  });

  it('says nothing about an empty mailbox', () => {
    expect(detectOwner([], [])).toEqual({ name: '', address: '', role: '' });
  });
});
