import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { AskAnswer, Stance } from '../../contracts/briefing';
import type { GenerateResult, TextGenerator } from '../../contracts/capabilities';
import { findAsks } from './asks';
import { findReplyPoints } from './reply-points';
import { checkDraft } from './check-draft';
import { findUnsupported, supportOf } from '../text/support';
import { writeDraft } from './write-draft';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: 'Operations lead' };
const VOICE = { sampleCount: 9, greeting: 'Hi {first}', signOff: 'Best,', signName: 'Dana', medianWords: 30 };
const TEXT = 'Hi Dana,\n\nCan I take Fri 30 October off? Please send the new gate code.\n\nAda';

function generatorSaying(text: string, finish: GenerateResult['finish'] = 'stop') {
  const generate = vi.fn<TextGenerator['generate']>(() =>
    Promise.resolve({
      text,
      finish,
      promptTokens: 1,
      reusedTokens: 0,
      newTokens: 1,
      firstTokenMs: 0,
      totalMs: 0,
    }),
  );
  const prompts = {
    system: 's',
    mail: '{from} {body}',
    summary: '',
    keypoint: '',
    asks: '',
    reply: '{owner}: {points}',
    point: '{ask}: {stance}; {note}',
  };
  return { modelId: 'm', prompts, generate } satisfies TextGenerator;
}

function inputFor(answers: readonly [Stance | null, string][] = [], overrides = {}) {
  const message = makeMessage({ text: TEXT, ...overrides });
  const asks = findAsks(message, OWNER);
  const given: AskAnswer[] = answers.map(([stance, note], index) => ({
    askId: `ask-${index + 1}`,
    stance,
    note,
  }));
  return { message, owner: OWNER, voice: VOICE, asks, answers: given };
}

describe('writeDraft', () => {
  it('leaves a blank for each undecided point and does not ask the model', async () => {
    const generator = generatorSaying('Hi Ada,\n\nYes, take it off.\n\nDana');
    const draft = await writeDraft(inputFor(), generator);
    expect(draft.text).toBe(
      'Hi Ada,\n\nThanks for your mail.\n\nYou [can / cannot] take Fri 30 October off.\n\n' +
        'I [will / cannot] send the new gate code.\n\nBest,\nDana',
    );
    expect(draft).toMatchObject({
      covers: ['ask-1', 'ask-2'],
      unsupported: [],
      origin: 'template',
      subject: 'Re: Hello',
      to: ['ada@x.example'],
    });
    expect(generator.generate).not.toHaveBeenCalled();
  });

  it('lists three and more points', async () => {
    const text = 'Hi Dana,\n\nCan you call? Did you sign it? When will it be ready?\n\nAda';
    const draft = await writeDraft(inputFor([], { text }), null);
    expect(draft.text).toContain(
      '\n\n- I [can / cannot] call.\n- I [did / did not] sign it.\n- It will be ready on [date].\n\n',
    );
  });

  it('greets and signs off as the owner does towards such people', async () => {
    const towards = { outsider: { greeting: 'Dear {name}', signOff: 'Yours sincerely,' } };
    const to = (address: string) => ({
      ...inputFor([], { from: { name: 'Ada Byron', address } }),
      voice: { ...VOICE, towards },
    });
    expect((await writeDraft(to('ada@x.example'), null)).text).toMatch(
      /^Dear Ada Byron,[^]*Yours sincerely,\nDana$/u,
    );
    expect((await writeDraft(to('ada@y.example'), null)).text).toMatch(/^Hi Ada,[^]*Best,\nDana$/u);
  });

  it('holds no specific that the mail does not support, whatever the mail asks', async () => {
    const piece = fc.constantFrom(
      'Can you call Mr Hale',
      'which one',
      'please send me 40 boxes',
      'and from what time',
      'is the shift in Gdańsk staffed',
      'by Friday 3 May',
      'a) Rome b) Oslo',
      'two options:\n Sat 24 Oct\n Sun 25 Oct\n',
      'or',
      'if it is a no',
      '?',
      '.',
      ',',
      '\n',
      'who',
      'I need a yes or a no to the move',
      'how much is €12',
      'can we meet',
      '[x / y]',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' ')),
        ),
        async (text) => {
          const input = inputFor([], { text, segments: [{ kind: 'body', start: 0, end: text.length }] });
          const draft = await writeDraft(input, null);
          const choices = draft.text.replace(/[[\]]/gu, ' ');
          expect(checkDraft(draft.text, input.message, OWNER, [])).toEqual([]);
          expect(
            findUnsupported(choices.replaceAll('Dana', ''), supportOf(input.message)).filter(
              (fact) => fact.kind !== 'name',
            ),
          ).toEqual([]);
          expect(draft.covers).toEqual(input.asks.map((ask) => ask.id));
        },
      ),
    );
  });

  it('takes the model’s words where they say what the user said', async () => {
    const generator = generatorSaying(
      'Hi Ada,\n\nThank you for the offer. Yes, you can take Fri 30 October off, and enjoy the wedding. I will call at 9.\n\nDana',
    );
    const draft = await writeDraft(inputFor([['yes', 'enjoy the wedding']]), generator);
    expect(draft.text).toContain('Yes, you can take Fri 30 October off, and enjoy the wedding.');
    expect(draft.text).not.toMatch(/offer|call at/u);
    expect(draft.origin).toBe('model');
  });

  it.each([
    ['turns the stance round', 'No, you cannot take Fri 30 October off, enjoy the wedding.'],
    ['invents a time', 'Yes, take Fri 30 October off from 14:00, and enjoy the wedding.'],
    ['promises what nobody said', 'Yes, enjoy the wedding, I will pay for the train.'],
    ['asks back', 'Yes, can I take Fri 30 October off and enjoy the wedding?'],
    ['keeps the sender’s view', 'Yes, you can give me Fri 30 October off, and enjoy the wedding.'],
    ['drops the note', 'Yes, you can take Fri 30 October off.'],
    ['says nothing', ''],
  ])('falls back to plain sentences when the model %s', async (_, text) => {
    const draft = await writeDraft(inputFor([['yes', 'enjoy the wedding']]), generatorSaying(text));
    expect(draft.text).toContain('Yes, you can take Fri 30 October off. Enjoy the wedding.');
    expect(draft.origin).toBe('template');
  });

  it('keeps text that tries to steer an assistant away from the model', async () => {
    const generator = generatorSaying('Yes.');
    const warnings = [{ code: 'instructions-to-assistant' as const, message: 'Careful.' }];
    await writeDraft(inputFor([['yes', 'enjoy the wedding']], { warnings }), generator);
    expect(generator.generate).not.toHaveBeenCalled();
  });

  it('streams exactly the text that stays', async () => {
    let streamed = '';
    const generator = generatorSaying('I will pay you €500 on Monday.');
    const draft = await writeDraft(inputFor([['yes', 'enjoy the wedding']]), generator, {
      onText: (piece) => (streamed += piece),
    });
    expect(streamed).toBe(draft.text);
    expect(streamed).not.toContain('500');
  });

  it('keeps the text so far on cancel', async () => {
    const controller = new AbortController();
    const generator = generatorSaying('', 'cancelled');
    generator.generate.mockImplementationOnce(() => {
      controller.abort();
      return Promise.resolve({
        text: '',
        finish: 'cancelled',
        promptTokens: 1,
        reusedTokens: 0,
        newTokens: 0,
        firstTokenMs: 0,
        totalMs: 0,
      });
    });
    const draft = await writeDraft(inputFor([['yes', 'enjoy the wedding']]), generator, {
      signal: controller.signal,
    });
    expect(draft.text).toMatch(/^Hi Ada,/u);
    expect(draft.covers).not.toContain('ask-2');
  });

  it('writes a short note with a blank when nothing is asked', async () => {
    const draft = await writeDraft(
      { ...inputFor([], { text: 'The report is attached.' }), voice: null },
      null,
    );
    expect(draft.text).toBe(
      'Hello Ada,\n\nThank you for your mail. [your answer]\n\nKind regards,\nDana Whitfield',
    );
  });

  it('offers the sender’s own letters where a short request in another language points back to them', async () => {
    const message = makeMessage({
      text: 'Sehr geehrte Frau Whitfield,\n\nwir haben zwei Möglichkeiten für die Lieferung:\n\na) sechs Stück am Freitag und den Rest später\nb) alle zusammen in der nächsten Woche\n\nBitte geben Sie mir kurz Bescheid.\n\nUte Abel',
    });
    const owner = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
    const asks = findAsks(message, owner);
    const draft = await writeDraft({ message, owner, voice: null, asks, answers: [] }, null);
    expect(draft.text).toMatch(/Bescheid“: \[a \/ b\]\./u);
  });

  it.each([
    ['Do you want the lower shelf at 28 or 32 cm?', 'I want the lower shelf at [28 cm / 32 cm].'],
    ['Could Pim take it over, or should we close at 4?', '[Pim can take it over / You should close at 4].'],
    [
      'I can ring the man today or wait for the insurance. What do you prefer?',
      'Please [ring the man today / wait for the insurance].',
    ],
    [
      'How early may we come, is there a piano, and could you lend us a lamp?',
      'I [can / cannot] lend you a lamp.',
    ],
    [
      'Missing still: the receipts for May. I need them by Friday noon.',
      'I [will / cannot] send you the receipts for May.',
    ],
    ['The hall is booked. Hiring a tent is £85 from the shop. Can I?', 'you [can / cannot] do so.'],
    [
      'Please confirm that you want the lamp, which day suits and who will sign for it.',
      '[Name] will sign for it.',
    ],
    [
      'It would also be useful to have the note that she took.',
      'You [can / cannot] have the note that she took.',
    ],
    [
      'I can lend you an older lamp with its stand at £60 a week.',
      'You [can / need not] lend me an older lamp with its stand at £60 a week.',
    ],
    ['Would one of you judge the class at 2?', 'One of us [would / would not] judge the class at 2.'],
    ['It would help to know whether the side door is open by 7.', 'The side door [is / is not] open by 7.'],
  ])('answers “%s” in a sentence of its own', async (text, line) => {
    const message = makeMessage({ text });
    const owner = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
    const asks = findReplyPoints(message, owner);
    const draft = await writeDraft({ message, owner, voice: null, asks, answers: [] }, null);
    expect(draft.text).toContain(line);
  });

  it('opens its reply to a complaint with regret, and to other mail without', async () => {
    const owner = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
    const draftOf = (text: string) =>
      writeDraft({ message: makeMessage({ text }), owner, voice: null, asks: [], answers: [] }, null);
    const complaint = await draftOf(
      'Nobody came on Monday. This is the third time. When will the plumber come?',
    );
    expect(complaint.text).toContain('I am sorry to read that nobody came on Monday.');
    expect((await draftOf('When will the plumber come?')).text).not.toContain('sorry');
  });

  it('offers dates and times as a choice in other languages too', async () => {
    const owner = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
    const message = makeMessage({
      text: 'Buongiorno,\n\npotremmo vederci giovedì alle 13:00 oppure venerdì alle 9:00? La ringrazio molto per la risposta.\n\nCordiali saluti\nAda',
    });
    const asks = findAsks(message, owner);
    const draft = await writeDraft({ message, owner, voice: null, asks, answers: [] }, null);
    expect(draft.text).toContain('[giovedì alle 13:00 / venerdì alle 9:00]');
  });

  it('answers in the language of the mail, without the model', async () => {
    const text =
      'Guten Tag,\n\nkönnen Sie mir bitte bis Freitag sagen, ob die Angaben für den Techniker noch richtig sind?\n\nMit freundlichen Grüßen\nAda Byron';
    const generator = generatorSaying('Yes.');
    const draft = await writeDraft(inputFor([['yes', 'alles richtig']], { text }), generator);
    expect(draft.text).toMatch(
      /^Guten Tag Ada Byron,\n\nZu Ihrer Frage „können.+“: ja, gern\. Alles richtig\.\n\nMit freundlichen Grüßen\nDana Whitfield$/u,
    );
    expect(generator.generate).not.toHaveBeenCalled();
  });

  it('passes its own drafts in other languages when the user saves them', async () => {
    const text =
      'Guten Tag,\n\nkönnen Sie mir bitte sagen, ob die Angaben noch richtig sind? Bitte bestätigen Sie die Liste.\n\nAda Byron';
    const input = inputFor([], { text });
    const draft = await writeDraft(input, null);
    expect(draft.text).toContain('Zu Ihrer Frage');
    expect(checkDraft(draft.text, input.message, OWNER, [])).toEqual([]);
  });

  it('names the owner as unsupported when no header does', async () => {
    const draft = await writeDraft(
      inputFor([], { to: [{ name: '', address: 'desk@y.example' }], text: 'Can you call?' }),
      null,
    );
    expect(draft.unsupported).toMatchObject([{ kind: 'name', text: 'Dana' }]);
    expect(draft.text.slice(draft.unsupported[0]?.start, draft.unsupported[0]?.end)).toBe('Dana');
  });

  it('addresses nobody when no one would read the answer', async () => {
    const draft = await writeDraft(inputFor([], { from: { name: '', address: 'no-reply@x.example' } }), null);
    expect(draft.to).toEqual([]);
    // The name under the mail still tells whom to greet.
    expect(draft.text).toMatch(/^Hi Ada,/u);
  });
});

describe('checkDraft', () => {
  it('finds what neither the mail, the notes nor the owner support, and ignores blanks', () => {
    const message = makeMessage({ text: TEXT });
    const text =
      'Hi Ada, yes to 30 October, Lotte agreed. The code is 4471, from [date], call [name]. Dana Whitfield';
    const found = checkDraft(text, message, OWNER, [{ askId: 'ask-1', stance: 'yes', note: 'Lotte agreed' }]);
    expect(found.map((fact) => fact.text)).toEqual(['4471']);
    expect(text.slice(found[0]?.start, found[0]?.end)).toBe('4471');
  });
});
