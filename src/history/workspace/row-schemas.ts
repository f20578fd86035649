import * as v from 'valibot';
import { ESCALATION_TASKS } from '../../contracts/escalation';
import { RULE_FIELDS, RULE_TESTS } from '../../contracts/learning';
import type { HistoryRows, TableName } from '../history-tables';
import { DOCUMENT, id, MESSAGE, moment, share, text, vector, whole } from './message-schema';
import { ORIGINAL } from './original-schema';
import { ANSWERS, CATEGORY, CORRECTION, RESULT, VERDICT } from './result-schema';

/** Of rows whose `value` is checked on each read. */
const KEPT_VALUE = v.looseObject({ id, value: v.unknown() });

export const RULE = v.looseObject({
  id,
  sentence: text,
  conditions: v.array(
    v.looseObject({ field: v.picklist(RULE_FIELDS), test: v.picklist(RULE_TESTS), values: v.array(text) }),
  ),
  category: CATEGORY,
  urgent: v.nullable(v.boolean()),
  enabled: v.boolean(),
  madeAt: moment,
});

export const LABEL_SET = v.looseObject({
  id,
  name: text,
  labels: v.array(v.looseObject({ name: text, description: text })),
  examples: v.array(v.looseObject({ text, label: text })),
  leastConfidence: share,
});

const TASK = v.picklist(ESCALATION_TASKS);

/** What a row of each table must be to be taken in. */
const ROW_SCHEMAS: Readonly<Partial<Record<TableName, v.GenericSchema>>> = {
  messages: MESSAGE,
  originals: ORIGINAL,
  marks: v.looseObject({ id, doneAt: moment }),
  results: RESULT,
  embeddings: v.looseObject({ id, modelId: id, vector }),
  corrections: CORRECTION,
  answers: ANSWERS,
  settings: v.looseObject({ key: v.literal('settings'), value: v.unknown() }),
  documents: DOCUMENT,
  documentSummaries: KEPT_VALUE,
  labelSets: LABEL_SET,
  labelRuns: v.looseObject({ id, labelSetId: id, fileName: text, value: v.unknown() }),
  rules: RULE,
  lessons: v.looseObject({ id, learntAt: moment, value: v.unknown() }),
  search: KEPT_VALUE,
  voices: KEPT_VALUE,
  verdicts: VERDICT,
  escalationSetup: v.looseObject({
    id: v.literal('setup'),
    policy: v.looseObject({}),
    code: text,
    models: v.array(v.looseObject({ id })),
    modelId: v.nullable(text),
  }),
  permissions: v.looseObject({
    ...{ id, task: TASK, category: CATEGORY, modelId: text, provider: text },
    ...{ givenAt: v.number(), until: v.number() },
  }),
  spending: v.looseObject({
    ...{ id, at: v.number(), task: TASK, modelId: text, provider: v.nullable(text) },
    ...{ promptTokens: whole, completionTokens: whole, micros: whole },
    ...{ state: v.picklist(['reserved', 'settled']), estimated: v.boolean() },
  }),
  taskRecords: v.looseObject({ id, task: TASK, at: v.number(), local: v.looseObject({}) }),
  egress: v.looseObject({
    ...{ id, at: v.number(), origin: text, path: text, sentBytes: v.nullable(v.number()), bytes: v.number() },
    ...{ hash: v.nullable(text), reason: text, consent: text },
  }),
};

/** The row, when it is one of this table that the app can work with; null otherwise. */
export function parseRow<Name extends TableName>(name: Name, row: unknown): HistoryRows[Name] | null {
  const schema = ROW_SCHEMAS[name];
  return schema && v.is(schema, row) ? (row as HistoryRows[Name]) : null;
}
