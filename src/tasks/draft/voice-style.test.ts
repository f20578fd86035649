import { describe, expect, it } from 'vitest';
import { splitLetter } from './letter';
import { applyVoiceEdits, parseVoiceEdits } from './voice-edits';
import { isFamiliar, learnStyle } from './voice-style';

const OWNER = { name: 'Ada Lund', address: 'ada@x.example', role: '' };
const learn = (...bodies: string[]) =>
  learnStyle(
    bodies.map((body) => splitLetter(`Hi Bo,\n\n${body}\n\nAda`)),
    'en',
  );

describe('learnStyle', () => {
  it('tells those who contract from those who do not, and says nothing where little shows it', () => {
    expect(learn("I'm in.", "It's fine, I can't stay.", 'I am late.').contractions).toBe(true);
    expect(learn('I am in.', 'It is fine, I cannot stay.').contractions).toBe(false);
    expect(learn('Fine by me.').contractions).toBeNull();
  });

  it('takes a first and a last sentence that come again for habits', () => {
    const { opening, closing } = learn(
      'Thanks for this. The gate is open. Shout if not.',
      'Thanks for this. Two of them came. Shout if not.',
      'No idea. I will ask.',
    );
    expect({ opening, closing }).toEqual({ opening: 'Thanks for this.', closing: 'Shout if not.' });
  });

  it('takes no initial under a note for a sentence', () => {
    expect(learn('Fine by me. M.', 'On Friday then. M.').closing).toBe('');
  });

  it('makes no habit of what belongs to one matter', () => {
    expect(learn('Order 4417 is late. More soon.', 'Order 4417 is late. Nothing new.').opening).toBe('');
  });
});

describe('isFamiliar', () => {
  it.each([
    ['de', 'Kannst du mir das schicken?', true],
    ['de', 'Können Sie mir das schicken?', false],
    ['de', 'Der Bericht ist fertig.', null],
    ['es', '¿Te va bien el martes?', true],
    ['es', '¿Le va bien el martes? Dígame usted.', false],
    ['en', 'Can you send it?', null],
  ] as const)('%s: “%s” is %s', (language, text, expected) => {
    expect(isFamiliar(text, language)).toBe(expected);
  });
});

describe('applyVoiceEdits', () => {
  const learnt = {
    sampleCount: 5,
    greeting: 'Hi {first}',
    signOff: 'Best,',
    signName: 'Ada',
    medianWords: 40,
    towards: { colleague: { greeting: '{first}', signOff: '' } },
  };

  it('leaves the learnt voice as it is without edits, and has none of nothing', () => {
    expect(applyVoiceEdits(learnt, {}, OWNER)).toBe(learnt);
    expect(applyVoiceEdits(null, {}, OWNER)).toBeNull();
  });

  it('lets a greeting of the user’s own go for everybody', () => {
    const voice = applyVoiceEdits(learnt, { greeting: 'Hej {first}' }, OWNER);
    expect(voice).toMatchObject({ greeting: 'Hej {first}', signOff: 'Best,' });
    expect(voice?.towards).toBeUndefined();
  });

  it('makes a neutral voice of edits alone', () => {
    expect(applyVoiceEdits(null, { signOff: 'Cheers,' }, OWNER)).toMatchObject({
      sampleCount: 0,
      signOff: 'Cheers,',
      signName: 'Ada',
    });
  });

  it('takes what it cannot read for no edits', () => {
    expect(parseVoiceEdits({ greeting: 7 })).toEqual({});
    expect(parseVoiceEdits(undefined)).toEqual({});
    expect(parseVoiceEdits({ closing: 'Shout.' })).toEqual({ closing: 'Shout.' });
  });
});
