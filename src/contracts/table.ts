/** Tables of text, as files with separated values hold them. */

export const TABLE_SEPARATORS = [',', ';', '\t', '|'] as const;
export type TableSeparator = (typeof TABLE_SEPARATORS)[number];

/** How a file is to be read, where the user says so; what is left out is found from the file. */
export interface TableOptions {
  /** Null: every line is one text. */
  readonly separator?: TableSeparator | null;
  readonly hasHeader?: boolean;
}

export interface TextTable {
  /** Names of the columns, none empty and none twice; made up where the file has none. */
  readonly columns: readonly string[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly string[])[];
  readonly separator: TableSeparator | null;
  readonly hasHeader: boolean;
  /** What the file leaves open, in sentences that ask the user to look; empty when it reads one way only. */
  readonly doubts: readonly string[];
}
