import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { learnVoice } from './voice';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const sent = (text: string, name = 'Graham Pell') =>
  makeMessage({
    text,
    role: 'sent',
    from: { name: OWNER.name, address: OWNER.address },
    to: [{ name, address: 'g@x.example' }],
  });

describe('learnVoice', () => {
  it('learns greeting, sign-off, name and length', () => {
    const voice = learnVoice(
      [
        sent(
          'Hi Graham,\n\nReport attached, two pages.\n\nBest regards,\nDana\n\n-- \nDana Whitfield\nOperations Lead',
        ),
        sent('Hi Graham,\n\nOne number, day and night.\n\nBest regards,\nDana'),
        sent('Graham,\n\nNothing else from me.\n\nD.'),
      ],
      OWNER,
    );
    expect(voice).toMatchObject({
      sampleCount: 3,
      greeting: 'Hi {first}',
      signOff: 'Best regards,',
      signName: 'Dana',
      medianWords: 4,
    });
  });

  it('tells colleagues from others where there are enough letters to both', () => {
    const to = (address: string, text: string) => ({ ...sent(text), to: [{ name: 'Graham Pell', address }] });
    const inside = to('g@y.example', 'Hi Graham,\n\nyes.\n\nThanks,\nDana');
    const outside = to('g@x.example', 'Dear Graham,\n\nyes.\n\nBest regards,\nDana');
    const voice = learnVoice(
      [...Array<typeof inside>(5).fill(inside), ...Array<typeof inside>(4).fill(outside)],
      OWNER,
    );
    expect(voice).toMatchObject({
      signOff: 'Thanks,',
      towards: {
        colleague: { greeting: 'Hi {first}', signOff: 'Thanks,' },
        outsider: { greeting: 'Dear {first}', signOff: 'Best regards,' },
      },
    });
    expect(learnVoice([inside, inside, outside, outside], OWNER)).not.toHaveProperty('towards');
  });

  it('knows formal greetings and bare names', () => {
    const formal = learnVoice(
      [
        sent('Dear Mr Pell,\n\nThank you.\n\nYours sincerely,\nDana Whitfield'),
        sent('Dear Mr Pell,\n\nNoted.'),
      ],
      OWNER,
    );
    expect(formal?.greeting).toBe('Dear {name}');
    expect(learnVoice([sent('Graham,\n\nyes.'), sent('Graham,\n\nno.')], OWNER)?.greeting).toBe('{first}');
    expect(learnVoice([sent('yes, go ahead'), sent('no, not today')], OWNER)?.greeting).toBe('');
  });

  it('learns other languages', () => {
    const voice = learnVoice(
      [
        sent('Hallo Graham,\n\nder Bericht kommt.\n\nViele Grüße\nDana'),
        sent('Hallo Graham,\n\nja.\n\nViele Grüße\nDana'),
      ],
      OWNER,
    );
    expect(voice).toMatchObject({ greeting: 'Hallo {first}', signOff: 'Viele Grüße', signName: 'Dana' });
  });

  it('lets the language of most letters decide', () => {
    const english = sent('Hi Graham,\n\nplease see the report.\n\nBest,\nDana');
    const spanish = sent('Graham,\n\nmuchas gracias por la nota, el martes no puedo.\n\nUn abrazo,\nDana');
    const italian = sent('Ciao Graham,\n\nil foglio è per lunedì, non per oggi.\n\nUn saluto,\nDana');
    expect(learnVoice([english, english, english, spanish, italian, spanish], OWNER)).toMatchObject({
      greeting: 'Hi {first}',
      signOff: 'Best,',
    });
  });

  it('counts letters without a sign-off as a habit', () => {
    const bare = sent('Graham,\n\nyes, do.\n\nDana');
    const spanish = sent('Hola Graham,\n\nel martes no puedo.\n\nUn abrazo,\nDana');
    expect(learnVoice([bare, bare, sent('Graham,\n\nno.\n\nBest,\nDana'), spanish], OWNER)?.signOff).toBe('');
  });

  it('learns nothing from fewer than two mails, or from mail of others', () => {
    expect(learnVoice([], OWNER)).toBeNull();
    expect(learnVoice([sent('Hi Graham,\n\nyes.\n\nDana'), sent('Hi Graham,\n\n')], OWNER)).toBeNull();
    const other = { ...sent('Hi Graham,\n\nyes.'), from: { name: 'Eve', address: 'eve@z.example' } };
    expect(learnVoice([other, other, other], OWNER)).toBeNull();
  });
});
