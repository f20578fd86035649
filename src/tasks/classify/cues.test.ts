import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { Message } from '../../contracts/message';
import { findCues, type CueReport, type Surroundings } from './cues';
import { viewOf } from './mail-view';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const OWNER_ADDRESS = { name: 'Dana Whitfield', address: 'dana@y.example' };
const LOTTE = { name: 'Lotte Brandsma', address: 'lotte.brandsma@y.example' };

function cuesOf(overrides: Partial<Message>, surroundings?: Surroundings): CueReport {
  return findCues(viewOf(makeMessage(overrides), OWNER), surroundings);
}

describe('findCues', () => {
  it('sees a question to the owner, and quotes it', () => {
    const { values, quotes } = cuesOf({ text: 'Hi Dana,\n\nCould you confirm the date?\n\nAda' });
    expect(values).toMatchObject({ greetsOwner: 1, endsWithQuestion: 1, fromPerson: 1, soleRecipient: 1 });
    expect(values.personAsksAnswer).toBeGreaterThan(0);
    expect(quotes.get('directQuestion')).toBe('Could you confirm the date?');
  });

  it('does not hear a request in a sentence that declines an answer', () => {
    const { values } = cuesOf({ text: 'Please correct the list.\n\nNo need to let me know.' });
    expect(values.answerRequest).toBe(0);
    expect(values.noAnswerWanted).toBeGreaterThan(0);
    expect(values.personAsksAction).toBeGreaterThan(0);
  });

  it('does not hear urgency where it is taken back', () => {
    const { values } = cuesOf({ subject: 'Window', text: 'This is not urgent, Friday will do.' });
    expect(values.urgentWords).toBe(0);
    expect(values.urgencyDenied).toBeGreaterThan(0);
  });

  it('reads only what the sender wrote', () => {
    const text = 'Thanks!\n> Could you send me the plan by 10:00?\n';
    const { values } = cuesOf({
      text,
      segments: [
        { kind: 'body', start: 0, end: 8 },
        { kind: 'quote', start: 8, end: text.length },
      ],
    });
    expect(values).toMatchObject({ directQuestion: 0, dueNow: 0, questions: 0 });
  });

  it('finds "unsubscribe" in the footer', () => {
    const text = 'New chairs.\nUnsubscribe here.';
    const { values } = cuesOf({
      text,
      segments: [
        { kind: 'body', start: 0, end: 12 },
        { kind: 'footer', start: 12, end: text.length },
      ],
    });
    expect(values.unsubscribe).toBeGreaterThan(0);
  });

  it('knows the owner by name under another address, and a copy from a direct mail', () => {
    const alias = cuesOf({ to: [{ name: 'Dana Whitfield', address: 'dw@elsewhere.example' }] });
    expect(alias.values).toMatchObject({ soleRecipient: 1, ownerNotNamed: 0 });
    const copy = cuesOf({ to: [LOTTE], cc: [OWNER_ADDRESS] });
    expect(copy.values).toMatchObject({ ownerInCopy: 1, soleRecipient: 0 });
    const list = cuesOf({ to: [{ name: '', address: 'all@y.example' }] });
    expect(list.values.ownerNotNamed).toBe(1);
  });

  it('tells a mail to somebody else by its greeting', () => {
    expect(cuesOf({ text: 'Nils, see below. Can you ring them today?' }).values.greetsOther).toBe(1);
    expect(cuesOf({ text: 'Dana, see below.' }).values.greetsOther).toBe(0);
    expect(cuesOf({ text: 'Thanks, that helps.' }).values.greetsOther).toBe(0);
  });

  it('notices a domain that imitates the owner’s organisation', () => {
    const owner = { ...OWNER, address: 'dana@harbourline.example' };
    const from = { name: 'IT Desk', address: 'no-reply@harbourline-helpdesk.example' };
    const { values } = findCues(viewOf(makeMessage({ from }), owner));
    expect(values).toMatchObject({ lookAlikeDomain: 1, fromNoReply: 1 });
  });

  it('notices a colleague’s name over a stranger’s address', () => {
    const from = { name: 'Lotte Brandsma', address: 'lotte.b@freepost.example' };
    expect(cuesOf({ from }, { thread: [], contacts: [LOTTE] }).values.borrowedName).toBe(1);
    expect(cuesOf({ from: LOTTE }, { thread: [], contacts: [LOTTE] }).values.borrowedName).toBe(0);
    expect(cuesOf({ from }).values.borrowedName).toBe(0);
  });

  it('knows a mail as superseded when its sender wrote again in the thread', () => {
    const first = { id: 'first', threadId: 't', date: '2026-10-12T18:00:00.000Z' };
    const later = makeMessage({ id: 'later', threadId: 't', date: '2026-10-12T20:00:00.000Z' });
    expect(cuesOf(first, { thread: [later], contacts: [] }).values.superseded).toBe(1);
    const byOther = makeMessage({ ...later, from: LOTTE });
    expect(cuesOf(first, { thread: [byOther], contacts: [] }).values.superseded).toBe(0);
    const answered = makeMessage({ ...later, role: 'sent', from: OWNER_ADDRESS });
    expect(cuesOf(first, { thread: [answered], contacts: [] }).values.superseded).toBe(1);
  });

  it('tells people the owner knows from strangers, and says neither while nobody is known', () => {
    const stranger = { name: 'Max Poe', address: 'max@offers.example' };
    const known = { thread: [], contacts: [LOTTE] };
    expect(cuesOf({ from: stranger }, known).values).toMatchObject({ stranger: 1, knownSender: 0 });
    expect(cuesOf({ from: LOTTE }, known).values).toMatchObject({ stranger: 0, knownSender: 1 });
    expect(cuesOf({ from: stranger }).values).toMatchObject({ stranger: 0, knownSender: 0 });
  });

  it('sees a question from a stranger as such, and not as one from a known person', () => {
    const from = { name: 'Max Poe', address: 'max@offers.example' };
    const { values } = cuesOf({ from, text: 'Could we talk?' }, { thread: [], contacts: [LOTTE] });
    expect(values.strangerAsks).toBeGreaterThan(0);
    expect(values.knownPersonAsks).toBe(0);
  });

  it('knows an answer to the owner by the thread and by the quotation', () => {
    const sent = makeMessage({ id: 'sent', role: 'sent', from: OWNER_ADDRESS });
    expect(cuesOf({}, { thread: [sent], contacts: [] }).values.answersOwner).toBe(1);
    const text = 'Agreed.\n> Dana Whitfield wrote: shall we?';
    const quoting = cuesOf({
      text,
      segments: [
        { kind: 'body', start: 0, end: 8 },
        { kind: 'quote', start: 8, end: text.length },
      ],
    });
    expect(quoting.values.answersOwner).toBe(1);
    expect(cuesOf({ text: 'Agreed.' }).values.answersOwner).toBe(0);
  });

  it('notices that a mail comes back to another organisation than its sender’s', () => {
    const from = { name: 'News', address: 'news@shop.example' };
    const returned = (path: string): number =>
      cuesOf({ from, headers: { 'return-path': path } }).values.returnsElsewhere;
    expect(returned('<bounce-7@massmailer.example>')).toBe(1);
    expect(returned('<bounces@mail.shop.example>')).toBe(0);
    expect(returned('<>')).toBe(0);
  });
});
