import { describe, expect, it } from 'vitest';
import { createRunMarker } from './run-marker';

function memoryStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

describe('createRunMarker', () => {
  it('asks for a resume only when a run did not end by itself', () => {
    const storage = memoryStorage();
    const marker = createRunMarker(storage);
    expect(marker.afterReload()).toBe('nothing');
    marker.begin();
    expect(createRunMarker(storage).afterReload()).toBe('resume');
    marker.end();
    expect(createRunMarker(storage).afterReload()).toBe('nothing');
  });

  it('gives up after the page went down with the run again and again', () => {
    const storage = memoryStorage();
    for (let crash = 0; crash < 3; crash += 1) createRunMarker(storage).begin();
    expect(createRunMarker(storage).afterReload()).toBe('give-up');
  });
});
