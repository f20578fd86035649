import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exemplarMail, readExemplars, type Exemplars } from './exemplars';
import { TRIAGE_HEAD } from './triage-head';

const shipped = JSON.parse(readFileSync(new URL('exemplars.json', import.meta.url), 'utf8')) as Exemplars;

describe('exemplars', () => {
  it('come back as they were stored, but for rounding', () => {
    const embedding = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index) / 14);
    const example = { embedding, cues: [0, 1, 0.25], scores: [1.5, -2, 0, 0.125], category: 'act' } as const;
    const { rehearsal, check } = readExemplars({
      ...{ embedderId: 'e', dimensions: 384 },
      cues: TRIAGE_HEAD.cues.slice(0, 3),
      mails: [exemplarMail('a night', example)],
    });
    const [read] = [...rehearsal, ...check];
    expect(read).toMatchObject({ cues: example.cues, scores: example.scores, category: 'act' });
    const furthest = Math.max(
      ...embedding.map((value, index) => Math.abs(value - (read?.embedding[index] ?? 9))),
    );
    expect(furthest).toBeLessThan(0.001);
  });

  it('that ship fit the shipped head, and are checked on other nights than they are rehearsed on', () => {
    expect(shipped.cues).toEqual(expect.arrayContaining([...TRIAGE_HEAD.cues]));
    expect(shipped.dimensions).toBe(TRIAGE_HEAD.dimensions);
    const { rehearsal, check } = readExemplars(shipped);
    expect(rehearsal.length).toBeGreaterThan(150);
    expect(check.length).toBeGreaterThan(100);
    expect(rehearsal.length + check.length).toBe(shipped.mails.length);
  });
});
