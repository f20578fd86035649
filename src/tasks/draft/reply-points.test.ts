import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { checkDraft } from './check-draft';
import { findReplyPoints } from './reply-points';
import { suggestSubjects } from './subject-lines';
import { writeDraft } from './write-draft';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };

async function draftFor(body: string) {
  const message = makeMessage({ text: `Hi Dana,\n\n${body}\n\nAda` });
  const asks = findReplyPoints(message, OWNER);
  const draft = await writeDraft({ message, owner: OWNER, voice: null, asks, answers: [] }, null);
  return { message, asks, draft };
}

describe('findReplyPoints', () => {
  it('takes up what a mail that asks nothing leaves open', async () => {
    const { draft } = await draftFor(
      'The hall is free on Sunday 13 June, or the barn on Saturday. The hall wants $200 first.',
    );
    expect(draft.text).toContain(
      'On “The hall is free on Sunday 13 June, or the barn on Saturday”: [your answer].',
    );
  });

  it('answers by when the sender waits', async () => {
    const { draft, asks } = await draftFor('Can you lend us the van? I need to know by Thursday 10 June.');
    expect(draft.text).toContain('You need an answer by Thursday 10 June, so here it is.');
    expect(draft.text.match(/\[[^\]]+\]/gu)).toEqual(['[can / cannot]']);
    expect(draft.covers).toEqual(asks.map(({ id }) => id));
  });

  it('says no deadline that the mail does not set for the answer, or that has another name tomorrow', async () => {
    for (const told of [
      'The truck leaves at 10:30 on Friday.',
      'I am away until Monday.',
      'I need to know by tomorrow noon.',
    ])
      expect((await draftFor(`Can you lend us the van? ${told}`)).draft.text).not.toContain(
        'You need an answer',
      );
  });

  it('only suggests what stands beside the asks, and writes it once the user takes it up', async () => {
    const { message, asks, draft } = await draftFor(
      'Can you lend us the van? Could you bring it yourself? They offered $40 for the diesel on Friday, or a full tank instead.',
    );
    const suggested = asks.filter((ask) => ask.suggested);
    expect(suggested.map(({ evidence }) => evidence.quote)).toEqual([
      'They offered $40 for the diesel on Friday, or a full tank instead.',
    ]);
    expect(draft.text).not.toContain('diesel');
    const answers = suggested.map(({ id }) => ({ askId: id, stance: null, note: '' }));
    const taken = await writeDraft({ message, owner: OWNER, voice: null, asks, answers }, null);
    expect(taken.text).toContain('diesel');
    expect(taken.covers).toEqual(asks.map(({ id }) => id));
  });

  it('asks no two things that are one', async () => {
    const { draft } = await draftFor(
      'May I take Friday 30 October off? Before I book the train I would like to have your yes or no.',
    );
    expect(draft.text.match(/\[[^\]]+\]/gu)).toHaveLength(1);
  });

  it('leaves pleasantries and stories alone', async () => {
    const { asks } = await draftFor(
      'I hope you are well. You may recall the fair in June 2024. Can you lend us the van?',
    );
    expect(asks.map(({ text }) => text)).toEqual(['Can you lend us the van?']);
  });

  it('quotes the mail exactly, and the draft brings in nothing of its own', async () => {
    const word = fc.constantFrom(
      ...'if you can or we the Bo 12 $40 by before Friday noon hall offer yes answer know hold . ? , : “ ] need 9.30 instead says'.split(
        ' ',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 4, maxLength: 40 }), async (words) => {
        const { message, asks, draft } = await draftFor(words.join(' '));
        for (const { evidence } of asks)
          expect(message.text.slice(evidence.start, evidence.end)).toBe(evidence.quote);
        expect(new Set(asks.map(({ id }) => id)).size).toBe(asks.length);
        const own = checkDraft(draft.text, message, OWNER, []).map(({ text }) => text);
        expect(own.every((text) => draft.unsupported.some((fact) => fact.text === text))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a line that says nothing alone', () => {
  it('names what it answers in the words of the mail', async () => {
    const { draft } = await draftFor('Your sheet says 812 and the one from planning says 847. Which one?');
    expect(draft.text).toMatch(/812[^]*847/u);
    expect(draft.text).toMatch(/\[[^\]]+\]/u);
  });
});

describe('whether we go ahead', () => {
  it('is answered as advice to the sender', async () => {
    const { draft } = await draftFor(
      'Please let me know whether we go ahead with the new gate at the north yard.',
    );
    expect(draft.text).toContain('You [should / need not] go ahead with the new gate at the north yard.');
  });
});

describe('suggestSubjects', () => {
  const message = makeMessage({ subject: 'The van' });
  it('puts a plain answer before the subject', () => {
    expect(suggestSubjects(message, 'Hi,\n\nYes, you can have the van.\n\nDana')).toContain('Yes: The van');
  });
  it('promises no answer while the draft leaves one open', () => {
    expect(suggestSubjects(message, 'Hi,\n\nYes, you can have it on [date].\n\nDana')).toEqual([
      'Re: The van',
    ]);
  });
});
