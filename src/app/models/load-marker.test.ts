import { expect, it } from 'vitest';
import { createMemoryPageStorage } from '../../platform/page-storage';
import { createLoadMarker } from './load-marker';

const never = new Promise<never>(() => undefined);

/** A page that dies while the model loads: nothing of it runs any more. */
function crash(storage: ReturnType<typeof createMemoryPageStorage>): void {
  void createLoadMarker(storage).during('tiny', () => never);
}

it('bars a model whose loading took the page down twice in a row (fault 13), until it is pardoned', () => {
  const storage = createMemoryPageStorage();
  crash(storage);
  expect(createLoadMarker(storage).isBarred('tiny')).toBe(false);
  crash(storage);
  const marker = createLoadMarker(storage);
  expect(marker.isBarred('tiny')).toBe(true);
  expect(marker.isBarred('other')).toBe(false);
  marker.pardon('tiny');
  expect(marker.isBarred('tiny')).toBe(false);
});

it('holds nothing against a load that ended, well or not', async () => {
  const storage = createMemoryPageStorage();
  crash(storage);
  const marker = createLoadMarker(storage);
  await expect(marker.during('tiny', () => Promise.reject(new Error('too large')))).rejects.toThrow(
    'too large',
  );
  crash(storage);
  expect(marker.isBarred('tiny')).toBe(false);
});

it('holds nothing against a load that the user cut short by leaving', () => {
  const storage = createMemoryPageStorage();
  for (let visit = 0; visit < 5; visit += 1) {
    const marker = createLoadMarker(storage);
    void marker.during('tiny', () => never);
    expect(marker.isLoading()).toBe(true);
    marker.leave();
  }
  expect(createLoadMarker(storage).isBarred('tiny')).toBe(false);
});
