import { describe, expect, it } from 'vitest';
import type { Stance } from '../../contracts/briefing';
import { pointSentence } from './point-sentences';

function say(ask: string, stance: Stance | null, note = ''): string {
  return pointSentence(ask, { askId: 'ask-1', stance, note }, 'en', false);
}

describe('pointSentence', () => {
  it.each([
    ['Can I take Fri 30 October off?', 'You asked whether you can take Fri 30 October off: [your answer].'],
    ['Could you send me your plan, please?', 'You asked me to send you my plan: [your answer].'],
    [
      'Please tell me which papers I should bring with me.',
      'You asked which papers you should bring with you: [your answer].',
    ],
    ['When could we see the first sketch?', 'You asked when you could see the first sketch: [your answer].'],
    ['Are you in the office or shall I?', 'You asked whether I am in the office: [your answer].'],
    [
      'Is it the fixed one or the opening one?',
      'You asked whether it is the fixed one or the opening one: [your choice].',
    ],
    ['Did Mr Osterhaus sign?', 'Your question “Did Mr Osterhaus sign?”: [your answer].'],
    [
      "If it's a no, give me one number you'd accept and I'll try.",
      "If it's a no, you asked me to give you one number I would accept: [your answer].",
    ],
    ['The total is €12,400. Can you live with that?', 'On “The total is €12,400”: [your answer].'],
    [
      'We therefore kindly request you to let us know in writing whether you wish (a) five years or (b) three years.',
      'You asked whether I wish (a) five years or (b) three years: [your choice].',
    ],
    ['a) borrow one person b) single cover. It is your call.', 'Of your options a and b: [your choice].'],
  ])('leaves a blank for what is undecided: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });

  it.each<[string, Stance, string, string]>([
    ['Can I take Friday off?', 'yes', '', 'Yes, you can take Friday off.'],
    [
      'Can I take Friday off?',
      'no',
      'Lotte is away',
      'I am sorry, but you cannot take Friday off. Lotte is away.',
    ],
    [
      'Can I take Friday off?',
      'later',
      'by Thursday',
      'I will let you know by Thursday whether you can take Friday off.',
    ],
    ['Please send the code.', 'yes', '', 'Yes, I will send the code.'],
    ['Please send the code.', 'later', '', 'I will let you know by [date] whether I can send the code.'],
    [
      'Who joins from your side?',
      'own-words',
      'Kwame and me',
      'You asked who joins from my side: Kwame and me.',
    ],
    ['Which one?', 'own-words', 'we take the one on Sunday', 'We take the one on Sunday.'],
    ['Which one?', 'own-words', '', 'You asked which one: [your choice].'],
  ])('says what the user decided: %j %s', (ask, stance, note, sentence) => {
    expect(say(ask, stance, note)).toBe(sentence);
  });

  it('writes in the language of the mail', () => {
    expect(pointSentence('Ist das noch richtig?', null, 'de', false)).toBe(
      'Zu „Ist das noch richtig?“: [Antwort].',
    );
  });
});
