import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANCES, type Stance } from '../../contracts/briefing';
import { DRAFT_LANGUAGES } from './language';
import { pointSentence } from './point-sentences';

function say(ask: string, stance: Stance | null, note = ''): string {
  return pointSentence(ask, { askId: 'ask-1', stance, note }, 'en');
}

describe('pointSentence while the user has not decided', () => {
  it.each([
    // Asked of the owner
    ['Could you confirm the room by 15:00?', 'I [can / cannot] confirm the room by 15:00.'],
    ['Did you order that?', 'I [did / did not] order that.'],
    ['Are you still in the building??', 'I [am / am not] still in the building.'],
    ['Do you have a back wall that fits, 8 x 5 m?', 'I [have / do not have] a back wall that fits, 8 x 5 m.'],
    [
      'Would you like the repair in the calendar for July?',
      'I [would like / would not like] the repair in the calendar for July.',
    ],
    ['Would you have an internship for me?', 'I [have / do not have] an internship for you.'],
    [
      'Would you be so kind to grant me an interview of 30 minutes?',
      'I [can / cannot] grant you an interview of 30 minutes.',
    ],
    ['Any chance you could do 50 minutes on tone?', 'I [can / cannot] do 50 minutes on tone.'],
    ['Please send me the list.', 'I [will / cannot] send you the list.'],
    ['Bring biscuits.', 'I [will / cannot] bring biscuits.'],
    // Asked for the sender
    ['Can I take Fri 30 October off?', 'You [can / cannot] take Fri 30 October off.'],
    [
      'May I put a small vase on it that day, or is that not allowed?',
      'You [may / may not] put a small vase on it that day.',
    ],
    [
      'Must I answer Crake & Co. by 4 December, or would you?',
      'You [must / need not] answer Crake & Co. by 4 December.',
    ],
    ['Could we meet for half an hour?', 'We [can / cannot] meet for half an hour.'],
    ['We need the signed form by Friday.', 'You [can / cannot] have the signed form by Friday.'],
    [
      'I would like to hand over the Friday seminar from next term.',
      'You [can / cannot] hand over the Friday seminar from next term.',
    ],
    [
      'An answer by Thursday 15 October, since I have to tell my director.',
      'You [can / cannot] have an answer by Thursday 15 October.',
    ],
    // About somebody or something else
    [
      'Is the second shift in Gdańsk staffed from 1 Nov, yes or no',
      'The second shift in Gdańsk [is / is not] staffed from 1 Nov.',
    ],
    ['Would Thursday work for you?', 'Thursday [works / does not work] for me.'],
    ['Can Operations stand behind 99.9 % a month?', 'Operations [can / cannot] stand behind 99.9 % a month.'],
    [
      'Does the Business plan have single sign-on?',
      'The Business plan [has / does not have] single sign-on.',
    ],
    [
      'Did Mr Osterhaus ever sign the second statement?',
      'Mr Osterhaus [did / did not] ever sign the second statement.',
    ],
    [
      'Has the fee of €24 per page been approved meanwhile?',
      'The fee of €24 per page [has / has not] been approved meanwhile.',
    ],
    ['Is cabin 512 an outside cabin?', 'Cabin 512 [is / is not] an outside cabin.'],
    ['Is there a test account?', 'There [is a / is no] test account.'],
    [
      'That the dunning stops meanwhile, because I got a reminder',
      'The dunning [stops / does not stop] meanwhile.',
    ],
    ['Please tell me whether the department would lend it.', 'The department [would / would not] lend it.'],
    [
      'Somebody who looks at the calls and tells me whose fault it is',
      '[Name] [will / will not] look at the calls and tell you whose fault it is.',
    ],
    ['I need from you a yes or a no to the move before 11:00.', 'I [agree / do not agree] to the move.'],
  ])('lets a yes or no be chosen: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });

  it.each([
    ['When will they be ready?', 'They will be ready on [date].'],
    ['When do I get my money?', 'You will get your money on [date].'],
    ['Could you check when they will be paid, please?', 'They will be paid on [date].'],
    ['From what time?', 'From [time].'],
    ['What is his fee for that, please?', 'His fee for that is [amount].'],
    [
      'What would it cost to have you look at it properly?',
      'It would cost [amount] to have me look at it properly.',
    ],
    ['Your EORI number', 'My EORI number is [number].'],
    ['Share of Q3 onboardings done on time?', 'Share of Q3 onboardings done on time: [number].'],
    ['Who do I ring??', 'You can ring [name].'],
    ['Could you tell me who joins from your side, you + one?', '[Name] joins from my side.'],
    ['Which of these works for you?', '[Your choice] works best for me.'],
    ['Which day do you prefer?', 'I prefer [date].'],
    ['Why is the retry limit 7?', 'The retry limit is 7 because [your answer].'],
    [
      'How many parking places would you want for three flats?',
      'As to how many parking places I would like for three flats: [number].',
    ],
    ['Where is it? (You said ten days ago it was coming)', 'It is [place].'],
  ])('leaves a blank of its kind: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });

  it.each([
    ['Salad or cake?', '[Salad / cake].'],
    ['Screens or paper today, yes or no, from someone who stands by it', '[Screens / paper] today.'],
    ['Dessert at 21:00 or 21:30?', 'Dessert at [21:00 / 21:30].'],
    [
      'Which of these works for you? - Tue 20 Oct, 09:30 - Wed 21 Oct, 16:00',
      '[Tue 20 Oct, 09:30 / Wed 21 Oct, 16:00] works best for me.',
    ],
    [
      'Which one? (Sat 24 Oct 22:00 / Sun 25 Oct 04:00)',
      'Let us take [Sat 24 Oct 22:00 / Sun 25 Oct 04:00].',
    ],
    ['a) borrow one person b) single cover. It is your call.', 'Let us go with option [a / b].'],
    [
      'We request you to let us know whether Harbourline wishes (a) five years or (b) to end the lease.',
      'Harbourline wishes [five years / to end the lease].',
    ],
    ['Is it the fixed one or the opening one?', 'It is [the fixed one / the opening one].'],
  ])('offers the options: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });

  it.each([
    [
      "If it's a no, give me one number you'd accept and I'll try.",
      "If it's a no, one number I would accept is [number].",
    ],
    [
      'If it is approved can it start from the week of 5 October please.',
      'If it is approved, it [can / cannot] start from the week of 5 October.',
    ],
    [
      'May my planner move the bookings again, and from what time',
      'Your planner [may / may not] move the bookings again, from [time].',
    ],
    ['Are you coming, and with how many people?', 'I [am / am not] coming, with [number] people.'],
    [
      'When could we see first ideas, and is the price like the first one?',
      'You can see first ideas on [date]. The price [is / is not] like the first one.',
    ],
    [
      'Can you live with that? (It is €12,400 exactly, no contingency)',
      '€12,400 exactly, no contingency: I [can / cannot] live with that.',
    ],
    ['My tickets came to £214 in the end, can you pay that?', 'I [can / cannot] pay that.'],
    [
      'Customs wanted a paper, please look at this.',
      'Customs wanted a paper: I [will / cannot] look at this.',
    ],
  ])('keeps conditions, second questions and what a question points to: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });

  it.each([
    ["Please don't forward this.", 'You asked me not to forward this: [your answer].'],
    [
      'I should be delighted if you came on 4 May.',
      'On “I should be delighted if you came on 4 May”: [your answer].',
    ],
    [
      'We suggest moving the meeting to Tuesday.',
      'On “We suggest moving the meeting to Tuesday”: [your answer].',
    ],
    [
      'I need to tell the Chair something by ten, and the whole of the committee after that, which takes longer.',
      'On “I need to tell the Chair something by ten …”: [your answer].',
    ],
    [
      'Could you or Gert come and show them how?',
      'To your question “Could you or Gert come and show them how?”: [your answer].',
    ],
    [
      'In which time zone is "delivered_at"?',
      'To your question “In which time zone is delivered_at?”: [your answer].',
    ],
    ['Please do not let him jump the queue.', 'You asked me not to let him jump the queue: [your answer].'],
    [
      'Confirm the details or name a replacement.',
      'You asked me to confirm the details or name a replacement: [your answer].',
    ],
  ])('falls back to a heading rather than broken English: %j', (ask, sentence) => {
    expect(say(ask, null)).toBe(sentence);
  });
});

describe('pointSentence with the user’s stance', () => {
  it.each<[string, Stance, string, string]>([
    ['Can I take Friday off?', 'yes', '', 'Yes, you can take Friday off.'],
    [
      'Can I take Friday off?',
      'no',
      'Lotte is away',
      'I am afraid you cannot take Friday off. Lotte is away.',
    ],
    [
      'Can I take Friday off?',
      'later',
      'by Thursday',
      'I will let you know by Thursday whether you can take Friday off.',
    ],
    ['Would Thursday work for you?', 'yes', '', 'Yes, Thursday works for me.'],
    ['Could you confirm the room?', 'no', '', 'I am afraid I cannot confirm the room.'],
    ['Is the second shift staffed?', 'no', '', 'I am afraid the second shift is not staffed.'],
    ['I need a yes or no to the move.', 'no', '', 'I am afraid I do not agree to the move.'],
    ['Please send the code.', 'yes', '', 'Yes, I will send the code.'],
    ['Please send the code.', 'later', '', 'I will let you know by [date] whether I can send the code.'],
    ['Are you coming, and with how many people?', 'yes', '', 'Yes, I am coming, with [number] people.'],
    ['Who joins from your side?', 'own-words', 'Kwame and me', 'As to who joins from my side: Kwame and me.'],
    ['Who joins from your side?', 'yes', '', '[Name] joins from my side.'],
    ['Which one?', 'yes', 'we take the one on Sunday', 'We take the one on Sunday.'],
    ['Which one?', 'own-words', 'we take the one on Sunday', 'We take the one on Sunday.'],
    ['When will they be ready?', 'later', '', 'I will let you know by [date] when they will be ready.'],
    ['When will they be ready?', 'no', '', 'I am afraid I cannot tell you when they will be ready.'],
  ])('makes the same sentence with the choice made: %j %s %j', (ask, stance, note, sentence) => {
    expect(say(ask, stance, note)).toBe(sentence);
  });
});

describe('pointSentence in other languages', () => {
  it.each([
    ['de', 'Ist das noch richtig?', 'Zu Ihrer Frage „Ist das noch richtig?“: [ja / nein].'],
    [
      'de',
      'Außerdem, ohne Eile: Wann kommt der Techniker?',
      'Zu Ihrer Frage „Wann kommt der Techniker?“: [Datum].',
    ],
    [
      'es',
      'Necesito una cifra, porque cierro el presupuesto.',
      'En cuanto a «Necesito una cifra»: [respuesta].',
    ],
    [
      'fr',
      'Combien de personnes viennent ?',
      'Concernant votre question « Combien de personnes viennent ? »: [nombre].',
    ],
    ['it', 'Quando arriva il tecnico?', 'Sulla domanda «Quando arriva il tecnico?»: [data].'],
    ['nl', 'Kunt u dat bevestigen?', 'Over uw vraag “Kunt u dat bevestigen?”: [ja / nee].'],
    ['nl', 'Kunt u laten weten of het kan?', 'Over uw vraag “Kunt u laten weten of het kan?”: [ja / nee].'],
    [
      'de',
      'Können Sie mir sagen, ob die Laufzeit zwei oder fünf Jahre beträgt?',
      'Zu Ihrer Frage „Können Sie mir sagen, ob die Laufzeit zwei oder fünf Jahre beträgt?“: [zwei Jahre / fünf Jahre].',
    ],
    [
      'de',
      'Können Sie mir sagen, ob der Anschluss links oder rechts ist?',
      'Zu Ihrer Frage „Können Sie mir sagen, ob der Anschluss links oder rechts ist?“: [Antwort].',
    ],
  ] as const)('quotes the ask with a blank of its kind: %s %j', (language, ask, sentence) => {
    expect(pointSentence(ask, null, language)).toBe(sentence);
  });
});

it('never throws, and always says or leaves open something, whatever the text', () => {
  const word = fc.constantFrom(
    ...'can could you I we is are the which who when how many what if and or , ? ( ) a) b) : please send me not do does [ ] / - 12 15:00 have that Ada “ ” some any shift staffed by'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(null, ...STANCES),
      fc.string(),
      fc.constantFrom(...DRAFT_LANGUAGES),
      (ask, stance, note, language) => {
        expect(pointSentence(ask, { askId: 'ask-1', stance, note }, language).trim()).not.toBe('');
      },
    ),
    { numRuns: 1_000 },
  );
});
