import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { letterFrame } from './letter-frame';
import type { VoiceProfile } from '../../contracts/briefing';

const OWNER = { name: 'Dana Lund', address: 'dana@y.example', role: '' };
const VOICE: VoiceProfile = {
  sampleCount: 9,
  greeting: 'Hi {first}',
  signOff: 'Best,',
  signName: 'Dana',
  medianWords: 40,
};
const from = (name: string, signed: string, text = 'The lift is out of order.') =>
  makeMessage({ from: { name, address: 'a@x.example' }, text: `Hello,\n\n${text}\n\nRegards,\n${signed}` });

describe('letterFrame', () => {
  it('greets the person who signed when the header names a firm', () => {
    expect(letterFrame(from('Castlegate', 'Douglas Prynne'), OWNER, VOICE, 'en').greeting).toBe(
      'Hi Douglas,',
    );
    expect(letterFrame(from('Ulm Gears - Sales', 'Ann Reed'), OWNER, VOICE, 'en').greeting).toBe('Hi Ann,');
    expect(letterFrame(from('Douglas', 'Douglas Prynne'), OWNER, VOICE, 'en').greeting).toBe('Hi Douglas,');
  });

  it('answers a German mail in its own form of address', () => {
    const formal = from('Ute Abel', 'Ute Abel', 'Könnten Sie uns bitte die Liste senden?');
    const familiar = from('Ute Abel', 'Ute', 'Kannst du mir bitte die Liste senden?');
    expect(letterFrame(formal, OWNER, null, 'de').greeting).toBe('Guten Tag Ute Abel,');
    expect(letterFrame(familiar, OWNER, null, 'de').greeting).toBe('Hallo Ute Abel,');
  });

  it('thanks as its owner would: with an exclamation mark, or not at all in short notes', () => {
    const style = { contractions: null, exclamations: true, familiar: null, opening: '', closing: '' };
    const thanks = (voice: VoiceProfile) => letterFrame(from('Ute Abel', 'Ute'), OWNER, voice, 'en').thanks;
    expect(thanks(VOICE)).toBe('Thanks for your mail.');
    expect(thanks({ ...VOICE, style })).toBe('Thanks for your mail!');
    expect(thanks({ ...VOICE, medianWords: 12 })).toBe('');
  });
});
