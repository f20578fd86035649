import { beforeEach, describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { realRouter } from '../../../tests/support/real-router';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createObservable } from '../../platform/observable';
import type { AreaParts } from '../area-parts';
import { createChangeBus } from '../change-bus';
import { createMailResults } from '../mail-results';
import { createMailRows } from '../mail-rows';
import { createPeople } from '../people';
import { createVoices } from './create-voices';
import type { VoiceApi } from './voice-api';

const OWNER = { name: 'Dana Lund', address: 'dana@y.example' };
const sent = (id: string, body: string) =>
  makeMessage({
    id,
    role: 'sent',
    from: OWNER,
    to: [{ name: 'Bo Ek', address: 'bo@x.example' }],
    text: `Hi Bo,\n\nThanks for this. ${body} Shout if not.\n\nCheers,\nDana`,
  });
const mail = makeMessage({ id: 'm1', text: 'Hi Dana,\n\nCan you send the gate code?\n\nBo' });

let history: History;
let voices: VoiceApi;
let parts: AreaParts;

async function open(): Promise<void> {
  history = createHistory(createMemoryHistoryStorage());
  await history.messages.add([mail, sent('s1', 'The van is yours.'), sent('s2', 'The hall is free.')]);
  const rows = createMailRows();
  rows.add([
    {
      ...mail,
      senderName: 'Bo',
      senderAddress: 'bo@x.example',
      snippet: '',
      warningCount: 0,
      attachmentCount: 0,
    },
  ]);
  const settings = createObservable(await history.settings.get());
  const people = createPeople(history, rows, settings);
  await people.learn();
  const results = createMailResults(history, rows, createChangeBus());
  const models = {
    generator: () => Promise.resolve(null),
    embedder: () =>
      Promise.resolve({
        modelId: 'toy',
        embed: (texts: readonly string[]) => Promise.resolve(texts.map(toyVector)),
      }),
  };
  const router = async () => realRouter(history, models);
  const clock = { now: () => 0 };
  const changes = createChangeBus();
  parts = { history, changes, results, people, settings, models, router, clock } as unknown as AreaParts;
  voices = await createVoices(parts);
}

/** Alike where the same of two words stand. */
function toyVector(text: string): Float32Array {
  const vector = Float32Array.of(text.includes('van') ? 1 : 0, text.includes('hall') ? 1 : 0, 0.1);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

describe('createVoices', () => {
  beforeEach(open);

  it('leaves alone what another tab has measured when completion is turned off', async () => {
    const value = { enabled: true, modelMs: 80, modelId: 'm' };
    await history.voices.put({ id: 'completion', value });
    await voices.setCompletion(false);
    expect((await history.voices.get('completion'))?.value).toEqual({ ...value, enabled: false });
  });

  it('keeps what two tabs keep of a draft at the same time', async () => {
    const other = await createVoices(parts);
    await Promise.all([voices.keepVersion('m1', 'One.', 'a'), other.keepVersion('m1', 'Two.', 'b')]);
    expect((await voices.versions('m1')).map(({ text }) => text).sort()).toEqual(['One.', 'Two.']);
  });

  it('keeps what two tabs edit of the voice at the same time', async () => {
    const other = await createVoices(parts);
    await Promise.all([voices.edit({ greeting: 'Moin {first}' }), other.edit({ signOff: 'Ahoy,' })]);
    expect((await voices.look()).edits).toEqual({ greeting: 'Moin {first}', signOff: 'Ahoy,' });
  });

  it('learns from Sent mail, takes the user’s word over it, and gives it back', async () => {
    const view = await voices.look();
    expect(view.current).toMatchObject({ greeting: 'Hi {first}', signOff: 'Cheers,', signName: 'Dana' });
    expect(view.phrases).toEqual(expect.arrayContaining(['Thanks for this.', 'Shout if not.']));
    expect((await voices.edit({ signOff: 'Best,' })).current?.signOff).toBe('Best,');
    expect(parts.people.voice.get()?.signOff).toBe('Best,');
    expect((await voices.reset(['signOff'])).current?.signOff).toBe('Cheers,');
  });

  it('keeps both of two changes that come at once', async () => {
    await Promise.all([voices.edit({ signOff: 'Best,' }), voices.edit({ closing: 'More soon, I hope.' })]);
    expect((await voices.look()).edits).toEqual({ signOff: 'Best,', closing: 'More soon, I hope.' });
  });

  it('finds the sent replies that are most like a mail, with what was embedded before', async () => {
    await history.messages.add([makeMessage({ id: 'm2', text: 'Is the hall free?' })]);
    const { signal } = new AbortController();
    const [first] = await voices.similarReplies('m2', { signal });
    expect(first?.text).toContain('The hall is free.');
    expect(await voices.similarReplies('m2', { signal })).toHaveLength(2);
  });

  it('keeps what a draft was, and shows the words that differ', async () => {
    await voices.keepVersion('m1', 'The gate is open.', 'Made shorter');
    await voices.keepVersion('m1', 'The gate is open.', 'Made shorter');
    const [version, ...others] = await voices.versions('m1');
    expect(others).toEqual([]);
    const diff = await voices.compare(version?.text ?? '', 'The gate is shut.');
    expect(diff.filter(({ kind }) => kind === 'removed').map(({ text }) => text)).toEqual(['open']);
    expect(diff.filter(({ kind }) => kind === 'added').map(({ text }) => text)).toEqual(['shut']);
  });

  it('keeps both of two texts that are kept at once', async () => {
    await Promise.all([voices.keepVersion('m1', 'One.', 'a'), voices.keepVersion('m1', 'Two.', 'b')]);
    const texts = (await voices.versions('m1')).map(({ text }) => text);
    expect(texts).toEqual(['Two.', 'One.']);
  });

  it('keeps nothing of a sent mail that is gone', async () => {
    const rows = async () => JSON.stringify(await history.voices.all());
    await history.voices.put({
      id: 'vectors:toy',
      value: { ids: ['gone'], vectors: [Float32Array.of(1, 0, 0)] },
    });
    await voices.similarReplies('m1', { signal: new AbortController().signal });
    expect(await rows()).toContain('"s1"');
    expect(await rows()).not.toContain('gone');
  });

  it('puts a point that was only suggested into the draft, and knows it from then on', async () => {
    const quote = 'Can you send the gate code?';
    const ask = {
      id: 'ask-1',
      text: quote,
      evidence: { quote, start: 9, end: 36 },
      suggested: true,
    } as const;
    await parts.results.change('m1', (now) => ({
      ...now,
      asks: [ask],
      draft: { subject: '', to: [], text: '', covers: [], unsupported: [], origin: 'template' },
    }));
    const text = await voices.takeUp('m1', 'Hi Bo,\n\nFine by me.\n\nCheers,\nDana', 'ask-1');
    expect(text).toBe('Hi Bo,\n\nFine by me.\n\nI [can / cannot] send the gate code.\n\nCheers,\nDana');
    expect((await parts.results.get('m1')).draft?.covers).toEqual(['ask-1']);
    expect(await voices.takeUp('m1', 'Hi.', 'ask-9')).toBeNull();
  });

  it('offers for a language only what has an effect there', async () => {
    const french = makeMessage({
      id: 'fr',
      text: 'Bonjour, pourriez-vous nous envoyer les clés de la salle ? Merci pour votre aide et bonne journée.',
    });
    await history.messages.add([french]);
    expect(await voices.toolsFor('fr')).toEqual({ tone: false, length: false, rewrite: false });
    expect(await voices.toolsFor('m1')).toEqual({ tone: true, length: true, rewrite: true });
  });

  it('checks variants and rewrites against the mail', async () => {
    const text = 'Hi Bo,\n\nI cannot send it before 14 May.\n\nCheers,\nDana';
    for (const variant of await voices.variants('m1', text))
      expect(variant.unsupported.map((fact) => fact.text)).toContain('14 May');
    const start = text.indexOf('I cannot');
    const { signal } = new AbortController();
    const made = await voices.rewrite('m1', text, { start, end: text.indexOf('\n\nCheers') }, 'softer', {
      signal,
    });
    expect(made).toMatchObject({ by: 'rules' });
    expect(made?.text).toContain('I am afraid I cannot send it');
    expect(made?.unsupported.map((fact) => fact.text)).toContain('14 May');
  });

  it('completes from the user’s phrases and the points of the mail, until it is turned off', async () => {
    await parts.results.change('m1', (now) => ({
      ...now,
      asks: [{ id: 'ask-1', text: 'Can you send the gate code?', evidence: { quote: '', start: 0, end: 0 } }],
    }));
    const completer = await voices.completer('m1');
    expect(completer.complete('Hi Bo,\n\nShout')).toBe(' if not.');
    expect(completer.complete('Hi Bo,\n\nYes, I can se')).toBe('nd the gate code.');
    await voices.setCompletion(false);
    expect(completer.complete('Hi Bo,\n\nShout')).toBe('');
  });

  it('says why the model does not complete when there is none', async () => {
    await expect(voices.tryModelCompletion({})).rejects.toMatchObject({
      failure: { code: 'request-unsupported' },
    });
  });
});
