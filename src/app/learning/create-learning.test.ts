import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/support/eventually';
import { makeMessage } from '../../../tests/support/make-message';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { TRIAGE_HEAD } from '../../tasks/classify/triage-head';
import type { AreaParts } from '../area-parts';
import { createChangeBus, elsewhere, type ChangeBus } from '../change-bus';
import { createMailResults, type MailResults } from '../mail-results';
import { createMailRows, type MailRows } from '../mail-rows';
import { createLearning } from './create-learning';
import type { LearningApi, RuleDraft } from './learning-api';
import { createSorter } from './sort-again';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const NEWS = { name: 'Chess news', address: 'news@chess.example' };

let history: History;
let rows: MailRows;
let results: MailResults;
let changes: ChangeBus;
let learning: LearningApi;
let corrected: string[];

beforeEach(async () => {
  history = createHistory(createMemoryHistoryStorage());
  rows = createMailRows();
  changes = createChangeBus();
  results = createMailResults(history, rows, changes);
  await history.messages.add([
    makeMessage({ id: 'one', from: NEWS, subject: 'Round 1', text: 'White won.' }),
    makeMessage({ id: 'two', from: NEWS, subject: 'Round 2', text: 'Could you confirm by noon?' }),
    makeMessage({ id: 'three', subject: 'Hello', text: 'White won.' }),
  ]);
  rows.add(await history.messages.list());
  const sorter = createSorter({ results, owner: () => OWNER, embedderId: () => TRIAGE_HEAD.embedderId });
  for (const { id } of rows.current()) {
    await history.embeddings.put(id, TRIAGE_HEAD.embedderId, new Float32Array(TRIAGE_HEAD.dimensions));
    await results.change(id, (result) => ({
      ...result,
      triage: {
        ...{ category: 'read', urgent: false, confidence: 0.9, urgency: 0, source: 'classifier' },
        ...{ probabilities: { reply: 0, act: 0, read: 1, skip: 0 }, reasons: ['For the test'] },
      },
    }));
  }
  corrected = [];
  const corrections = {
    sortAgain: (ids: readonly string[]) => sorter.sort(ids),
    correct: async (id: string) => void corrected.push(id),
  };
  learning = createLearning({
    ...{ history, rows, results, changes },
    corrections: () => Promise.resolve(corrections),
  } as unknown as AreaParts);
});

function draft(sentence: string): RuleDraft {
  const reading = learning.parseRule(sentence, 'en');
  if (!reading.understood) throw new Error(reading.problem);
  return { ...reading, sentence, id: null, enabled: true };
}

const category = async (id: string): Promise<string | undefined> => (await results.get(id)).triage?.category;

describe('rules', () => {
  it('that another tab has saved are shown', async () => {
    await learning.refresh();
    const rule = draft('anything from chess news can be skipped');
    await history.rules.put({ ...rule, id: 'r1', madeAt: '2026-10-01T08:00:00Z' });
    changes.emit(elsewhere('rules'));
    await eventually(() => expect(learning.state.get().rules.map(({ id }) => id)).toEqual(['r1']));
  });

  it('show what they would move before they are saved, and move just that', async () => {
    const rule = draft('anything from chess news can be skipped');
    const preview = await learning.previewRule(rule, new AbortController().signal);
    expect(preview).toMatchObject({ matched: 2, of: 3 });
    expect(preview.moved.map(({ id, before, after }) => [id, before, after]).toSorted()).toEqual([
      ['one', 'read', 'skip'],
      ['two', 'read', 'skip'],
    ]);
    expect(await category('one')).toBe('read');

    expect(await learning.saveRule(rule)).toBe(2);
    expect([await category('one'), await category('two')]).toEqual(['skip', 'skip']);
    expect(await category('three')).not.toBe('skip');
    expect((await results.get('one')).triage?.reasons[0]).toBe(`Your rule: “${rule.sentence}”`);
  });

  it('let go of the mails when they are switched off or deleted, and can be put back', async () => {
    await learning.saveRule(draft('anything from chess news is act'));
    const [rule] = learning.state.get().rules;
    if (!rule) throw new Error('The rule is not shown.');
    await learning.saveRule({ ...rule, enabled: false });
    expect(await category('two')).not.toBe('act');
    await learning.saveRule({ ...rule, enabled: true });
    expect(await category('two')).toBe('act');

    const gone = await learning.deleteRule(rule.id);
    expect(await category('two')).not.toBe('act');
    expect(learning.state.get().rules).toEqual([]);
    if (gone) await learning.saveRule(gone);
    expect(await category('two')).toBe('act');
  });
});

describe('a rule that is changed', () => {
  it('lets go of the mails that it no longer is about', async () => {
    await learning.saveRule(draft('anything from chess news is act'));
    const [rule] = learning.state.get().rules;
    if (!rule) throw new Error('The rule is not shown.');
    await learning.saveRule({ ...draft('mails about round 1 are act'), id: rule.id });
    expect(await category('one')).toBe('act');
    expect(await category('two')).not.toBe('act');
    expect(learning.state.get().rules).toHaveLength(1);
  });
});

describe('judgements of one’s own mail', () => {
  it('keep what was said when they were made, and teach nothing', async () => {
    const ids = await learning.verdicts.draw();
    expect([...ids].toSorted()).toEqual(['one', 'three', 'two']);
    await learning.verdicts.judge('two', { category: 'reply', urgent: true });
    expect(await learning.verdicts.judged()).toMatchObject([
      {
        id: 'two',
        expected: { category: 'reply', urgent: true },
        said: { category: 'read', urgent: false, confidence: 0.9 },
      },
    ]);
    expect(await history.corrections.all()).toEqual([]);
    expect(await learning.verdicts.draw()).toHaveLength(2);
    await learning.verdicts.takeBack('two');
    expect(await learning.verdicts.judged()).toEqual([]);
  });

  it('teach what differs, save where the user has sorted the mail since then', async () => {
    for (const id of ['one', 'two']) await learning.verdicts.judge(id, { category: 'act', urgent: false });
    await learning.verdicts.judge('three', { category: 'read', urgent: false });
    await results.change('two', (result) => ({
      ...result,
      triage: result.triage && { ...result.triage, category: 'skip', source: 'user' },
    }));
    expect(await learning.verdicts.teach()).toBe(1);
    expect(corrected).toEqual(['one']);
  });
});

describe('the curve of risk against coverage', () => {
  it('is that of the shipped classifier until there are thirty judgements, then the user’s own', async () => {
    const shipped = await learning.riskCoverage();
    expect(shipped).toMatchObject({ source: 'shipped', n: 300 });
    expect(shipped.points[0]?.coverage).toBe(1);
    expect(shipped.points.at(-1)?.risk).toBeLessThan(shipped.points[0]?.risk ?? 0);

    for (let index = 0; index < 30; index++)
      await history.verdicts.put({
        ...{ id: `v${index}`, category: index < 24 ? 'read' : 'act', urgent: false, madeAt: '' },
        said: { category: 'read', urgent: false, confidence: index < 24 ? 0.9 : 0.4 },
      });
    const own = await learning.riskCoverage();
    expect(own).toMatchObject({ source: 'yours', n: 30 });
    expect(own.points).toEqual([
      { leastConfidence: 0.4, coverage: 1, risk: 0.2 },
      { leastConfidence: 0.9, coverage: 0.8, risk: 0 },
    ]);
  });
});
