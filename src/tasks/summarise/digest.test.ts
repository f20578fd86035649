import { describe, expect, it } from 'vitest';
import type { Category, MessageResult, Owner } from '../../contracts/briefing';
import { digestText, makeDigest, mostPressing, NightTally, type SortedMail } from './digest';

const OWNER: Owner = { name: 'Dana Whitfield', address: 'dana@x.example', role: '' };

interface Item {
  readonly mail: SortedMail;
  readonly result: MessageResult;
}

function item(id: string, category: Category, urgency: number, ask: string | null, threadId = id): Item {
  const evidence = { quote: ask ?? '', start: 0, end: 0 };
  const urgent = urgency > 0.5;
  return {
    mail: {
      ...{ id, threadId, category, urgent, done: false, subject: `Re: Subject ${threadId}` },
      ...{ senderName: `Sender ${id}`, senderAddress: `${id}@x.example` },
    },
    result: {
      id,
      triage: {
        ...{ category, urgent, confidence: 1, urgency, source: 'rule', reasons: ['x'] },
        probabilities: { reply: 0, act: 0, read: 0, skip: 0, [category]: 1 },
      },
      summary: {
        sentences: [{ text: `Summary ${id}.`, evidence: [evidence], origin: 'extracted' }],
        leftOut: null,
      },
      asks: ask ? [{ id: 'ask-1', text: ask, evidence }] : [],
      draft: null,
      phrased: false,
      timings: {},
    },
  };
}

const done = ({ mail, result }: Item): Item => ({ mail: { ...mail, done: true }, result });
const mailsOf = (items: readonly Item[]) => items.map(({ mail }) => mail);

function digestOf(fresh: readonly Item[], earlier: readonly Item[] = []) {
  const results = new Map([...fresh, ...earlier].map(({ result }) => [result.id, result]));
  const tally = new NightTally(OWNER);
  for (const { mail } of fresh) tally.add(mail);
  return makeDigest({ tally, fresh: mailsOf(fresh), earlier: mailsOf(earlier), results }, OWNER);
}

describe('makeDigest', () => {
  it('counts the night and puts what presses most on top', () => {
    const digest = digestOf([
      item('a', 'act', 0.2, null),
      item('b', 'reply', 0.9, 'Confirm by 09:00'),
      item('c', 'skip', 0, null),
      item('d', 'reply', 0.1, null),
    ]);
    expect(digest.counts).toEqual({ reply: 2, act: 1, read: 0, skip: 1 });
    expect(digest.happened).toBe(
      '4 mails from 4 senders came in. 2 wait for your answer and 1 asks you to do something, 1 of them urgent; 0 to read, 1 to skip.',
    );
    expect(digest.needsYou).toEqual([
      { id: 'b', sender: 'Sender b', line: 'Confirm by 09:00', urgent: true },
      { id: 'd', sender: 'Sender d', line: 'Summary d.', urgent: false },
      { id: 'a', sender: 'Sender a', line: 'Summary a.', urgent: false },
    ]);
    expect(digestText(digest)).toContain('- Urgent: Sender b: Confirm by 09:00');
  });

  it('tells only what is new since the last visit, and lists what is left over after what is new', () => {
    const digest = digestOf(
      [item('new', 'act', 0.1, null), done(item('seen', 'act', 0.1, null))],
      [item('old', 'reply', 0.9, 'Confirm'), done(item('gone', 'reply', 0.9, 'Confirm'))],
    );
    expect(digest.happened).toMatch(/^2 mails from 2 senders came in\./);
    expect(digest.counts).toEqual({ reply: 0, act: 2, read: 0, skip: 0 });
    expect(digest.needsYou.map(({ id, earlier }) => [id, earlier ?? false])).toEqual([
      ['new', false],
      ['old', true],
    ]);
  });

  it('says nothing of the night when nothing came in', () => {
    const digest = digestOf([], [item('old', 'read', 0, null)]);
    expect(digest.happened).toBe('');
  });

  it('names a long conversation by its subject', () => {
    const digest = digestOf(['a', 'b', 'c'].map((id) => item(id, 'read', 0, null, 'pilot')));
    expect(digest.happened).toBe(
      '3 mails from 3 senders came in. Nothing waits for you: 3 to read, 0 to skip. Most was said in “Subject pilot” (3 mails).',
    );
    expect(digestText(digest)).toBe(digest.happened);
  });
});

describe('mostPressing', () => {
  it('takes what is urgent, then answers, then tasks, the newest of each, and nothing that is done or needs nobody', () => {
    const mails = mailsOf([
      item('task', 'act', 0.1, null),
      item('newer answer', 'reply', 0.1, null),
      item('older answer', 'reply', 0.2, null),
      done(item('done', 'reply', 0.9, null)),
      item('to read', 'read', 0.9, null),
      item('urgent task', 'act', 0.9, null),
      item('urgent answer', 'reply', 0.9, null),
    ]);
    const order = ['urgent answer', 'urgent task', 'newer answer', 'older answer', 'task'];
    expect(mostPressing(mails, 10).map(({ id }) => id)).toEqual(order);
    expect(mostPressing(mails, 3).map(({ id }) => id)).toEqual(order.slice(0, 3));
  });
});
