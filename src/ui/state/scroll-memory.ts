import type { Attachment } from 'svelte/attachments';

/** What scrolls a whole view. */
const SCROLLER = '.page, .digest';
/** A view that is loaded and laid out later than this is left at its beginning. */
const WAIT_MS = 2000;

/** Puts a view back to where it was scrolled to, when the back or forward button leads to it again. */
export const keepScroll: Attachment<HTMLElement> = (main) => {
  const places = new Map<string, number>();
  let stop = () => {};

  function note({ target }: Event) {
    if (target instanceof HTMLElement && target.matches(SCROLLER))
      places.set(location.hash, target.scrollTop);
  }

  function restore() {
    stop();
    const wanted = places.get(location.hash) ?? 0;
    if (wanted === 0) return;
    const until = performance.now() + WAIT_MS;
    const hash = location.hash;
    const tryIt = () => {
      const scroller = main.querySelector<HTMLElement>(SCROLLER);
      scroller?.scrollTo({ top: wanted });
      const there = scroller !== null && Math.abs(scroller.scrollTop - wanted) < 2;
      if (there || performance.now() > until || location.hash !== hash) stop();
      else frame = requestAnimationFrame(tryIt);
    };
    let frame = requestAnimationFrame(tryIt);
    stop = () => cancelAnimationFrame(frame);
    // The user has begun to scroll by hand.
    main.addEventListener('wheel', stop, { once: true, passive: true });
  }

  main.addEventListener('scroll', note, { capture: true, passive: true });
  addEventListener('popstate', restore);
  return () => {
    stop();
    main.removeEventListener('scroll', note, { capture: true });
    removeEventListener('popstate', restore);
  };
};
