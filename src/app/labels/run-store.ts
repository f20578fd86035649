import * as v from 'valibot';
import type { LabelRun } from '../../contracts/labels';
import { TABLE_SEPARATORS } from '../../contracts/table';
import type { Collection } from '../../history/collection';
import type { LabelRunSummary, LabelSource } from './labels-api';

/**
 * Runs as rows of one collection: the list of all under `runs`, and for each run its rows and the vectors of the rows that the model has
 * read, in pieces, so that what was computed is stored once and a reload loses one piece at most.
 */
export interface RunStore {
  list(): Promise<readonly LabelRunSummary[]>;
  /** Changes the list as it is at that moment, and returns it. */
  changeList(change: ChangeRuns): Promise<readonly LabelRunSummary[]>;
  addRows(run: LabelRunSummary, source: LabelSource): Promise<void>;
  /** Null when it is not stored whole. */
  source(run: LabelRunSummary): Promise<LabelSource | null>;
  /** Vectors of rows from `start` on, of the embedder `modelId`. */
  putVectors(run: LabelRunSummary, piece: VectorPiece): Promise<void>;
  vectors(run: LabelRunSummary, modelId: string): Promise<readonly VectorPiece[]>;
  /** Notes whose pieces can be deleted at the next start; until then they can be brought back. */
  changeRemoved(change: ChangeRuns): Promise<unknown>;
  /** Deletes the pieces of the runs that were removed before and are not among those that are `kept`. */
  sweep(kept: readonly LabelRunSummary[]): Promise<void>;
}

export type ChangeRuns = (runs: readonly LabelRunSummary[]) => readonly LabelRunSummary[];

export interface VectorPiece {
  readonly start: number;
  readonly modelId: string;
  readonly dimensions: number;
  /** Row by row. */
  readonly values: Float32Array;
}

const LIST_ID = 'runs';
const REMOVED_ID = 'removed-runs';
const ROWS_PER_PIECE = 1000;
/** Rows whose vectors are stored together: a few seconds' work. */
export const VECTORS_PER_PIECE = 64;

const SUMMARY = v.object({
  id: v.string(),
  labelSetId: v.string(),
  name: v.string(),
  total: v.number(),
  done: v.number(),
  startedAt: v.string(),
});
const CELLS = v.array(v.array(v.string()));
const INDEXES = v.array(v.number());
const SHAPE = v.object({
  columns: v.array(v.string()),
  separator: v.nullable(v.picklist(TABLE_SEPARATORS)),
  textColumns: INDEXES,
  titleColumn: v.optional(v.nullable(v.number()), null),
  labelColumn: v.nullable(v.number()),
  writtenColumns: INDEXES,
});
const PIECE = v.object({
  start: v.number(),
  modelId: v.string(),
  dimensions: v.number(),
  values: v.instance(Float32Array),
});

export function createRunStore(collection: Collection<LabelRun>): RunStore {
  const row = (run: LabelRunSummary, part: string, value: unknown): LabelRun => ({
    id: `${run.id}/${part}`,
    labelSetId: run.labelSetId,
    fileName: run.name,
    value,
  });

  async function change(id: string, to: ChangeRuns): Promise<readonly LabelRunSummary[]> {
    let runs: readonly LabelRunSummary[] = [];
    await collection.change(id, (stored) => {
      runs = to(summariesIn(stored));
      return { id, labelSetId: '', fileName: '', value: runs };
    });
    return runs;
  }

  return {
    list: async () => summariesIn(await collection.get(LIST_ID)),
    changeList: (to) => change(LIST_ID, to),
    async addRows(run, { rows, columns, separator, textColumns, titleColumn, labelColumn, writtenColumns }) {
      const shape = { columns, separator, textColumns, titleColumn, labelColumn, writtenColumns };
      const pieces = starts(rows.length, ROWS_PER_PIECE).map((start) =>
        row(run, `rows/${start}`, rows.slice(start, start + ROWS_PER_PIECE)),
      );
      await collection.put(row(run, 'shape', shape), ...pieces);
    },
    async source(run) {
      const shape = v.safeParse(SHAPE, (await collection.get(`${run.id}/shape`))?.value);
      if (!shape.success) return null;
      const pieces = await Promise.all(
        starts(run.total, ROWS_PER_PIECE).map((start) => collection.get(`${run.id}/rows/${start}`)),
      );
      const rows = pieces.flatMap((piece) => (v.is(CELLS, piece?.value) ? piece.value : []));
      return rows.length === run.total ? { ...shape.output, name: run.name, rows } : null;
    },
    putVectors: (run, piece) => collection.put(row(run, `vectors/${piece.start}`, piece)),
    async vectors(run, modelId) {
      const pieces: VectorPiece[] = [];
      for (const start of starts(run.total, VECTORS_PER_PIECE)) {
        const value = (await collection.get(`${run.id}/vectors/${start}`))?.value;
        if (!v.is(PIECE, value) || value.modelId !== modelId) break;
        pieces.push(value);
      }
      return pieces;
    },
    changeRemoved: (to) => change(REMOVED_ID, to),
    async sweep(kept) {
      for (const run of summariesIn(await collection.get(REMOVED_ID))) {
        if (kept.some(({ id }) => id === run.id)) continue;
        const parts = [
          'shape',
          ...starts(run.total, ROWS_PER_PIECE).map((start) => `rows/${start}`),
          ...starts(run.total, VECTORS_PER_PIECE).map((start) => `vectors/${start}`),
        ];
        await collection.delete(...parts.map((part) => `${run.id}/${part}`));
      }
      await collection.delete(REMOVED_ID);
    },
  };
}

function summariesIn(row: LabelRun | undefined): readonly LabelRunSummary[] {
  const value = row?.value;
  return (Array.isArray(value) ? (value as unknown[]) : []).filter((one) => v.is(SUMMARY, one));
}

function starts(total: number, step: number): number[] {
  return Array.from({ length: Math.ceil(total / step) }, (_, i) => i * step);
}
