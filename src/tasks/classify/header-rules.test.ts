import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { Message } from '../../contracts/message';
import { findCues } from './cues';
import { applyRules } from './header-rules';
import { viewOf } from './mail-view';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };

function verdictOn(overrides: Partial<Message>): string | null {
  const view = viewOf(makeMessage(overrides), OWNER);
  return applyRules(view, findCues(view))?.category ?? null;
}

const DANA = { name: 'Dana Whitfield', address: 'dana@y.example' };

describe('applyRules', () => {
  it.each<[string, Partial<Message>, string]>([
    ['spam', { headers: { 'x-spam-flag': 'YES' } }, 'skip'],
    [
      'a failed sender check that asks for the password',
      {
        text: 'Verify your password now.',
        headers: { 'authentication-results': 'mx.y.example; spf=fail; dmarc=fail' },
      },
      'skip',
    ],
    ['a cancelled meeting', { subject: 'Cancelled: review @ Tue 13 Oct' }, 'read'],
    ['an invitation', { subject: 'Invitation: review @ Tue 13 Oct' }, 'act'],
    ['a note to self', { from: DANA, to: [DANA], text: 'milk' }, 'act'],
  ])('decides on %s', (_what, overrides, category) => {
    expect(verdictOn(overrides)).toBe(category);
  });

  it.each<[string, Partial<Message>]>([
    ['a colleague’s question', { text: 'Could you send me the plan?' }],
    [
      'bulk mail, which is news from one sender and noise from another',
      {
        subject: '20 % off all chairs',
        headers: { 'list-unsubscribe': '<https://a.example/u>', precedence: 'bulk' },
      },
    ],
    [
      'an out-of-office note, which matters to some and not to others',
      { subject: 'Automatic reply: plans', headers: { 'auto-submitted': 'auto-replied' } },
    ],
    [
      'a failed sender check without a demand',
      {
        text: 'The minutes are attached.',
        headers: { 'authentication-results': 'mx.y.example; spf=softfail' },
      },
    ],
  ])('leaves %s to the classifier', (_what, overrides) => {
    expect(verdictOn(overrides)).toBeNull();
  });
});
