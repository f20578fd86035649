import { describe, expect, it } from 'vitest';
import { choiceFrom, statedChoice } from './near-options';

describe('choiceFrom', () => {
  it('takes the options from the sentence that the ask points back to', () => {
    const sentences = [
      'Which would you rather?',
      'I can move one job to Friday or get somebody in for the afternoon.',
    ];
    expect(choiceFrom('My choice: [your choice]', 'Which would you rather?', sentences)).toBe(
      'Please [move one job to Friday / get somebody in for the afternoon]',
    );
  });

  it('asks which of two figures that disagree is right, with their unit', () => {
    const sentences = ['Your plan gives the width as 1.6 m, whereas our inspector measured 1.4 m.'];
    expect(
      choiceFrom('My answer: [your answer]', 'It would help to know which of the two is right', sentences),
    ).toBe('[1.6 m / 1.4 m] is right');
  });

  it('chooses a way and a day where both are asked', () => {
    const sentences = [
      "I've a gang free on 22 or 29 March.",
      'Lining all of it is £3,150, digging out the collar is £1,480.',
    ];
    expect(
      choiceFrom(
        'I want to go [your choice]. As to which Monday: [your choice].',
        'Tell me which way you want to go and which Monday',
        sentences,
      ),
    ).toBe('I choose [£3,150 / £1,480]. I choose [22 March / 29 March]');
  });

  it('takes all that is offered for a choice, where one is asked for', () => {
    expect(
      choiceFrom('The firm prefers [your choice]', 'Kindly indicate which window the firm prefers', [
        'The two windows that I can hold are 13-14 July and 20-21 July.',
      ]),
    ).toBe('I choose [13-14 July / 20-21 July]');
  });

  it('makes no choice of figures that stand together', () => {
    expect(
      choiceFrom('My choice: [your choice]', 'Which do you prefer?', ['It costs £30 and £4 for the post.']),
    ).toBeNull();
    expect(choiceFrom('I [can / cannot] come', 'Can you come?', ['Monday or Tuesday.'])).toBeNull();
  });
});

describe('statedChoice', () => {
  it('reads the dates that a statement puts to its reader', () => {
    expect(statedChoice('We thought of Thursday 22 or Thursday 29 April.')).toBe(
      'I choose [Thursday 22 / Thursday 29 April]',
    );
  });

  it.each([
    'The float is $600, but the account has $1,912 in it.',
    'Answer by Thursday 15 October, or on Friday I have to tell my director.',
    'I left a scarf on the balcony, row C or D.',
  ])('finds none in “%s”', (statement) => {
    expect(statedChoice(statement)).toBeNull();
  });
});
