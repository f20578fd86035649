import { describe, expect, it } from 'vitest';
import { choiceSentence } from './choice-sentence';
import { alternativesIn } from './parallel-options';

describe('choiceSentence', () => {
  it.each([
    ['do you want the lower shelf at 28 or 32 cm', 'I want the lower shelf at [28 cm / 32 cm]'],
    ['would the 14th or the 21st be suitable', '[The 14th / the 21st] would be suitable'],
    ['shall we meet on Monday, Tuesday or Thursday', 'We should meet on [Monday / Tuesday / Thursday]'],
    ['can we have it at 10 or 11 am', 'You can have it at [10 am / 11 am]'],
    ['what is your seated capacity these days, 180 or 220', 'My seated capacity these days is [180 / 220]'],
    ['should I book the small or the large room', 'You should book [the small / the large room]'],
    [
      'would you like the red one, the blue one or the green one',
      'I would like [the red one / the blue one / the green one]',
    ],
    [
      'would you prefer to pay by card or by bank transfer',
      'I would like to pay [by card / by bank transfer]',
    ],
    ['the new logo top left or bottom right', 'The new logo: [top left / bottom right]'],
    ['do I cut them or bring them back', 'You should [cut them / bring them back]'],
    [
      'can you send either a key to the yard or the plan of it',
      'I can send [a key to the yard / the plan of it]',
    ],
    ['whether to wait for it or leave without', 'Let us [wait for it / leave without]'],
  ])('names the options of “%s”', (question, sentence) => {
    expect(choiceSentence(question)?.sentence).toBe(sentence);
  });

  it.each([
    ['could Pim take it over, or should we close at 4', '[Pim can take it over / You should close at 4]'],
    ['do you still have the film or is it wiped', '[I still have the film / It is wiped]'],
    ['is that enough or shall I order more', '[That is enough / You should order more]'],
    [
      'either you keep two people for the full five hours, or we could start the second at nine, which would be cheaper',
      '[I keep two people for the full five hours / You can start the second at nine]',
    ],
  ])('keeps both halves of “%s”', (question, sentence) => {
    expect(choiceSentence(question)?.sentence).toBe(sentence);
  });

  it('says what the writer offers to do as a request', () => {
    expect(choiceSentence('I can ring the man today or wait for the insurance')?.sentence).toBe(
      'Please [ring the man today / wait for the insurance]',
    );
  });

  it('gives the choice as a clause, with names as they are', () => {
    expect(choiceSentence('could Pim take it over, or should we close at 4')?.phrase).toBe(
      'whether Pim can take it over or you should close at 4',
    );
  });

  it.each([
    'it takes two or three days',
    'can you come at ten or so',
    'is it ready or not',
    'a chair more or less',
    'did you send it to Anna or Paul',
  ])('leaves “%s” alone', (text) => {
    expect(choiceSentence(text)).toBeNull();
  });
});

describe('alternativesIn', () => {
  it('does not take a day before two times for one of them', () => {
    expect(alternativesIn('a tuning on the Wednesday, 10 or 2')?.options).toEqual(['10', '2']);
  });

  it('keeps each day with its hours, and makes no choice of an hour and a day', () => {
    expect(alternativesIn('free on Thursday between 8 and 12 or Friday between 1 and 5')?.options).toEqual([
      'Thursday between 8 and 12',
      'Friday between 1 and 5',
    ]);
    expect(alternativesIn('between 8 and 12 or Friday')?.kind).not.toBe('figure');
  });

  it('gives a unit or month to each figure', () => {
    expect(alternativesIn('a gang free on 22 or 29 March')?.options).toEqual(['22 March', '29 March']);
  });

  it('leaves what is said of the options out of them', () => {
    expect(alternativesIn('will you take the oak or the ash, which is cheaper')?.options).toEqual([
      'the oak',
      'the ash',
    ]);
  });
});
