import { describe, expect, test } from 'vitest';
import { fakeModel } from '../../../tests/fixtures/fake-models';
import { actionsFor, isAtHand, situationOf } from './model-situation';

describe('what can be done with a model', () => {
  test('one that suits this machine can be installed', () => {
    expect(actionsFor(fakeModel({ id: 'a' }))).toEqual(['install']);
  });

  test.each(['too-large', 'no-engine'] as const)('one that is %s cannot, not even the rest of it', (fit) => {
    expect(actionsFor(fakeModel({ id: 'a', advice: { fit } }))).toEqual([]);
    expect(actionsFor(fakeModel({ id: 'a', state: 'partial', advice: { fit } }))).toEqual(['discard']);
    expect(actionsFor(fakeModel({ id: 'a', state: 'installed', advice: { fit } }))).not.toContain('use');
  });

  test('a download can be paused and cancelled, also while it waits for its first bytes', () => {
    expect(actionsFor(fakeModel({ id: 'a', progress: { phase: 'waiting' } }))).toEqual(['pause', 'cancel']);
    expect(actionsFor(fakeModel({ id: 'a', card: { download: 'running' } }))).toEqual(['pause', 'cancel']);
  });

  test('a download can be handed over to a browser that takes it, until all of it has come', () => {
    const fetching = fakeModel({ id: 'a', progress: {} });
    expect(actionsFor(fetching, true)).toEqual(['pause', 'hand-over', 'cancel']);
    expect(actionsFor(fetching, false)).toEqual(['pause', 'cancel']);
    expect(actionsFor(fakeModel({ id: 'a', progress: { phase: 'verifying' } }), true)).toEqual([
      'pause',
      'cancel',
    ]);
  });

  test('one that the browser is at is taken back or cancelled, and is no work of the page', () => {
    const going = fakeModel({ id: 'a', state: 'partial', progress: {}, card: { download: 'background' } });
    expect(situationOf(going)).toBe('background');
    expect(actionsFor(going, true)).toEqual(['take-back', 'cancel']);
  });

  test('a paused one goes on or is discarded, and so does what an earlier visit left', () => {
    const paused = fakeModel({ id: 'a', state: 'partial', card: { download: 'paused' } });
    expect(actionsFor(paused)).toEqual(['go-on', 'discard']);
    expect(actionsFor(fakeModel({ id: 'a', state: 'partial' }))).toEqual(['go-on', 'discard']);
  });

  test('a check of an installed model, and reading a file, run to their end', () => {
    const checked = fakeModel({ id: 'a', state: 'installed', progress: { phase: 'verifying' } });
    const read = fakeModel({ id: 'a', progress: {}, source: { kind: 'file', name: 'a.gguf' } });
    expect([checked, read].map(situationOf)).toEqual(['working', 'working']);
    expect([checked, read].map((card) => actionsFor(card))).toEqual([[], []]);
  });

  test('a finished install is no longer under way', () => {
    expect(situationOf(fakeModel({ id: 'a', state: 'installed', progress: { phase: 'done' } }))).toBe(
      'installed',
    );
  });

  test('only generators that are not in use are offered for writing', () => {
    const installed = { id: 'a', state: 'installed' } as const;
    expect(actionsFor(fakeModel(installed))[0]).toBe('use');
    expect(actionsFor(fakeModel({ ...installed, card: { chosen: true } }))).not.toContain('use');
    expect(actionsFor(fakeModel({ ...installed, task: 'feature-extraction' }))).not.toContain('use');
  });

  test('what came from a file is not fetched again, and leaves the list', () => {
    const gone = fakeModel({ id: 'a', source: { kind: 'file', name: 'a.gguf' }, card: { added: true } });
    expect(actionsFor(gone)).toEqual(['forget']);
  });
});

test('what is in use, begun, stored or failed is at hand', () => {
  expect(isAtHand(fakeModel({ id: 'a' }))).toBe(false);
  expect(isAtHand(fakeModel({ id: 'a', card: { chosen: true } }))).toBe(true);
  expect(isAtHand(fakeModel({ id: 'a', progress: {} }))).toBe(true);
  expect(isAtHand(fakeModel({ id: 'a', state: 'partial' }))).toBe(true);
  const failure = { code: 'quota-exceeded', message: 'No room.', retryable: false } as const;
  expect(isAtHand(fakeModel({ id: 'a', card: { failure } }))).toBe(true);
});
