import type { Correction } from '../../contracts/briefing';
import { createObservable } from '../../platform/observable';
import { lessonsFrom, type TaughtLesson } from '../../tasks/classify/lessons';
import { parseRule, ruleExamplesIn } from '../../tasks/classify/parse-rule';
import type { AreaParts } from '../area-parts';
import { elsewhere } from '../change-bus';
import { createOwnVerdicts } from '../evaluation/own-verdicts';
import type { LearningApi, LearningState } from './learning-api';
import { readRiskCoverage } from './risk-coverage';
import { createRules } from './rules';

export function createLearning(parts: AreaParts): LearningApi {
  const { history, results, rows, corrections, changes } = parts;
  const state = createObservable<LearningState>({ rules: [], lessons: [], corrections: 0, check: null });
  const rules = createRules({ history, rows, corrections });

  function titleOf({ about }: TaughtLesson, stored: readonly Correction[]): string {
    if (about.by === 'likeness') return rows.get(about.value)?.subject ?? '';
    if (about.by === 'list') return about.value;
    const named = stored.map(({ id }) => rows.get(id)).find((row) => row?.senderAddress === about.value);
    return named?.senderName ? `${named.senderName} (${about.value})` : about.value;
  }

  async function refresh(): Promise<void> {
    const stored = await history.corrections.all();
    const before = state.get();
    state.set({
      rules: (await history.rules.all()).sort((a, b) => b.madeAt.localeCompare(a.madeAt)),
      lessons: lessonsFrom(stored).map((lesson) => ({ ...lesson, title: titleOf(lesson, stored) })),
      corrections: stored.length,
      check: stored.length === before.corrections ? before.check : null,
    });
  }

  async function afterwards<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      await refresh();
    }
  }

  for (const table of ['rules', 'corrections'] as const)
    changes.on(elsewhere(table), () => void refresh().catch(() => undefined));

  return {
    state,
    ruleExamples: ruleExamplesIn,
    refresh,
    async check() {
      const check = await (await corrections()).check();
      state.update((now) => ({ ...now, check }));
    },
    parseRule,
    previewRule: rules.preview,
    saveRule: (rule) => afterwards(rules.save(rule)),
    deleteRule: (id) => afterwards(rules.remove(id)),
    forget: async ({ correctionIds }) => afterwards((await corrections()).forget(correctionIds)),
    putBack: async (gone) => afterwards((await corrections()).putBack(gone)),
    async forgetAll() {
      const ids = (await history.corrections.all()).map(({ id }) => id);
      await afterwards((await corrections()).forget(ids));
    },
    verdicts: createOwnVerdicts({ history, results, rows, corrections }),
    riskCoverage: () => readRiskCoverage(history),
  };
}
