import { describe, expect, it } from 'vitest';
import type { Ask } from '../../contracts/briefing';
import type { Message } from '../../contracts/message';
import { summariseThread, type ThreadMail } from './summarise-thread';

const OWNER = { name: 'Dana Voss', address: 'dana@x.example', role: '' };

function mail(from: string, hour: number, text: string, asked?: string): ThreadMail {
  const quoteAt = text.indexOf('\n> ');
  const bodyEnd = quoteAt === -1 ? text.length : quoteAt;
  const message: Message = {
    ...{ id: `${from}-${hour}`, messageId: '', threadId: 't', role: 'inbox', subject: 'The gate' },
    from: { name: from, address: `${from.toLowerCase()}@x.example` },
    ...{ to: [], cc: [], replyTo: null, dateHeader: '', inReplyTo: null, references: [], headers: {} },
    date: `2026-10-13T${String(hour).padStart(2, '0')}:00:00Z`,
    text,
    segments: [
      { kind: 'body', start: 0, end: bodyEnd },
      ...(quoteAt === -1 ? [] : [{ kind: 'quote' as const, start: quoteAt, end: text.length }]),
    ],
    ...{ textSource: 'plain', attachments: [], warnings: [] },
  };
  const start = asked ? text.indexOf(asked) : 0;
  const asks: Ask[] = asked
    ? [{ id: 'ask-1', text: asked, evidence: { quote: asked, start, end: start + asked.length } }]
    : [];
  return { message, asks };
}

describe('summariseThread', () => {
  const thread = [
    mail('Femke', 9, 'The gate is broken again. Can you call the fitter?', 'Can you call the fitter?'),
    mail('Dana', 10, 'I called him.\n> The visit was moved to 1 May.'),
    mail('Femke', 11, 'The visit was moved to 20 October. Who opens the door?', 'Who opens the door?'),
  ];

  it('tells who wants what, what changed and what is open, newest first', async () => {
    const { mails, wants, changed, open } = await summariseThread(thread, OWNER);
    expect(mails).toBe(3);
    expect(wants.map(({ who, text }) => [who, text])).toEqual([['Femke', 'Can you call the fitter?']]);
    expect(open.map(({ text }) => text)).toEqual(['Who opens the door?']);
    expect(changed.map(({ text }) => text)).toEqual(['The visit was moved to 20 October.']);
  });

  it('takes nothing from quotes, and points to the place in the mail', async () => {
    const { changed, open } = await summariseThread(thread, OWNER);
    expect(JSON.stringify(changed)).not.toContain('1 May');
    const texts = new Map(thread.map(({ message }) => [message.id, message.text]));
    for (const { messageId, evidence } of [...changed, ...open])
      expect(texts.get(messageId)?.slice(evidence.start, evidence.end)).toBe(evidence.quote);
  });

  it('names the owner You', async () => {
    const own = [mail('Femke', 9, 'Hello.'), mail('Dana', 10, 'Could you send it?', 'Could you send it?')];
    expect((await summariseThread(own, OWNER)).open[0]?.who).toBe('You');
  });
});
