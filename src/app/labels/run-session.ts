import { DesksideError, toFailure } from '../../contracts/failure';
import type { EmbeddedText, LabelExample, LabelSet, LabelVerdict } from '../../contracts/labels';
import { createObservable } from '../../platform/observable';
import { embedLabelSet } from '../../tasks/label/embed-label-set';
import { embeddedPart, embedTexts, wholeText, type LabelText } from '../../tasks/label/embed-texts';
import { createPace } from '../../tasks/label/pace';
import { createLabelClient } from '../../worker-client/label-client';
import type { WorkerLike } from '../../worker-client/worker-lane';
import type { ModelAccess } from '../models/model-access';
import { toCsv } from './labelled-table';
import type { LabelledRow, LabelRunProgress, LabelRunSummary, LabelSession, LabelSource } from './labels-api';
import { VECTORS_PER_PIECE, type RunStore } from './run-store';
import type { SetStore } from './set-store';
import { VectorCache } from '../vector-cache';

export interface SessionParts {
  readonly run: LabelRunSummary;
  readonly source: LabelSource;
  readonly store: RunStore;
  readonly sets: SetStore;
  readonly models: ModelAccess;
  readonly spawnLabels: () => WorkerLike;
  readonly embedderId: string;
  /** Told how many rows have been read. */
  readonly onDone: (done: number) => void;
}

/** Rows are labelled anew when their number has grown by this factor, so that first answers come at once and all of it costs little. */
const RELABEL_GROWTH = 1.5;

export async function openSession(parts: SessionParts): Promise<LabelSession> {
  const { run, source, store, sets } = parts;
  const asked = source.rows.map((row) => textOf(row, source));
  const texts = asked.map(wholeText);
  const given = source.rows.map((row) =>
    source.labelColumn === null ? null : (row[source.labelColumn] ?? '').trim() || null,
  );
  let verdicts: readonly LabelVerdict[] = [];
  /** The rows that have been read, from the first on. */
  const read: EmbeddedText[] = [];
  let reading: AbortController | null = null;
  let judging: AbortController | null = null;
  let closed = false;
  const client = createLabelClient(parts.spawnLabels);
  const cache = new VectorCache(parts.embedderId, () => parts.models.embedder(new AbortController().signal));
  const pace = createPace();
  for (const { values, dimensions } of await store.vectors(run, parts.embedderId)) {
    for (let at = 0; at < values.length; at += dimensions) keep(values.subarray(at, at + dimensions));
    await pace();
  }

  /** Takes the vector of the next row. */
  function keep(vector: Float32Array): void {
    const text = texts[read.length];
    if (text === undefined) return;
    cache.set(embeddedPart(text), vector);
    read.push({ text, vector });
  }

  const progress = createObservable<LabelRunProgress>({
    state: read.length === run.total ? 'done' : 'paused',
    ...{ done: read.length, total: run.total, relabelling: false, failure: null },
  });
  const show = (change: Partial<LabelRunProgress>): void => progress.update((now) => ({ ...now, ...change }));
  const rows = createObservable<readonly LabelledRow[]>(rowsNow());

  function rowsNow(): readonly LabelledRow[] {
    const set = setOf();
    const told = new Map((set?.examples ?? []).map(({ text, label }) => [text, label]));
    const names = new Set(set?.labels.map(({ name }) => name));
    return texts.map((text, index) => {
      const said = told.get(text) ?? given[index] ?? null;
      return { index, text, verdict: verdicts[index] ?? null, told: said && names.has(said) ? said : null };
    });
  }

  /** Judges all rows that have been read; a later call takes the place of one under way. */
  async function relabel(): Promise<void> {
    judging?.abort();
    const controller = new AbortController();
    judging = controller;
    const { signal } = controller;
    const set = setOf();
    rows.set(rowsNow());
    const labels = set?.labels.filter(({ name }) => name !== '') ?? [];
    if (!set || labels.length === 0 || read.length === 0) return show({ relabelling: false });
    show({ relabelling: true });
    try {
      const embedded = await embedLabelSet({ ...set, labels }, cache, { signal });
      const judged = await client.judge([...read], embedded, signal);
      if (signal.aborted) return;
      verdicts = judged;
      rows.set(rowsNow());
      const { state } = progress.get();
      if (state === 'failed') show({ state: read.length === run.total ? 'done' : 'paused', failure: null });
    } catch (thrown) {
      if (signal.aborted) return;
      show({ state: 'failed', failure: toFailure(thrown) });
    } finally {
      if (judging === controller) show({ relabelling: false });
    }
  }

  async function readOn(signal: AbortSignal): Promise<void> {
    let next = read.length * RELABEL_GROWTH;
    while (read.length < run.total) {
      const start = read.length;
      const piece: EmbeddedText[] = [];
      const end = Math.min(run.total, start + VECTORS_PER_PIECE);
      while (start + piece.length < end) {
        const at = start + piece.length;
        const batch = asked.slice(at, Math.min(end, at + BATCH));
        piece.push(...(await embedTexts(batch, cache, { signal })));
        signal.throwIfAborted();
        show({ done: start + piece.length });
      }
      const dimensions = piece[0]?.vector.length ?? 0;
      const values = new Float32Array(piece.length * dimensions);
      piece.forEach(({ vector }, index) => values.set(vector, index * dimensions));
      await store.putVectors(run, { start, modelId: parts.embedderId, dimensions, values });
      piece.forEach(({ vector }) => keep(vector));
      parts.onDone(read.length);
      if (read.length >= next && read.length < run.total) {
        await relabel();
        next = read.length * RELABEL_GROWTH;
      }
      signal.throwIfAborted();
    }
  }

  async function start(): Promise<void> {
    if (reading) return;
    const controller = new AbortController();
    reading = controller;
    show({ state: 'running', failure: null });
    try {
      await readOn(controller.signal);
      await relabel();
      // A correction meanwhile has begun it anew, and a pause comes too late to matter.
      if (progress.get().state === 'running') show({ state: 'done' });
    } catch (thrown) {
      const failure = controller.signal.aborted ? null : toFailure(thrown);
      show({ state: failure ? 'failed' : 'paused', done: read.length, failure });
    } finally {
      reading = null;
    }
    // Rows that were read since the last time; after a failure to read it waits for the user.
    if (!closed && progress.get().state === 'paused') await relabel();
  }

  let seen = setOf();
  function setOf(): LabelSet | undefined {
    return sets.sets.get().find(({ id }) => id === run.labelSetId);
  }
  const unwatch = sets.sets.subscribe(() => {
    const now = setOf();
    if (now === seen) return;
    seen = now;
    void relabel();
  });
  if (read.length > 0) void relabel();

  return {
    id: run.id,
    labelSetId: run.labelSetId,
    name: run.name,
    progress,
    rows,
    start: () => void start(),
    pause: () => reading?.abort(),
    async correct(index, label) {
      const text = texts[index];
      if (text === undefined) throw noSuchRow();
      let earlier: LabelExample | undefined;
      const tell = (example: LabelExample | undefined): Promise<void> =>
        sets.change(run.labelSetId, (set) => {
          earlier = set.examples.find((other) => other.text === text);
          const others = set.examples.filter((other) => other.text !== text);
          return { ...set, examples: [...others, ...(example ? [example] : [])] };
        });
      await tell({ text, label });
      return () => tell(earlier);
    },
    toCsv: () => toCsv(source, rows.get()),
    close() {
      closed = true;
      unwatch();
      reading?.abort();
      judging?.abort();
      client.end();
    },
  };
}

function textOf(row: readonly string[], { textColumns, titleColumn }: LabelSource): LabelText {
  const cells = (columns: readonly number[]): string =>
    columns
      .map((column) => row[column] ?? '')
      .join('\n')
      .trim();
  if (titleColumn === null) return cells(textColumns);
  return { title: cells([titleColumn]), text: cells(textColumns.filter((column) => column !== titleColumn)) };
}

/** Texts that are embedded in one go, so that a pause is heard soon. */
const BATCH = 16;

function noSuchRow(): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'This row is not there any more. Please open the table again.',
    retryable: false,
  });
}
