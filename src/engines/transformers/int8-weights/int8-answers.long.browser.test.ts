import { expect, it } from 'vitest';
import { fetchedWeights } from '../../../../tests/support/fetched-weights';
import type { LoadedModel } from '../../../contracts/engine';
import { SMOLLM2_135M_DESK } from '../../../models/catalogue/smollm2-135m-desk';
import { createTransformersEngine } from '../transformers-engine';

const { signal } = new AbortController();
const TOKENS = 8;

interface SampleMail {
  readonly from: string;
  readonly to: string;
  readonly date: string;
  readonly subject: string;
  readonly body: string;
}

it('the generator in 8 bits answers as with weights as they are', { timeout: 600_000 }, async () => {
  const prompts = (await sampleMails(8)).map(keyPointPrompt);
  const rounded = await answers('int8', prompts);
  const exact = await answers('q4', prompts);
  const shared = exact.map((text, index) => sharedBeginning(text, rounded[index] ?? ''));
  const share = shared.reduce((total, each) => total + each, 0) / exact.join('').length;
  // Where they part is chance: of two words that are as likely, one is taken. Weights that are wrong share next to nothing.
  expect(share, JSON.stringify({ exact, rounded })).toBeGreaterThan(0.6);
});

async function answers(dtype: string, prompts: readonly string[]): Promise<string[]> {
  const loaded = await load(dtype);
  const texts: string[] = [];
  for (const content of prompts) {
    const turns = [
      { role: 'system' as const, content: SMOLLM2_135M_DESK.prompts?.system ?? '' },
      { role: 'user' as const, content },
    ];
    texts.push((await loaded.generate({ turns, maxTokens: TOKENS }, () => undefined, signal)).text);
  }
  await loaded.unload();
  return texts;
}

function load(dtype: string): Promise<LoadedModel> {
  const model = SMOLLM2_135M_DESK;
  const variant =
    model.variants.find((each) => each.device === 'wasm' && each.dtype === dtype) ??
    expect.unreachable(dtype);
  return createTransformersEngine().load({
    model,
    variant,
    weights: fetchedWeights(model),
    threads: 1,
    signal,
  });
}

async function sampleMails(count: number): Promise<SampleMail[]> {
  const response = await fetch('/samples/desk-mail/mail-a.jsonl');
  const lines = (await response.text()).trim().split('\n').slice(0, count);
  return lines.map((line) => (JSON.parse(line) as { mail: SampleMail }).mail);
}

function keyPointPrompt({ from, to, date, subject, body }: SampleMail): string {
  const mail = `From: ${from}\nTo: ${to}\nDate: ${date}\nSubject: ${subject}\n\n${body}`;
  return `${mail}\n\n${SMOLLM2_135M_DESK.prompts?.keypoint ?? ''}`;
}

function sharedBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
