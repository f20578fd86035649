import { describe, expect, it } from 'vitest';
import type { Category, MessageResult, Owner } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { digestText, makeDigest } from './digest';

const OWNER: Owner = { name: 'Dana Whitfield', address: 'dana@x.example', role: '' };

function item(id: string, category: Category, urgency: number, ask: string | null, threadId = id) {
  const message: Message = {
    ...{
      id,
      messageId: `<${id}>`,
      threadId,
      role: 'inbox',
      subject: `Re: Subject ${threadId}`,
      to: [],
      cc: [],
      replyTo: null,
    },
    from: { name: `Sender ${id}`, address: `${id}@x.example` },
    ...{ date: null, dateHeader: '', inReplyTo: null, references: [], headers: {}, text: '', segments: [] },
    ...{ textSource: 'plain', attachments: [], warnings: [] },
  };
  const evidence = { quote: ask ?? '', start: 0, end: 0 };
  const result: MessageResult = {
    id,
    triage: {
      ...{ category, urgent: urgency > 0.5, confidence: 1, urgency, source: 'rule', reasons: ['x'] },
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
  };
  return { message, result };
}

describe('makeDigest', () => {
  it('counts the night and puts what presses most on top', () => {
    const digest = makeDigest(
      [
        item('a', 'act', 0.2, null),
        item('b', 'reply', 0.9, 'Confirm by 09:00'),
        item('c', 'skip', 0, null),
        item('d', 'reply', 0.1, null),
      ],
      OWNER,
    );
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
    const digest = makeDigest(
      [
        { ...item('old', 'reply', 0.9, 'Confirm'), earlier: true },
        { ...item('gone', 'reply', 0.9, 'Confirm'), earlier: true, done: true },
        item('new', 'act', 0.1, null),
        { ...item('seen', 'act', 0.1, null), done: true },
      ],
      OWNER,
    );
    expect(digest.happened).toMatch(/^2 mails from 2 senders came in\./);
    expect(digest.counts).toEqual({ reply: 0, act: 2, read: 0, skip: 0 });
    expect(digest.needsYou.map(({ id, earlier }) => [id, earlier ?? false])).toEqual([
      ['new', false],
      ['old', true],
    ]);
  });

  it('says nothing of the night when nothing came in', () => {
    const digest = makeDigest([{ ...item('old', 'read', 0, null), earlier: true }], OWNER);
    expect(digest.happened).toBe('');
  });

  it('names a long conversation by its subject', () => {
    const digest = makeDigest(
      ['a', 'b', 'c'].map((id) => item(id, 'read', 0, null, 'pilot')),
      OWNER,
    );
    expect(digest.happened).toBe(
      '3 mails from 3 senders came in. Nothing waits for you: 3 to read, 0 to skip. Most was said in “Subject pilot” (3 mails).',
    );
    expect(digestText(digest)).toBe(digest.happened);
  });
});
