import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { viewOf } from './mail-view';
import { wordingValues } from './triage-head';
import { wordingsOf } from './wordings';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };

function wordingsIn(text: string): Set<string> {
  return wordingsOf(viewOf(makeMessage({ subject: 'Plan', text }), OWNER));
}

describe('wordingsOf', () => {
  it('gives words and pairs, with the start of each sentence', () => {
    const found = wordingsIn('Send it. Don’t wait!');
    for (const wording of ['plan', '^ plan', 'send', '^ send', 'send it', "^ don't", "don't wait", 'wait !'])
      expect(found).toContain(wording);
  });

  it('joins no words across sentences', () => {
    expect(wordingsIn('Send it. Thanks for all.')).not.toContain('it thanks');
  });

  it('makes numbers and the owner’s names alike for everybody', () => {
    const found = wordingsIn('Dana, 14 of 20 are left.');
    expect(found).toContain('^ @owner');
    expect(found).toContain('# of');
    expect(found).not.toContain('dana');
  });
});

describe('wordingValues', () => {
  it('weighs each known wording less the more of them a mail has, and unknown ones not at all', () => {
    const few = wordingValues(['please', 'thanks'], new Set(['please', 'pump']));
    const many = wordingValues(['please', 'thanks'], new Set(['please', 'thanks']));
    expect(few[1]).toBe(0);
    expect(few[0]).toBeGreaterThan(many[0] ?? Infinity);
    expect(many[0]).toBe(many[1]);
  });
});
