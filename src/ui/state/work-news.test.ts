import { expect, test } from 'vitest';
import type { BriefingProgress } from '../../app/api';
import type { Failure } from '../../contracts/failure';
import { briefingNews, shareInTitle } from './work-news';

const progress = (part: Partial<BriefingProgress>): BriefingProgress => ({
  ...{ state: 'running', stage: 'triage', done: 0, total: 0, activity: '', secondsLeft: null },
  ...{ failure: null, elapsedMs: 0 },
  ...part,
});

const say = ({ message }: Failure) => message;

test('the end of a briefing is news, unless the user ended it', () => {
  const running = progress({});
  expect(briefingNews(running, progress({ state: 'done' }), say)).toBe('The briefing is ready.');
  const failure = { code: 'internal', message: 'The model does not answer.', retryable: true } as const;
  expect(briefingNews(running, progress({ state: 'failed', failure }), say)).toContain('does not answer');
  expect(briefingNews(running, progress({ state: 'cancelled' }), say)).toBeNull();
  expect(briefingNews(progress({ state: 'idle' }), progress({ state: 'done' }), say)).toBeNull();
});

test('the title tells how far it is, until everything can be used', () => {
  expect(shareInTitle(progress({ done: 21, total: 50 }))).toBe('42 %');
  expect(shareInTitle(progress({ done: 0, total: 0 }))).toBeNull();
  expect(shareInTitle(progress({ stage: 'phrase', done: 3, total: 9 }))).toBeNull();
  expect(shareInTitle(progress({ state: 'done', done: 9, total: 9 }))).toBeNull();
});
