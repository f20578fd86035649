import { expect, it } from 'vitest';
import type { Draft, Summary, SummarySentence } from '../contracts/briefing';
import type { TextGenerator } from '../contracts/capabilities';
import { signDraft, signSummary } from './sign-text';

const writer = { model: 'llama3.2', server: { name: 'Workstation', host: 'localhost:11434' } };
const local = { modelId: 'starter' } as unknown as TextGenerator;
const remote = { ...local, writer };
const summary = (origin: SummarySentence['origin']): Summary => ({
  sentences: [{ text: 'The audit is on Friday.', evidence: [], origin }],
  leftOut: null,
});
const draft = (origin: Draft['origin']): Draft => ({
  ...{ subject: 'Re: Audit', to: [], text: 'I will come.', covers: [], unsupported: [], origin },
});

it('signs what a model of others worded', () => {
  expect(signSummary(summary('model'), remote)).toMatchObject({ writer });
  expect(signDraft(draft('model'), remote)).toMatchObject({ writer });
});

it('signs nothing that it had no part in', () => {
  expect(signSummary(summary('extracted'), remote)).toEqual(summary('extracted'));
  expect(signSummary(summary('model'), local)).toEqual(summary('model'));
  expect(signDraft(draft('template'), remote)).toEqual(draft('template'));
  expect(signDraft(draft('model'), local)).toEqual(draft('model'));
  expect(signDraft(draft('model'), null)).toEqual(draft('model'));
});
