import { describe, expect, test } from 'vitest';
import { fakeSource } from '../../../tests/fixtures/fake-sources';
import type { SourceCard } from '../../app/sources/sources-api';
import type { Failure } from '../../contracts/failure';
import { SOURCE_KINDS } from '../../contracts/mail-source';
import { kindWords, tellReceipt, tellSource } from './source-words';

const NOW = new Date(2026, 9, 2, 9, 0);
const at = (hours: number, minutes: number) => new Date(2026, 9, 2, hours, minutes);
const tell = (part: Partial<SourceCard>) => tellSource(fakeSource(part), NOW, ({ message }) => message);
const failure = (message: string): Failure => ({ code: 'server-refused', message, retryable: true });

describe('a source says how it is, and what can be done', () => {
  test('when it is up to date', () => {
    const telling = tell({ syncedAt: at(8, 40).toISOString() });
    expect(telling).toMatchObject({ pill: 'Up to date', step: 'look', needsUser: false });
    expect(telling.text).toBe('1,200 mails in Deskside, last looked 08:40.');
  });

  test('when it tells of new mail by itself', () => {
    expect(tell({ isLive: true })).toMatchObject({
      pill: 'Live',
      text: expect.stringContaining('by itself'),
    });
  });

  test('before its first look', () => {
    expect(tell({ syncedAt: null, days: 1 }).text).toBe('The first look goes back 1 day.');
  });

  test('while it is looked at, with what is read so far', () => {
    expect(tell({ state: 'looking' })).toMatchObject({ text: 'Looking for new mail', step: null });
    expect(tell({ state: 'looking', reading: 1 }).text).toBe('1 mail read so far');
  });

  test('when the user has to sign in: at first, again, or for the reason that is known', () => {
    const out = { state: 'signed-out', syncedAt: null } as const;
    expect(tell(out)).toMatchObject({ step: 'sign-in', needsUser: true });
    expect(tell(out).text).toContain('the first look begins');
    expect(tell({ state: 'signed-out' }).text).toContain('Sign in again');
    expect(tell({ ...out, failure: failure('The password is wrong.') }).text).toBe('The password is wrong.');
  });

  test.each([
    ['reload', 'reload'],
    ['asks', 'allow'],
    ['files', 'pick'],
  ] as const)('in the state %s it waits for the user', (state, step) => {
    expect(tell({ state })).toMatchObject({ step, needsUser: true });
    expect(tell({ state }).text).not.toBe('');
  });

  test('while it waits: why, until when, and that one may try at once', () => {
    const waiting = { state: 'waiting', failure: failure('Too many requests.') } as const;
    expect(tell({ ...waiting, retryAt: at(9, 5).getTime() })).toMatchObject({
      text: 'Too many requests. It is tried again at 09:05.',
      ...{ step: 'try-again', needsUser: false },
    });
    for (const retryAt of [null, at(8, 59).getTime()])
      expect(tell({ ...waiting, retryAt }).text).toBe('Too many requests. It is tried again soon.');
  });

  test('when it failed', () => {
    expect(tell({ state: 'failed', failure: failure('The server says no.') })).toMatchObject({
      ...{ text: 'The server says no.', tone: 'urgent', step: 'try-again', needsUser: true },
    });
  });
});

test('a look tells what came, or that nothing did; why one broke off is for the card to say', () => {
  const receipt = { added: 0, problems: [], failure: null };
  expect(tellReceipt('Desk', receipt)).toBe('Desk: nothing new.');
  expect(tellReceipt('Desk', { ...receipt, added: 1200 })).toBe('Desk: 1,200 new mails.');
  expect(tellReceipt('Desk', { ...receipt, failure: failure('No.') })).toBe('');
});

test('what leaves the machine is said of every kind', () => {
  const said = SOURCE_KINDS.map((kind) => kindWords(kind).leaves);
  expect(new Set(said).size).toBe(SOURCE_KINDS.length);
  expect(said[0]).toBe('Nothing leaves this machine.');
});
