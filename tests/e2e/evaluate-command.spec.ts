import { expect, test } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEvaluateOptions } from '../../scripts/evaluate/evaluate-options';
import { runEvaluation } from '../../scripts/evaluate/run-evaluation';
import type { EvaluationResult } from '../../src/contracts/evaluation';

const MAILS = [
  ['question', 'Figures', 'reply', true, 'Could you send me the two figures for the board by 10:00 today?'],
  [
    'order',
    'Lease',
    'act',
    false,
    'Please sign page 2 of the lease in the tool by Friday. No need to reply.',
  ],
  ['news', 'Canteen', 'read', false, 'FYI: the canteen is closed on Friday. Nothing to do for you.'],
] as const;

let folder: string;
test.beforeAll(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'evaluate-')), 'small-night');
  mkdirSync(path.join(folder, 'documents'), { recursive: true });
  const write = (name: string, value: unknown) =>
    writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  write(
    'inbox.mbox',
    MAILS.map(
      ([id, subject, , , text]) =>
        `From ada@y.example Mon Oct 12 18:00:00 2026\nFrom: Ada Byron <ada@y.example>\nTo: Dana Whitfield <dana@y.example>\nDate: Mon, 12 Oct 2026 18:00:00 +0200\nMessage-ID: <${id}@y.example>\nSubject: ${subject}\n\nHi Dana,\n\n${text}\n\nAda\n\n`,
    ).join(''),
  );
  write('labels.json', {
    owner: { name: 'Dana Whitfield', email: 'dana@y.example', role: '' },
    messages: MAILS.map(([id, , category, urgent, text]) => ({
      ...{ messageId: `<${id}@y.example>`, category, urgent, summary: text, facts: [] },
    })),
  });
  write('queries.json', [
    { query: 'when is the gate outage drill', file: 'minutes.md', answer: 'Wednesday' },
  ]);
  write('documents/minutes.md', '# Minutes\n\nThe gate outage drill takes place on Wednesday at 14:00.');
  write('documents/lease.md', '# Lease\n\nThe depot is let for two years from May.');
});
test.afterAll(() => rmSync(path.dirname(folder), { recursive: true }));

async function evaluate(suite: string): Promise<EvaluationResult> {
  const options = parseEvaluateOptions(['--suite', suite, '--data', folder]);
  if (options.task === 'table') throw new Error('These options ask for a run.');
  return runEvaluation(options, null, () => undefined);
}

test('the command scores a folder in the built app', async () => {
  test.setTimeout(180_000);
  const triage = await evaluate('triage');
  expect(triage).toMatchObject({ suite: 'triage', data: 'small-night', n: 3, heldOut: true });
  expect(triage.items.map(({ expected }) => expected)).toEqual(['reply, urgent', 'act', 'read']);
  expect(triage.metrics['accuracy']).toBeGreaterThan(0.6);
  expect(triage.intervals['macroF1']).toHaveLength(2);
  expect(Object.keys(triage.baselines)).toContain('majority');

  const search = await evaluate('search');
  expect(search).toMatchObject({ data: 'small-night', n: 1, metrics: { ndcg10: 1, recall5: 1, mrr: 1 } });
});

test('the command says what a folder lacks', async () => {
  test.setTimeout(120_000);
  rmSync(path.join(folder, 'documents/minutes.md'));
  await expect(evaluate('search')).rejects.toThrow(/no “minutes\.md”/u);
});
