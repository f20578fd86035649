import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import type { Correction } from '../../contracts/briefing';
import { createHistory, type History } from '../../history/history';
import { createMemoryHistoryStorage } from '../../history/memory-history-storage';
import { createMailRows } from '../mail-rows';
import { createConcern } from './concern';

const EMBEDDER = 'e';

function vectorAt(cosine: number): Float32Array {
  return Float32Array.from([cosine, Math.sqrt(1 - cosine * cosine), 0]);
}

function correction(id: string, overrides: Partial<Correction> = {}): Correction {
  return {
    ...{ id, category: 'skip', urgent: false, madeAt: '', sender: `${id}@x.example` },
    embedding: vectorAt(1),
    ...overrides,
  };
}

async function desk(
  stored: readonly Correction[],
): Promise<{ history: History; of: ReturnType<typeof createConcern>['of'] }> {
  const history = createHistory(createMemoryHistoryStorage());
  const rows = createMailRows();
  const mails = {
    alike: vectorAt(0.9),
    unlike: vectorAt(0),
    ofSender: vectorAt(0),
    ofOther: Float32Array.from([0, 0, 1]),
  };
  await history.messages.add(
    Object.keys(mails).map((id) =>
      makeMessage({
        id,
        from: { name: '', address: id === 'ofSender' ? 'one@x.example' : `${id}@y.example` },
      }),
    ),
  );
  rows.add(await history.messages.list());
  for (const [id, vector] of Object.entries(mails)) {
    await history.embeddings.put(id, EMBEDDER, vector);
    rows.showResult({
      ...{ id, summary: null, asks: null, draft: null, phrased: false, timings: {} },
      triage: {
        ...{
          category: 'read',
          urgent: false,
          confidence: 0.9,
          urgency: 0,
          source: 'classifier',
          reasons: [],
        },
        probabilities: { reply: 0, act: 0, read: 1, skip: 0 },
      },
    });
  }
  for (const each of stored) await history.corrections.put(each);
  return { history, of: createConcern({ history, rows, embedderId: () => EMBEDDER }).of };
}

const always = (): boolean => true;

describe('the mails that a correction concerns', () => {
  it('are those of its sender and those like it, then those that other corrections reach, and no more', async () => {
    const one = correction('one');
    const { of } = await desk([one, correction('two', { embedding: Float32Array.from([0, 0, 1]) })]);
    const { first, rest } = await of([one], always);
    expect([...first].sort()).toEqual(['alike', 'ofSender']);
    expect(rest).toEqual(['ofOther']);
  });

  it('are all once there may be a habit with a mailing list', async () => {
    const list = 'tennis.club.example';
    const one = correction('one', { list });
    const alone = await desk([one]);
    expect((await alone.of([one], always)).rest).toEqual([]);
    const { of } = await desk([one, correction('two', { list })]);
    expect([...(await of([one], always)).rest].sort()).toEqual(['ofOther', 'unlike']);
  });

  it('are found also when the corrections were taken back', async () => {
    const { of } = await desk([]);
    const { first } = await of([correction('one')], always);
    expect([...first].sort()).toEqual(['alike', 'ofSender']);
  });
});
