import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slowdown } from '../../../tests/support/slowdown';
import { makeMessage } from '../../../tests/support/make-message';
import { CATEGORIES, type Correction, type Triage } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { createTriage } from './create-triage';
import { findCues } from './cues';
import { viewOf } from './mail-view';
import { TRIAGE_HEAD } from './triage-head';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: 'Operations lead' };
/** Cues alone: made-up vectors would mean nothing to the trained weights. */
const NO_VECTOR = new Float32Array();

function sort(
  overrides: Partial<Message>,
  corrections: readonly Correction[] = [],
  embedding = NO_VECTOR,
): Triage {
  return createTriage()(makeMessage(overrides), embedding, { owner: OWNER, corrections });
}

const QUESTION =
  'Hi Dana,\n\nCould you send me the two figures for the board by 10:00? I need to know.\n\nAda';
const NEWSLETTER = 'Save 20 % on all chairs until Sunday! Order now: https://shop.example\n\nUnsubscribe';

describe('the shipped head', () => {
  it('has a weight for each cue, and no other', () => {
    const names = Object.keys(findCues(viewOf(makeMessage(), OWNER)).values);
    expect([...TRIAGE_HEAD.cues].sort()).toEqual(names.sort());
    expect(TRIAGE_HEAD.category).toHaveLength(CATEGORIES.length);
    for (const row of TRIAGE_HEAD.category) {
      expect(row.cues).toHaveLength(names.length);
      expect(row.embedding).toHaveLength(TRIAGE_HEAD.dimensions);
    }
  });

  it.each([
    ['a direct question with a deadline', { text: QUESTION }, 'reply', true],
    [
      'an order that needs no answer',
      { text: 'Dana,\n\nplease sign page 2 in the tool by Friday. No need to reply.\n\nAda' },
      'act',
      false,
    ],
    [
      'news that asks for nothing',
      { text: 'Hi all,\n\nFYI: the canteen is closed on Friday. Nothing to do for you.\n\nAda' },
      'read',
      false,
    ],
    [
      'advertising',
      {
        from: { name: 'Chair Shop', address: 'news@shop.example' },
        subject: 'Last chance!',
        text: NEWSLETTER,
      },
      'skip',
      false,
    ],
  ])('sorts %s', (_what, overrides, category, urgent) => {
    expect(sort(overrides)).toMatchObject({ category, urgent });
  });
});

describe('createTriage', () => {
  it('gives the words that moved it as reasons', () => {
    const { reasons } = sort({ text: QUESTION });
    expect(reasons.join('\n')).toMatch(/deadline this morning: “by 10:00”/u);
    expect(reasons.length).toBeLessThanOrEqual(4);
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  it('says which rule decided', () => {
    const triage = sort({ headers: { 'x-spam-flag': 'YES' } });
    expect(triage).toMatchObject({ category: 'skip', source: 'rule' });
    expect(triage.reasons[0]).toBe('Marked as spam by your mail server');
    expect(triage.confidence).toBeCloseTo(0.97);
  });

  it('follows a correction of a near-duplicate, also against a rule', () => {
    const vector = new Float32Array(TRIAGE_HEAD.dimensions);
    vector[0] = 1;
    const sender = 'ada@x.example';
    const corrected = {
      id: 'other',
      category: 'read',
      urgent: false,
      madeAt: '',
      sender,
      embedding: vector,
    } as const;
    const mail = { headers: { 'x-spam-flag': 'YES' } };
    const triage = sort(mail, [corrected], vector);
    expect(triage).toMatchObject({ category: 'read', source: 'correction' });
    expect(triage.reasons[0]).toBe('You sorted mail from this sender as read');

    const unlike = new Float32Array(TRIAGE_HEAD.dimensions);
    unlike[1] = 1;
    expect(sort(mail, [corrected], unlike)).toEqual(sort(mail, [], unlike));
  });

  it('never makes a category less likely by a correction to it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CATEGORIES),
        fc.array(fc.constantFrom(...CATEGORIES), { maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (category, earlier, cosine, sameSender) => {
          const vector = new Float32Array(TRIAGE_HEAD.dimensions);
          vector.set([1, 0]);
          const other = new Float32Array(TRIAGE_HEAD.dimensions);
          other.set([cosine, Math.sqrt(1 - cosine * cosine)]);
          const sender = sameSender ? 'ada@x.example' : 'someone@else.example';
          const make = (label: (typeof CATEGORIES)[number], id: string): Correction => ({
            id,
            category: label,
            urgent: false,
            madeAt: '',
            sender,
            embedding: other,
          });
          const corrections = earlier.map((label, index) => make(label, `${index}`));
          const before = sort({ text: QUESTION }, corrections, vector).probabilities[category];
          const after = sort({ text: QUESTION }, [...corrections, make(category, 'new')], vector)
            .probabilities[category];
          expect(after).toBeGreaterThanOrEqual(before - 1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('sorts any text, with probabilities that sum to 1 and a reason', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '',
        '\n'.repeat(5000),
        'a'.repeat(60_000),
        'URGENT!!! '.repeat(6000),
        '¿Puede confirmar? '.repeat(400),
      ),
    );
    fc.assert(
      fc.property(text, fc.string(), fc.boolean(), (body, subject, hasSender) => {
        const triage = sort({
          text: body,
          subject,
          ...(hasSender ? {} : { from: null, to: [], dateHeader: '' }),
        });
        const sum = CATEGORIES.reduce((total, category) => total + triage.probabilities[category], 0);
        expect(sum).toBeCloseTo(1, 6);
        expect(triage.confidence).toBe(Math.max(...Object.values(triage.probabilities)));
        expect(triage.reasons.length).toBeGreaterThan(0);
        expect(triage.urgency).toBeGreaterThanOrEqual(0);
        expect(triage.urgency).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('takes time in proportion to a very long mail at most', () => {
    const sentence = 'Please look at 3 things before 10:00, and tell me which you want. ';
    expect(slowdown((times) => sort({ text: sentence.repeat(times) }), 125)).toBeLessThan(4);
  });
});
