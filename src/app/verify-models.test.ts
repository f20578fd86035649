import { describe, expect, it } from 'vitest';
import { DesksideError } from '../contracts/failure';
import { FAKE_EMBEDDER, FAKE_GENERATOR } from '../engines/fake/fake-models';
import { GPU, setUp } from '../../tests/support/fake-inference-client';
import { verifyModels, type VerificationParts, type VerificationRow } from './verify-models';

async function verify(parts: Partial<VerificationParts> = {}, engine = {}): Promise<VerificationRow[]> {
  const rows: VerificationRow[] = [];
  for await (const row of verifyModels({
    catalogue: [FAKE_EMBEDDER, FAKE_GENERATOR],
    install: () => Promise.resolve(),
    client: setUp([engine]).client,
    gpu: null,
    emulatedGpu: false,
    threads: 2,
    onActivity: () => undefined,
    ...parts,
  })) {
    rows.push(row);
  }
  return rows;
}

const verdicts = (rows: readonly VerificationRow[]) =>
  rows.map(({ device, threads, verdict }) => `${device} ${threads} ${verdict}`);

describe('verifyModels', () => {
  it('asks each model on each device, with threads and with one', async () => {
    const rows = await verify({ gpu: GPU });
    const one = ['webgpu 1 passed', 'wasm 2 passed', 'wasm 1 passed'];
    expect(verdicts(rows)).toEqual([...one, ...one]);
    expect(rows[0]?.reason).toBe('test gpu');
  });

  it('says why the GPU was not asked', async () => {
    const none = await verify({ catalogue: [FAKE_GENERATOR] });
    expect(none[0]).toMatchObject({ verdict: 'not run', ms: null });
    const emulated = await verify({ catalogue: [FAKE_GENERATOR], gpu: { ...GPU, isFallback: true } });
    expect(emulated[0]).toMatchObject({ verdict: 'not run' });
    expect(emulated[0]?.reason).toContain('test gpu');
  });

  it('tells a wrong answer from a right one', async () => {
    const rows = await verify({ catalogue: [FAKE_GENERATOR], threads: 1 }, { answer: () => 'banana' });
    expect(rows.at(-1)).toMatchObject({ verdict: 'failed' });
    expect(rows.at(-1)?.reason).toContain('banana');
  });

  it('goes on with the next model when one cannot be installed', async () => {
    const full = new DesksideError({ code: 'quota-exceeded', message: 'No room.', retryable: false });
    const rows = await verify({
      threads: 1,
      install: ({ id }) => (id === FAKE_EMBEDDER.id ? Promise.reject(full) : Promise.resolve()),
    });
    expect(rows.map(({ verdict, reason }) => `${verdict} ${reason}`.trim())).toEqual([
      'not run No room.',
      'not run No room.',
      'not run This browser offers no WebGPU on this machine.',
      'passed',
    ]);
  });
});
