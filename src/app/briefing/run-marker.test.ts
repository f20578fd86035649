import { describe, expect, it } from 'vitest';
import { createMemoryPageStorage, type PageStorage } from '../../platform/page-storage';
import { createRunMarker } from './run-marker';

const markerOn = (storage: PageStorage, stored = 0) => createRunMarker(storage, () => stored);

describe('createRunMarker', () => {
  it('asks for a resume only when a run did not end by itself', () => {
    const storage = createMemoryPageStorage();
    const marker = markerOn(storage);
    expect(marker.afterReload()).toBe('nothing');
    marker.begin();
    expect(markerOn(storage).afterReload()).toBe('resume');
    marker.end();
    expect(markerOn(storage).afterReload()).toBe('nothing');
  });

  it('gives up after the page went down with the run again and again', () => {
    const storage = createMemoryPageStorage();
    for (let crash = 0; crash < 3; crash += 1) markerOn(storage).begin();
    expect(markerOn(storage).afterReload()).toBe('give-up');
  });

  it('goes on as often as it takes while each run gets on, and not when it does no longer', () => {
    const storage = createMemoryPageStorage();
    let stored = 0;
    for (let crash = 0; crash < 10; crash += 1) {
      markerOn(storage, stored).begin();
      stored += 30;
      expect(markerOn(storage, stored).afterReload()).toBe('resume');
    }
    for (let crash = 0; crash < 3; crash += 1) markerOn(storage, (stored += 1)).begin();
    expect(markerOn(storage, stored).afterReload()).toBe('give-up');
  });

  it('understands what an earlier version noted', () => {
    const storage = createMemoryPageStorage();
    storage.setItem('deskside.briefing-attempts', '3');
    expect(markerOn(storage).afterReload()).toBe('give-up');
  });

  it('does not hold it against a run that the user closed the page', () => {
    const storage = createMemoryPageStorage();
    for (let visit = 0; visit < 5; visit += 1) {
      const marker = markerOn(storage);
      marker.begin();
      marker.leave();
      expect(markerOn(storage).afterReload()).toBe('resume');
    }
  });

  it('leaves no mark when nothing runs', () => {
    const storage = createMemoryPageStorage();
    markerOn(storage).leave();
    expect(markerOn(storage).afterReload()).toBe('nothing');
  });
});
