import { expect, it } from 'vitest';
import type { EscalationPolicy, TaskRecord } from '../contracts/escalation';
import { simulate } from './simulate';

const NOON = new Date(2026, 10, 26, 12).getTime();
const POLICY: EscalationPolicy = {
  privacy: 'no-training',
  scope: 'extracts',
  stays: ['secret'],
  stayWords: [],
  enough: 0.6,
  limits: { requestMicros: 500, dayMicros: 1000, monthMicros: 10_000 },
  warnFrom: 0.8,
  answerTokens: 300,
};
const MODEL = {
  elsewhere: { name: 'best', privacy: 'no-training' as const },
  price: (bytes: number) => bytes,
};

function record(id: string, change: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id,
    task: 'draft',
    at: NOON,
    bytes: { extracts: 400, whole: 900 },
    found: ['person'],
    local: { confidence: 0.3, unsupported: 0, leavesOpen: false, cutShort: false },
    category: 'reply',
    ...change,
  };
}

it('sends what was not good enough here, as far as vetoes and budget let it, in the order of time', () => {
  const records = [
    record('late', { at: NOON + 3000 }),
    record('good', { local: { confidence: 0.9, unsupported: 0, leavesOpen: false, cutShort: false } }),
    record('secret', { found: ['secret'] }),
    record('first'),
    record('second', { at: NOON + 1000 }),
  ];
  const outcome = simulate(records, POLICY, MODEL);
  expect(outcome.sent.map(({ at }) => at)).toEqual([NOON, NOON + 1000]);
  expect(outcome).toMatchObject({ tasks: 5, keptShare: 0.6, costMicros: 800, allMicros: 4500 });
  expect(outcome.stayed.map(({ count, reason }) => [count, reason])).toEqual([
    [1, expect.stringMatching(/passwords/u)],
    [1, expect.stringMatching(/budget/u)],
  ]);
});

it('answers another policy otherwise', () => {
  const records = [record('a'), record('b', { local: { ...record('b').local, confidence: 0.7 } })];
  expect(simulate(records, { ...POLICY, enough: 0.9 }, MODEL).sent).toHaveLength(2);
  expect(simulate(records, { ...POLICY, enough: 0.1 }, MODEL).sent).toHaveLength(0);
  expect(simulate(records, { ...POLICY, scope: 'whole' }, MODEL).stayed).toMatchObject([{ count: 1 }]);
  expect(simulate(records, { ...POLICY, privacy: 'local' }, MODEL).sent).toHaveLength(0);
  expect(simulate([], POLICY, MODEL)).toMatchObject({ tasks: 0, keptShare: 1 });
});
