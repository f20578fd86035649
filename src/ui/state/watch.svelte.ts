import { createSubscriber } from 'svelte/reactivity';
import type { Observable } from '../../contracts/observable';

/** An observable as a reactive value: read `current` in a component or a derivation, and it runs again on change. */
export interface Watched<T> {
  readonly current: T;
}

/**
 * Subscribes only while something reactive reads `current`. With `intervalMs`, changes that come faster are passed on
 * together, at most once in that time (by timer, since animation frames stop in a hidden tab).
 */
export function watch<T>(source: Observable<T>, intervalMs = 0): Watched<T> {
  const track = createSubscriber((update) => {
    let subscribing = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastUpdate = 0;

    function pass() {
      timer = undefined;
      lastUpdate = performance.now();
      update();
    }

    const unsubscribe = source.subscribe(() => {
      if (subscribing || timer !== undefined) return;
      const wait = lastUpdate + intervalMs - performance.now();
      if (wait <= 0) pass();
      else timer = setTimeout(pass, wait);
    });
    subscribing = false;

    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  });

  return {
    get current() {
      track();
      return source.get();
    },
  };
}
