import { CATEGORIES, type Correction } from '../../contracts/briefing';
import { attempt } from '../../contracts/failure';
import type {
  BeforeAfter,
  LearningCheck,
  LearningRequest,
  LearningRow,
  LearningWorkerApi,
  LearntHead,
} from '../../contracts/learning';
import { recall, type Origin } from './correction-memory';
import { readExemplars, type Exemplars, type ExemplarSets } from './exemplars';
import { fitLearntHead } from './fit-learnt-head';
import { residualWithinReach, type LearningExample } from './learnt-head';

/** Parts that the user's mails are split into for the check, each sorted by what the others taught; single ones up to this many. */
const FOLDS = 10;

/** Points of the learning curve at most, each the mails that follow those it was learnt from. */
const CURVE_POINTS = 6;
/** Fewer mails than this in a point say nothing. */
const LEAST_IN_POINT = 4;

/** What the learning worker does; `load` reads the labelled mails of other people that are rehearsed. */
export function createLearningService(load: () => Promise<Exemplars>): LearningWorkerApi {
  let reading: Promise<Exemplars> | null = null;

  async function read(
    request: LearningRequest,
  ): Promise<{ readonly dimensions: number; readonly sets: ExemplarSets }> {
    reading ??= load();
    const exemplars = await reading;
    const { cues, withoutNights: without = [] } = request;
    const sets = readExemplars(exemplars, { cues, without });
    const dimensions = request.rows[0]?.embedding.length ?? exemplars.dimensions;
    return { dimensions, sets: exemplars.embedderId === request.embedderId ? sets : withoutVectors(sets) };
  }

  return {
    train: (request) =>
      attempt(async () => {
        const { dimensions, sets } = await read(request);
        return fit(request, request.rows, sets, dimensions);
      }),
    check: (request) =>
      attempt(async () => {
        const { dimensions, sets } = await read(request);
        return checkLearning(request, sets, dimensions);
      }),
  };
}

function fit(
  { embedderId, cues }: LearningRequest,
  rows: readonly LearningRow[],
  { rehearsal }: ExemplarSets,
  dimensions: number,
): LearntHead {
  return fitLearntHead(rows, rehearsal, { embedderId, dimensions, cues });
}

function checkLearning(request: LearningRequest, sets: ExemplarSets, dimensions: number): LearningCheck {
  const { rows } = request;
  const head = fit(request, rows, sets, dimensions);
  const taughtBy = (others: readonly LearningRow[], tested: readonly LearningRow[]): BeforeAfter => {
    const learnt = fit(request, others, sets, dimensions);
    return tally(tested, (row) =>
      added(row.scores, residualWithinReach(learnt, row, others), recalled(row, others)),
    );
  };

  const folds = Math.min(FOLDS, rows.length);
  const step = Math.max(LEAST_IN_POINT, Math.ceil(rows.length / CURVE_POINTS));
  return {
    yours: summed(
      Array.from({ length: folds }, (_, fold) =>
        taughtBy(
          rows.filter((_, index) => index % folds !== fold),
          rows.filter((_, index) => index % folds === fold),
        ),
      ),
    ),
    shipped: tally(sets.check, (example) =>
      added(
        example.scores,
        residualWithinReach(head, { ...example, thread: '' }, rows),
        recalled({ ...example, ...UNKNOWN_ORIGIN }, rows),
      ),
    ),
    // Progressive validation (Blum, Kalai and Langford 1999).
    curve: Array.from({ length: Math.floor(rows.length / step) }, (_, point) => ({
      learntFrom: point * step,
      ...taughtBy(rows.slice(0, point * step), rows.slice(point * step, (point + 1) * step)),
    })),
  };
}

/** Other people's mail comes from nobody whom the user corrected. */
const UNKNOWN_ORIGIN: Origin = { sender: '', list: '', thread: '' };

function recalled(
  mail: Origin & Pick<LearningRow, 'embedding'>,
  others: readonly LearningRow[],
): readonly number[] {
  const corrections = others.map(
    ({ id, category, urgent, sender, list, thread, embedding }, index): Correction => ({
      ...{ id, category, urgent, sender, list, thread, embedding },
      madeAt: String(index).padStart(8, '0'),
    }),
  );
  return recall(mail, mail.embedding, corrections).category;
}

function tally<Example extends LearningExample>(
  examples: readonly Example[],
  scoresAfter: (example: Example) => readonly number[],
): BeforeAfter {
  const right = (scoresOf: (example: Example) => readonly number[]): number =>
    examples.filter((example) => likeliest(scoresOf(example)) === example.category).length;
  const of = examples.length;
  return { before: { right: right(({ scores }) => scores), of }, after: { right: right(scoresAfter), of } };
}

function summed(parts: readonly BeforeAfter[]): BeforeAfter {
  const sum = (of: (part: BeforeAfter) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  const of = sum(({ before }) => before.of);
  return {
    before: { right: sum(({ before }) => before.right), of },
    after: { right: sum(({ after }) => after.right), of },
  };
}

function likeliest(scores: readonly number[]): (typeof CATEGORIES)[number] | undefined {
  return CATEGORIES[scores.indexOf(Math.max(...scores))];
}

function added(...parts: readonly (readonly number[])[]): readonly number[] {
  return CATEGORIES.map((_, index) => parts.reduce((sum, part) => sum + (part[index] ?? 0), 0));
}

/** Vectors of another embedder mean nothing to this one; the cues still can be rehearsed. */
function withoutVectors({ rehearsal, check }: ExemplarSets): ExemplarSets {
  const bare = (example: LearningExample): LearningExample => ({ ...example, embedding: new Float32Array() });
  return { rehearsal: rehearsal.map(bare), check: check.map(bare) };
}
