import type { AskAnswer, Correction, MessageResult } from '../contracts/briefing';
import type { DeskDocument, DocumentSummaryRow } from '../contracts/document';
import type { LabelRun, LabelSet } from '../contracts/labels';
import type { Lesson, TriageRule } from '../contracts/learning';
import type {
  EgressRow,
  EscalationSetup,
  SpendingRow,
  StandingPermission,
  TaskRecord,
} from '../contracts/escalation';
import type { MailMark } from '../contracts/mail-mark';
import type { SourceMailRow, SourceRow } from '../contracts/mail-source';
import type { Message } from '../contracts/message';
import type { OriginalRow } from '../contracts/original-mail';
import type { PackedSegment, SearchRow } from '../contracts/search';
import type { VoiceRow } from '../contracts/voice';
import type { Verdict } from '../contracts/verdict';
import type { WatchedFolder } from '../contracts/watched-folder';
import type { MessageOutline } from './message-outline';
import type { ResultOutline } from './result-outline';

/** Says which thread a Message-ID belongs to, whether its mail is stored or only referred to. */
export interface ThreadLink {
  /** A Message-ID. */
  readonly link: string;
  readonly threadId: string;
}

export interface EmbeddingRow {
  /** `Message.id`. */
  readonly id: string;
  readonly modelId: string;
  /** Unit vector. */
  readonly vector: Float32Array;
}

export interface AnswersRow {
  /** `Message.id`. */
  readonly id: string;
  readonly answers: readonly AskAnswer[];
}

export interface SettingsRow {
  readonly key: 'settings';
  /** Checked on each read: an older or newer version of the app may have written it. */
  readonly value: unknown;
}

/** The rows of each table. */
export interface HistoryRows {
  messages: Message;
  /** What the list shows; read all at once, so kept apart from the texts. */
  outlines: MessageOutline;
  /** The HTML of mails as it came. */
  originals: OriginalRow;
  threadLinks: ThreadLink;
  results: MessageResult;
  /** What the list shows of results; written with them by `follow-results.ts`. */
  resultOutlines: ResultOutline;
  embeddings: EmbeddingRow;
  corrections: Correction;
  answers: AnswersRow;
  settings: SettingsRow;
  documents: DeskDocument;
  documentSummaries: DocumentSummaryRow;
  labelSets: LabelSet;
  labelRuns: LabelRun;
  /** Rules of triage that the user wrote. */
  rules: TriageRule;
  /** What triage has learnt from corrections. */
  lessons: Lesson;
  search: SearchRow;
  /** The words of mails and documents as the search finds them; those of many in one row. */
  searchSegments: PackedSegment;
  voices: VoiceRow;
  /** The user's labels for an evaluation. */
  verdicts: Verdict;
  escalationSetup: EscalationSetup;
  permissions: StandingPermission;
  spending: SpendingRow;
  taskRecords: TaskRecord;
  /** Requests that left the page. */
  egress: EgressRow;
  /** Mails that the user is done with. */
  marks: MailMark;
  folders: WatchedFolder;
  sources: SourceRow;
  /** Which sources a mail came from. */
  sourceMail: SourceMailRow;
}
export type TableName = keyof HistoryRows;

/** The property, or properties, that tell a table's rows apart. */
export const TABLE_KEYS = {
  messages: ['id'],
  outlines: ['id'],
  originals: ['id'],
  threadLinks: ['link'],
  results: ['id'],
  resultOutlines: ['id'],
  embeddings: ['modelId', 'id'],
  corrections: ['id'],
  answers: ['id'],
  settings: ['key'],
  documents: ['id'],
  documentSummaries: ['id'],
  labelSets: ['id'],
  labelRuns: ['id'],
  rules: ['id'],
  lessons: ['id'],
  search: ['id'],
  searchSegments: ['id'],
  voices: ['id'],
  verdicts: ['id'],
  escalationSetup: ['id'],
  permissions: ['id'],
  spending: ['id'],
  taskRecords: ['id'],
  egress: ['id'],
  marks: ['id'],
  folders: ['id'],
  sources: ['id'],
  sourceMail: ['sourceId', 'id'],
} as const satisfies { readonly [Name in TableName]: readonly (keyof HistoryRows[Name])[] };

/** The values of `TABLE_KEYS` of a row, which all tables hold in their rows. */
export function keyOfRow(properties: readonly string[], row: object): string[] {
  return properties.map((property) => String(Reflect.get(row, property)));
}

export type TableIndex = 'role' | 'threadId' | 'modelId' | 'sourceId' | 'mailId' | 'items';

export interface RowPage<Row> {
  readonly rows: Row[];
  /** The key to go on after; null at the end. */
  readonly last: readonly string[] | null;
}

export interface RowSample<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** One table within a transaction. `key` holds the values of `TABLE_KEYS` in order. */
export interface Table<Row> {
  get(...key: readonly string[]): Promise<Row | undefined>;
  all(): Promise<Row[]>;
  /** Rows in the order of their keys, after the given key. */
  page(after: readonly string[] | null, count: number): Promise<RowPage<Row>>;
  /** How many rows there are, and `most` of them from all over the table. */
  sample(most: number): Promise<RowSample<Row>>;
  /** The values of `TABLE_KEYS` of each row, without reading the rows. */
  keys(): Promise<(readonly string[])[]>;
  /** The rows with this value in an indexed property, or among its values where it holds several; `most` of them where that is given. */
  allBy(index: TableIndex, value: string, most?: number): Promise<Row[]>;
  /** The keys of those, without reading them. */
  keysBy(index: TableIndex, value: string): Promise<(readonly string[])[]>;
  /** How many those are, without reading them. */
  countBy(index: TableIndex, value: string): Promise<number>;
  /** The values of an indexed property, each once, without reading the rows. */
  valuesOf(index: TableIndex): Promise<string[]>;
  /** Stores the row unless there is one under its key, and says whether it did. */
  add(row: Row): Promise<boolean>;
  put(row: Row): Promise<void>;
  delete(...key: readonly string[]): Promise<void>;
  clear(): Promise<void>;
}

export type Tables = { readonly [Name in TableName]: Table<HistoryRows[Name]> };

/** Where the history keeps its rows. */
export interface HistoryStorage {
  /**
   * Runs `work` alone, and whole or not at all; it may only wait for the tables. Other tables than those named must not be used. Rejects
   * with `quota-exceeded` or `storage-unavailable`.
   */
  transact<Name extends TableName, T>(
    names: readonly Name[],
    mode: 'readonly' | 'readwrite',
    work: (tables: Pick<Tables, Name>) => Promise<T>,
  ): Promise<T>;
  close(): void;
}
