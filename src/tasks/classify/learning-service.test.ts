import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Category } from '../../contracts/briefing';
import { unwrap } from '../../contracts/failure';
import type { LearningRequest, LearningRow } from '../../contracts/learning';
import { readExemplars, type Exemplars } from './exemplars';
import { residualWithinReach, type LearningExample } from './learnt-head';
import { createLearningService } from './learning-service';

const exemplars = JSON.parse(readFileSync(new URL('exemplars.json', import.meta.url), 'utf8')) as Exemplars;
const { rehearsal, check } = readExemplars(exemplars);
const service = createLearningService(() => Promise.resolve(exemplars));

function rowOf(example: LearningExample, id: number, category: Category): LearningRow {
  return {
    ...example,
    id: `m${id}`,
    category,
    urgent: false,
    sender: `s${id}@x.example`,
    list: '',
    thread: `t${id}`,
  };
}

function request(rows: readonly LearningRow[]): LearningRequest {
  return { embedderId: exemplars.embedderId, cues: exemplars.cues, rows };
}

/** One mail in twenty slightly different forms, all of which the user wants in the wrong place. */
function oddKind(mail: LearningExample, category: Category): LearningRow[] {
  return Array.from({ length: 20 }, (_, index) => {
    const embedding = mail.embedding.map((value, at) => value + 0.01 * Math.sin(at * (index + 1)));
    const norm = Math.hypot(...embedding);
    return rowOf({ ...mail, embedding: embedding.map((value) => value / norm) }, index, category);
  });
}

function another(category: Category): Category {
  return CATEGORIES[(CATEGORIES.indexOf(category) + 2) % CATEGORIES.length] ?? 'read';
}

const likeliest = (scores: readonly number[]): Category | undefined =>
  CATEGORIES[scores.indexOf(Math.max(...scores))];

describe('the learning service', () => {
  it('follows corrections of a kind of mail, also to a new mail of that kind', async () => {
    const [mail] = rehearsal;
    if (!mail) throw new Error('There are no exemplars.');
    const wanted = another(mail.category);
    const [fresh, ...rows] = oddKind(mail, wanted);
    const head = unwrap(await service.train(request(rows)));
    const added = residualWithinReach(
      head,
      { ...mail, embedding: fresh?.embedding ?? mail.embedding, thread: 'fresh' },
      rows,
    );
    expect(likeliest(mail.scores.map((score, index) => score + (added[index] ?? 0)))).toBe(wanted);
  });

  it('keeps what it could do on the mails of others after twenty corrections of one odd kind', async () => {
    const falls: number[] = [];
    for (const category of CATEGORIES) {
      const mail = rehearsal.find((example) => example.category === category);
      if (!mail) throw new Error(`There is no exemplar of ${category}.`);
      const { shipped } = unwrap(await service.check(request(oddKind(mail, another(category)))));
      expect(shipped.before.of).toBe(check.length);
      expect(shipped.before.right / shipped.before.of).toBeGreaterThan(0.7);
      falls.push((shipped.before.right - shipped.after.right) / shipped.before.of);
    }
    // A mail of the odd kind itself may be among them.
    expect(Math.max(...falls)).toBeLessThanOrEqual(1 / check.length);
  });

  it('changes nothing without corrections', async () => {
    const { weights } = unwrap(await service.train(request([])));
    expect(Math.max(...weights.map(Math.abs))).toBeLessThan(1e-3);
  });

  it('shows what it learnt as more right answers on the user’s own mails, each sorted by the others', async () => {
    const [mail] = rehearsal;
    if (!mail) throw new Error('There are no exemplars.');
    const { yours, curve } = unwrap(await service.check(request(oddKind(mail, another(mail.category)))));
    expect(yours.before).toEqual({ right: 0, of: 20 });
    expect(yours.after.right).toBeGreaterThan(15);
    expect(curve[0]).toMatchObject({ learntFrom: 0 });
    expect(curve[0]?.after.right).toBe(curve[0]?.before.right);
    expect(curve.at(-1)?.after.right).toBe(curve.at(-1)?.after.of);
  });

  it('learns with another embedder, whose vectors mean nothing to the exemplars', async () => {
    const [mail] = rehearsal;
    if (!mail) throw new Error('There are no exemplars.');
    const rows = oddKind(mail, another(mail.category)).map((row) => ({
      ...row,
      embedding: row.embedding.slice(0, 16),
    }));
    const head = unwrap(await service.train({ ...request(rows), embedderId: 'another' }));
    expect(head).toMatchObject({ embedderId: 'another', dimensions: 16, corrections: 20 });
  });

  it('answers with a failure when the exemplars cannot be read', async () => {
    const broken = createLearningService(() => Promise.reject(new Error('no network')));
    expect(await broken.train(request([]))).toMatchObject({
      ok: false,
      failure: { detail: 'Error: no network' },
    });
  });
});
