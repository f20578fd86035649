import type { Failure } from '../../contracts/failure';
import type { LabelSet, LabelVerdict } from '../../contracts/labels';
import type { Observable } from '../../contracts/observable';
import type { PageLanguage } from '../../contracts/settings';
import type { TableOptions, TextTable } from '../../contracts/table';

/** Takes back what was done; rejects as that does. */
export type Undo = () => Promise<void>;

export type ChangeSet = (set: LabelSet) => LabelSet;

/** A label set to begin with. */
export type LabelSetDraft = Pick<LabelSet, 'name' | 'labels'>;

export interface LabelTemplate extends LabelSetDraft {
  readonly id: string;
  readonly about: string;
}

/** A run in the list of runs. */
export interface LabelRunSummary {
  readonly id: string;
  readonly labelSetId: string;
  /** Of the file, or what else was labelled. */
  readonly name: string;
  readonly total: number;
  /** Rows that have been read by the model. */
  readonly done: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

/** What is to be labelled: rows of cells, and which of them are read. */
export interface LabelSource {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly separator: TextTable['separator'];
  /** Indexes of the columns that are read. */
  readonly textColumns: readonly number[];
  /** Index of the one that is a title and counts for as much as the rest; null for none. */
  readonly titleColumn: number | null;
  /** Index of a column with labels that somebody gave, which become examples; null for none. */
  readonly labelColumn: number | null;
  /** Indexes of the columns that are written out. */
  readonly writtenColumns: readonly number[];
}

export interface LabelRunProgress {
  readonly state: 'paused' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  /** The labels are being worked out again, after a correction or a change of the set. */
  readonly relabelling: boolean;
  readonly failure: Failure | null;
}

export interface LabelledRow {
  /** From 0, as in the file. */
  readonly index: number;
  readonly text: string;
  /** Null until the model has read it. */
  readonly verdict: LabelVerdict | null;
  /** What the user or the file says; goes before the verdict. */
  readonly told: string | null;
}

/** A run that is open. It goes on with the set as it is now, whenever that changes. */
export interface LabelSession {
  readonly id: string;
  readonly labelSetId: string;
  readonly name: string;
  readonly progress: Observable<LabelRunProgress>;
  readonly rows: Observable<readonly LabelledRow[]>;
  /** Goes on where it stopped. */
  start(): void;
  pause(): void;
  /** The user's word on a row: becomes an example of the set, and the others are labelled again. */
  correct(index: number, label: string): Promise<Undo>;
  /** The rows with label, confidence and reasons, as a CSV file. */
  toCsv(): Promise<Blob>;
  /** Stops it for good; what was read is stored. */
  close(): void;
}

/** What the page can ask of the part that sorts texts by labels of the user's own. */
export interface LabelsApi {
  /** Their names and what is said about them is in English. */
  templates(language: PageLanguage): readonly LabelTemplate[];
  readonly sets: Observable<readonly LabelSet[]>;
  createSet(draft: LabelSetDraft): Promise<LabelSet>;
  /** Changes the set as it is stored at that moment, so that what another tab has changed of it stays. Rejects when it is gone. */
  changeSet(id: string, change: ChangeSet): Promise<void>;
  duplicateSet(id: string): Promise<LabelSet>;
  /** Removes it with all that was labelled with it. */
  removeSet(id: string): Promise<Undo>;
  /** What a name without a sentence is taken to mean; null when it is not a usual one. */
  usualMeaning(name: string): string | null;

  /** Reads a file of separated values. Rejects with what is wrong with it, in a sentence. */
  readTable(file: Blob, options?: TableOptions): Promise<TextTable>;
  documentCount(): Promise<number>;

  /** Newest first. */
  readonly runs: Observable<readonly LabelRunSummary[]>;
  /** Stores what is to be labelled; the id of the run, which `open` takes. */
  addRun(setId: string, source: LabelSource): Promise<string>;
  /** The same for all documents in Deskside. Rejects with `import-empty` when there are none. */
  addDocumentRun(setId: string): Promise<string>;
  /** The same for texts, with an empty line between one and the next. */
  addTextRun(setId: string, text: string): Promise<string>;
  /** Opens it in place of the one that is open. It goes on while the user is elsewhere. */
  open(runId: string): Promise<LabelSession>;
  /** The one that is open. */
  current(): LabelSession | null;
  removeRun(id: string): Promise<Undo>;
}
