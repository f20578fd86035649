import { describe, expect, it } from 'vitest';
import { ThreadIndex, type ThreadMember } from './thread-index';

const ANN = { name: 'Ann', address: 'ann@x.example' };
const BOB = { name: 'Bob', address: 'bob@x.example' };
const EVE = { name: 'Eve', address: 'eve@x.example' };

function member(messageId: string, rest: Partial<ThreadMember> = {}): ThreadMember {
  return { messageId, inReplyTo: null, references: [], subject: 'Plan', participants: [ANN, BOB], ...rest };
}

describe('ThreadIndex', () => {
  const root = member('<1>');
  const reply = member('<2>', { inReplyTo: '<1>' });
  const answer = member('<3>', { inReplyTo: '<2>', references: ['<1>', '<2>'] });
  const orders = [
    [root, reply, answer],
    [answer, reply, root],
    [reply, answer, root],
    [answer, root, reply],
  ];

  it.each(orders)('joins a thread in whatever order it comes', (...mails) => {
    const threads = new ThreadIndex();
    const ids = mails.map((mail) => threads.threadIdFor(mail));
    expect(new Set(ids)).toEqual(new Set(['<1>']));
  });

  it('joins answers to a mail that never comes', () => {
    const threads = new ThreadIndex();
    const first = threads.threadIdFor(member('<8>', { inReplyTo: '<gone>' }));
    expect(threads.threadIdFor(member('<9>', { inReplyTo: '<gone>' }))).toBe(first);
  });

  it('joins a reply without references by subject and people', () => {
    const threads = new ThreadIndex();
    threads.threadIdFor(member('<1>', { subject: 'Plan  B' }));
    expect(threads.threadIdFor(member('<2>', { subject: 'AW: Re: plan b', participants: [BOB, ANN] }))).toBe(
      '<1>',
    );
  });

  it('does not join by subject what is no reply, has other people or other references', () => {
    const threads = new ThreadIndex();
    threads.threadIdFor(member('<1>'));
    expect(threads.threadIdFor(member('<2>'))).toBe('<2>');
    expect(threads.threadIdFor(member('<3>', { subject: 'Re: Plan', participants: [ANN, EVE] }))).toBe('<3>');
    expect(threads.threadIdFor(member('<4>', { subject: 'Re: Plan', references: ['<0>'] }))).toBe('<0>');
  });
});
