import { describe, expect, it } from 'vitest';
import { readMail, forEachMail } from './importers';
import { createTextSearch } from './search';
import { createMailTasks, embedderFrom, generatorFrom } from './tasks';

const MAIL = `From: Ada Byron <ada@example.org>
To: Sam Field <sam@example.net>
Date: Fri, 20 Nov 2026 08:00:00 +0000
Subject: Budget for the harbour fence
Message-ID: <1@example.org>

Hi Sam,

the fence comes to 4,200 euros. Could you approve the budget by Friday?
The crane stays until December.

Best,
Ada
`;

/** A word is a direction. */
const WORDS = ['fence', 'budget', 'crane', 'friday', 'boat', 'tide'];
const embedder = embedderFrom(async (texts) =>
  texts.map((text) => WORDS.map((word) => (text.toLowerCase().includes(word) ? 3 : 0.1))),
);
const tasks = createMailTasks({ embedder, owner: { name: 'Sam Field', address: 'sam@example.net' } });
const [message] = (await readMail(MAIL)).messages;
if (!message) throw new Error('The mail was not read.');

describe('the tasks, with models of one’s own', () => {
  it('read a mail from its text, and say what is no mail', async () => {
    expect(message).toMatchObject({ subject: 'Budget for the harbour fence', from: { name: 'Ada Byron' } });
    const { messages, problems } = await readMail(new Blob([new Uint8Array([0, 1, 2, 3])]));
    expect(messages).toEqual([]);
    expect(problems[0]?.failure.message).toBeTruthy();
  });

  it('read an mbox some mails at a time', async () => {
    let count = 0;
    const mbox = `From ada@example.org Fri Nov 20 08:00:00 2026\n${MAIL}\n`.repeat(1);
    expect(await forEachMail(mbox, (mails) => void (count += mails.length))).toEqual([]);
    expect(count).toBe(1);
  });

  it('sort by wording alone where the vectors are of a model that sorting does not know', async () => {
    const asked: string[] = [];
    const other = embedderFrom(async (texts) => {
      asked.push(...texts);
      return texts.map(() => [1, 0]);
    });
    const { probabilities, reasons } = await createMailTasks({ embedder: other }).sort(message);
    expect(asked).toEqual([]);
    expect(Object.values(probabilities).reduce((a, b) => a + b)).toBeCloseTo(1);
    expect(reasons.length).toBeGreaterThan(0);
  });

  it('sum it up with evidence, and find what it asks', async () => {
    const summary = await tasks.summarise(message);
    for (const { evidence } of summary.sentences)
      for (const { quote, start, end } of evidence) expect(message.text.slice(start, end)).toBe(quote);
    expect(tasks.asks(message).map(({ text }) => text)).toEqual([
      expect.stringContaining('approve the budget'),
    ]);
  });

  it('sort by a rule before all else', async () => {
    const ruled = createMailTasks({
      embedder: null,
      rules: [
        {
          ...{
            id: '1',
            sentence: 'Fences are skip',
            category: 'skip',
            urgent: null,
            enabled: true,
            madeAt: '',
          },
          conditions: [{ field: 'subject', test: 'contains', values: ['fence'] }],
        },
      ],
    });
    expect(await ruled.sort(message)).toMatchObject({ category: 'skip', source: 'rule' });
  });

  it('draft with the words of a generator only where the mail and the answer support them', async () => {
    const [ask] = tasks.asks(message);
    const answers = [
      { askId: ask?.id ?? '', stance: 'own-words' as const, note: 'approved, the crane may stay' },
    ];
    const lies = generatorFrom(async () => 'The budget of 9,999 euros is approved by Wilhelm.');
    const draft = await createMailTasks({ embedder, generator: lies, owner: { name: 'Sam Field' } }).draft(
      message,
      { answers },
    );
    expect(draft.text).not.toMatch(/9,999|Wilhelm/);
    expect(draft.text).toMatch(/Hi Ada|Dear Ada|Hello Ada/);
  });
});

describe('the search', () => {
  it('finds by words and by meaning, answers from what is there, and forgets', async () => {
    const search = createTextSearch({ embedder });
    await search.add([
      { id: 'a', title: 'Harbour', text: 'The tide is high at 6:40. The boat leaves at seven.' },
      { id: 'b', title: 'Fence', text: 'The fence costs 4,200 euros. The budget covers it.' },
    ]);
    const [best] = await search.search('budget of the fence');
    expect(best).toMatchObject({ id: 'b' });
    const { sentences } = await search.ask('What does the fence cost?');
    expect(sentences[0]?.quote).toContain('4,200 euros');
    await search.remove(['b']);
    expect((await search.search('fence')).map(({ id }) => id)).not.toContain('b');
  });
});
