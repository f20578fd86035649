import { describe, expect, it } from 'vitest';
import { FAKE_GENERATOR } from '../engines/fake/fake-models';
import {
  DEAD,
  GPU,
  TURNS,
  WHOLE,
  failureOf,
  gateAt,
  machineWith,
  setUp,
} from '../../tests/support/fake-inference-client';

describe('devices', () => {
  it('prefers the GPU, and falls back when it computes nonsense', async () => {
    const { client, workers } = setUp([{ answer: () => 'banana banana' }, {}], { machine: machineWith(GPU) });
    const info = await client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({
      device: 'wasm',
      refused: [{ device: 'webgpu', failure: { code: 'known-answer-failed' } }],
    });
    expect(workers[0]?.terminated).toBe(true);
  });

  it('falls back when the device is lost while loading, and from many threads to one', async () => {
    const { client } = setUp([{ failLoad: () => DEAD }, { failLoad: () => DEAD }, {}], {
      machine: machineWith(GPU),
    });
    const info = await client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({ device: 'wasm', threads: 1 });
    expect(info.refused.map(({ device }) => device)).toEqual(['webgpu', 'wasm']);
  });

  it('leaves an emulated GPU alone unless it is asked for', async () => {
    const { client } = setUp([{}], { machine: machineWith({ ...GPU, isFallback: true }) });
    const info = await client.load(FAKE_GENERATOR.id);
    expect(info).toMatchObject({ device: 'wasm', refused: [{ device: 'webgpu' }] });
    client.setDevice('webgpu');
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'webgpu', refused: [] });
  });

  it('tells who chose the GPU on a machine without one what to choose instead', async () => {
    const { client } = setUp([{}]);
    client.setDevice('webgpu');
    const { code, message } = await failureOf(client.load(FAKE_GENERATOR.id));
    expect(code).toBe('engine-unavailable');
    expect(message).toMatch(
      /no WebGPU on this machine\. Choose “Automatic” or “Processor” in the settings\.$/,
    );
  });

  it('says why there is one thread only', async () => {
    const { client } = setUp([{}], { machine: machineWith(null, 1) });
    const { threads, refused } = await client.load(FAKE_GENERATOR.id);
    expect(threads).toBe(1);
    expect(refused.map(({ failure }) => failure.message).join()).toContain('isolated');
  });

  it('tries no other device when there is not enough memory for the model', async () => {
    const { client, workers } = setUp([
      { failLoad: () => ({ code: 'out-of-memory', message: 'Too big.', retryable: false }) },
    ]);
    expect((await failureOf(client.load(FAKE_GENERATOR.id))).code).toBe('out-of-memory');
    expect(workers).toHaveLength(1);
  });

  it('does not fall back from damaged weights', async () => {
    const { client, workers } = setUp([
      { failLoad: () => ({ code: 'integrity-failed', message: 'Damaged.', retryable: false }) },
    ]);
    expect((await failureOf(client.load(FAKE_GENERATOR.id))).code).toBe('integrity-failed');
    expect(workers).toHaveLength(1);
  });

  it('changes over when the answer that runs is done', async () => {
    const gate = gateAt(2);
    const { client, generator } = setUp([{ pause: gate.pause }, {}], { machine: machineWith(GPU) });
    const answer = generator.generate({ turns: TURNS, maxTokens: 99 });
    await gate.reached;
    client.setDevice('wasm');
    gate.open();
    expect((await answer).text).toBe(WHOLE);
    expect(await client.load(FAKE_GENERATOR.id)).toMatchObject({ device: 'wasm' });
  });

  it('verifies on one device, without fallback and without keeping the worker', async () => {
    const { client, workers } = setUp([{ answer: () => 'banana' }, {}]);
    const wrong = await client.verify(FAKE_GENERATOR.id, 'webgpu');
    expect(wrong).toMatchObject({ passed: false, failure: { code: 'known-answer-failed' } });
    const right = await client.verify(FAKE_GENERATOR.id, 'wasm');
    expect(right).toMatchObject({ passed: true, device: 'wasm', threads: 2 });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
    expect(client.loaded.get()).toEqual([]);
  });
});
