import type { MessageResult } from '../../contracts/briefing';
import type { LabelSet } from '../../contracts/labels';
import type { HistoryRows, TableName } from '../history-tables';

/**
 * What becomes of a row that is here when a file brings one with the same key. Returns the row that is to be stored; `mine` itself when nothing
 * changes. No rule takes anything away that the user said or wrote here after the file was made.
 */
export type MergeRule<Row> = (mine: Row, theirs: Row) => Row;

const keepMine = <Row>(mine: Row): Row => mine;

function newest<Row>(timeOf: (row: Row) => string): MergeRule<Row> {
  return (mine, theirs) => (timeOf(theirs) > timeOf(mine) ? theirs : mine);
}

/**
 * What a file does with each table, in the order in which they are taken in: no row before what it belongs to. `by-choice`: goes into the file, and
 * is taken in as the user says. `made-from-others` and `of-this-machine`: is not in the file. A table that is added to the app must be given its place here.
 */
export const TABLE_PLANS = {
  messages: keepMine,
  originals: keepMine,
  outlines: 'made-from-others',
  resultOutlines: 'made-from-others',
  threadLinks: 'made-from-others',
  settings: 'by-choice',
  escalationSetup: 'by-choice',
  marks: newest(({ doneAt }) => doneAt),
  corrections: newest(({ madeAt }) => madeAt),
  results: mergeResults,
  embeddings: keepMine,
  answers: (mine, theirs) => (mine.answers.length > 0 ? mine : theirs),
  verdicts: newest(({ madeAt }) => madeAt),
  voices: keepMine,
  documents: keepMine,
  documentSummaries: keepMine,
  labelSets: mergeLabelSets,
  labelRuns: keepMine,
  rules: newest(({ madeAt }) => madeAt),
  lessons: keepMine,
  search: keepMine,
  searchSegments: 'made-from-others',
  permissions: 'by-choice',
  spending: (mine, theirs) => (mine.state === 'reserved' && theirs.state === 'settled' ? theirs : mine),
  taskRecords: keepMine,
  egress: keepMine,
  folders: 'of-this-machine',
  // With handles of folders, sealed secrets, and cursors that only this store is in step with.
  sources: 'of-this-machine',
  sourceMail: 'of-this-machine',
} as const satisfies { readonly [Name in TableName]: MergeRule<HistoryRows[Name]> | Plan };

type StayingPlan = 'made-from-others' | 'of-this-machine';
type Plan = 'by-choice' | StayingPlan;
export type MergedTable = {
  [Name in TableName]: (typeof TABLE_PLANS)[Name] extends Plan ? never : Name;
}[TableName];
export type OutgoingTable = {
  [Name in TableName]: (typeof TABLE_PLANS)[Name] extends StayingPlan ? never : Name;
}[TableName];

const namesWhere = (wanted: (plan: unknown) => boolean): TableName[] =>
  (Object.keys(TABLE_PLANS) as TableName[]).filter((name) => wanted(TABLE_PLANS[name]));

export const MERGED_TABLES = namesWhere((plan) => typeof plan === 'function') as readonly MergedTable[];
export const OUTGOING_TABLES = namesWhere(
  (plan) => plan !== 'made-from-others' && plan !== 'of-this-machine',
) as readonly OutgoingTable[];

/** Parts that are missing here come in; the user's word and the user's own draft go before what a machine made. */
function mergeResults(mine: MessageResult, theirs: MessageResult): MessageResult {
  const triage =
    theirs.triage?.source === 'user' && mine.triage?.source !== 'user' ? theirs.triage : mine.triage;
  const draft = theirs.draft?.origin === 'user' && mine.draft?.origin !== 'user' ? theirs.draft : mine.draft;
  const merged: MessageResult = {
    ...mine,
    triage: triage ?? theirs.triage,
    draft: draft ?? theirs.draft,
    ...(mine.summary === null && theirs.summary !== null
      ? { summary: theirs.summary, phrased: theirs.phrased }
      : {}),
    asks: mine.asks ?? theirs.asks,
  };
  const isSame =
    merged.triage === mine.triage &&
    merged.draft === mine.draft &&
    merged.summary === mine.summary &&
    merged.asks === mine.asks;
  return isSame ? mine : merged;
}

/** The set as it is here, with the examples that only the file has. */
function mergeLabelSets(mine: LabelSet, theirs: LabelSet): LabelSet {
  const known = new Set(mine.examples.map(({ text }) => text));
  const labels = new Set(mine.labels.map(({ name }) => name));
  const fresh = theirs.examples.filter(({ text, label }) => !known.has(text) && labels.has(label));
  return fresh.length === 0 ? mine : { ...mine, examples: [...mine.examples, ...fresh] };
}
