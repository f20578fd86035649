import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, type Correction } from '../../contracts/briefing';
import { lessonsFrom } from './lessons';

function correction(id: string, overrides: Partial<Correction> = {}): Correction {
  return {
    ...{ id, category: 'skip', urgent: false, sender: 'build@ci.example', list: '' },
    madeAt: `2026-10-13T08:00:0${id.length}.000Z`,
    embedding: new Float32Array(),
    ...overrides,
  };
}

describe('lessonsFrom', () => {
  it('gathers what was said of a sender again and again', () => {
    expect(lessonsFrom([correction('a'), correction('bb'), correction('ccc')])).toMatchObject([
      {
        about: { by: 'sender', value: 'build@ci.example' },
        category: 'skip',
        correctionIds: ['a', 'bb', 'ccc'],
        learntAt: '2026-10-13T08:00:03.000Z',
      },
    ]);
  });

  it('gathers by list what different people wrote, and leaves a single correction as it is', () => {
    const list = 'club.example';
    const lessons = lessonsFrom([
      correction('a', { list, sender: 'x@club.example' }),
      correction('bb', { list, sender: 'y@club.example' }),
      correction('ccc', { sender: 'z@other.example', category: 'act', urgent: true }),
    ]);
    expect(lessons.map(({ about, correctionIds }) => [about.by, about.value, ...correctionIds])).toEqual([
      ['likeness', 'ccc', 'ccc'],
      ['list', 'club.example', 'a', 'bb'],
    ]);
  });

  it('puts every correction in exactly one lesson, so that each can be forgotten', () => {
    const arbitrary = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        sender: fc.constantFrom('', 'a@x.example', 'b@x.example'),
        list: fc.constantFrom('', 'l.example'),
        category: fc.constantFrom(...CATEGORIES),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    fc.assert(
      fc.property(arbitrary, (parts) => {
        const corrections = parts.map((part) => correction(part.id, { ...part, madeAt: part.id }));
        const ids = lessonsFrom(corrections).flatMap(({ correctionIds }) => correctionIds);
        expect(ids.toSorted()).toEqual(corrections.map(({ id }) => id).toSorted());
      }),
    );
  });
});
