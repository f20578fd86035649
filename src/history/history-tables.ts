import type { AskAnswer, Correction, MessageResult } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import type { MessageOutline } from './message-outline';

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
  threadLinks: ThreadLink;
  results: MessageResult;
  embeddings: EmbeddingRow;
  corrections: Correction;
  answers: AnswersRow;
  settings: SettingsRow;
}
export type TableName = keyof HistoryRows;

/** The property, or properties, that tell a table's rows apart. */
export const TABLE_KEYS = {
  messages: ['id'],
  outlines: ['id'],
  threadLinks: ['link'],
  results: ['id'],
  embeddings: ['modelId', 'id'],
  corrections: ['id'],
  answers: ['id'],
  settings: ['key'],
} as const satisfies { readonly [Name in TableName]: readonly (keyof HistoryRows[Name])[] };

export type TableIndex = 'role' | 'threadId' | 'modelId';

/** One table within a transaction. `key` holds the values of `TABLE_KEYS` in order. */
export interface Table<Row> {
  get(...key: readonly string[]): Promise<Row | undefined>;
  all(): Promise<Row[]>;
  /** The rows with this value in an indexed property. */
  allBy(index: TableIndex, value: string): Promise<Row[]>;
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
