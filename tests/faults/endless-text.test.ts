import { describe, expect, it } from 'vitest';
import { segmentText } from '../../src/importers/mail/segments';
import { findAsks } from '../../src/tasks/draft/asks';
import { findDays } from '../../src/tasks/facts/find-days';
import { findCandidates } from '../../src/tasks/summarise/candidates';
import { makeMessage } from '../support/make-message';
import { slowdown } from '../support/slowdown';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: 'Operations lead' };

const WORK: Readonly<Record<string, (text: string) => unknown>> = {
  'told apart': (text) => segmentText(text, { senderName: 'Ada Byron' }),
  'looked through for what a summary could say': (text) => findCandidates(makeMessage({ text })),
  'looked through for what is asked': (text) => findAsks(makeMessage({ text }), OWNER),
  'looked through for days': (text) => findDays(text, null),
};

/** Files pasted into a mail, cries, rows of a table: each stopped one of these for minutes, or for ever. */
const PIECES = ['A', 'ab', '(', 'Mr. ', '5 May ', 'Monday ', 'Bo Li, ', 'a or b ', 'x! y', '\n1. a'];

const LENGTH = 800;

describe.each(Object.keys(WORK))('a mail without end is %s', (name) => {
  it.each(PIECES)('in a time that grows with its length: %j', (piece) => {
    const work = WORK[name] ?? (() => undefined);
    expect(slowdown((length) => work(piece.repeat(length / piece.length)), LENGTH)).toBeLessThan(4);
  });
});
