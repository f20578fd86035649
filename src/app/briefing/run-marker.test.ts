import { describe, expect, it } from 'vitest';
import { createMemoryPageStorage } from '../../platform/page-storage';
import { createRunMarker } from './run-marker';

describe('createRunMarker', () => {
  it('asks for a resume only when a run did not end by itself', () => {
    const storage = createMemoryPageStorage();
    const marker = createRunMarker(storage);
    expect(marker.afterReload()).toBe('nothing');
    marker.begin();
    expect(createRunMarker(storage).afterReload()).toBe('resume');
    marker.end();
    expect(createRunMarker(storage).afterReload()).toBe('nothing');
  });

  it('gives up after the page went down with the run again and again', () => {
    const storage = createMemoryPageStorage();
    for (let crash = 0; crash < 3; crash += 1) createRunMarker(storage).begin();
    expect(createRunMarker(storage).afterReload()).toBe('give-up');
  });

  it('does not hold it against a run that the user closed the page', () => {
    const storage = createMemoryPageStorage();
    for (let visit = 0; visit < 5; visit += 1) {
      const marker = createRunMarker(storage);
      marker.begin();
      marker.leave();
      expect(createRunMarker(storage).afterReload()).toBe('resume');
    }
  });

  it('leaves no mark when nothing runs', () => {
    const storage = createMemoryPageStorage();
    createRunMarker(storage).leave();
    expect(createRunMarker(storage).afterReload()).toBe('nothing');
  });
});
