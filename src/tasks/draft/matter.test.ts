import { describe, expect, it } from 'vitest';
import { pointSentence } from './point-sentences';

describe('matterOf, by the sentence it makes', () => {
  it.each([
    [
      "I'd appreciate if you could send me the plan by Friday.",
      'I [can / cannot] send you the plan by Friday.',
    ],
    ['We would be grateful if you could let us know the delivery date.', 'The delivery date is [date].'],
    ["We'd appreciate a decision before noon.", 'You [can / cannot] have a decision before noon.'],
    ['I would appreciate your thoughts on the draft.', 'My thoughts on the draft: [your answer].'],
    ['I would just need to hear which it is.', 'My choice: [your choice].'],
    ['Ping me a yes and a number.', 'My answer: [yes / no], [number].'],
    ["Before I buy the ticket I'd like to have your yes or no.", 'My answer: [yes / no].'],
    [
      'If anyone on your team has an allergy, let me know by Thursday.',
      'As to whether anyone on my team has an allergy: [your answer].',
    ],
    ['Do let me know if Thursday is a problem.', 'Thursday [is / is not] a problem.'],
    [
      'We propose that the time be extended by 28 days.',
      'I [agree / do not agree] that the time be extended by 28 days.',
    ],
    [
      'Either I take Omar from line 1, or the truck leaves on Friday.',
      'As to whether you take Omar from line 1, or the truck leaves on Friday: [your choice].',
    ],
    ['chili or the chicken, also that', '[Chili / the chicken].'],
    [
      'Three roads: 6 months more via agency, permanent from July (Patrizia agrees), or we let him go.',
      'My choice: [6 months more via agency / permanent from July / you let him go].',
    ],
    ['Kindly indicate which window the plant prefers.', 'The plant prefers [your choice].'],
    ['The judge will want to know which one is your case.', 'As to which one is my case: [your choice].'],
    [
      "What I also can't see is whether spare parts are in or out.",
      'As to whether spare parts are in or out: [your choice].',
    ],
    ['Who is paying for the potatoes', '[Name] is paying for the potatoes.'],
    ['Do I let them in the back or not', 'You [should / need not] let them in the back.'],
    ['Are we still on for Thursday?', 'We [are / are not] still on for Thursday.'],
    ["If I don't have the right weight by then he parks.", 'You [can / cannot] have the right weight.'],
  ])('reads the ways in which people ask: %j', (ask, sentence) => {
    expect(pointSentence(ask, null, 'en')).toBe(sentence);
  });
});

describe('a long question without grammar', () => {
  it('is quoted by its end, where the question stands', () => {
    const line = pointSentence(
      'Hi its Ann on the third floor here sorry for the noise yesterday it was the radio, swap friday night with Tim ok yeah?',
      null,
      'en',
    );
    expect(line).toBe('To your question “… swap friday night with Tim ok yeah?”: [your answer].');
  });
});
