/** What the page needs of `samples/`: without a network, the sample night is the first thing to try. */
const SAMPLE_FILES = new Set(['samples/harbour/inbox.mbox', 'samples/harbour/sent.mbox']);

/** For hosts, not for browsers. */
const HOST_FILES = new Set(['_headers', '.nojekyll', 'service-worker.js']);

/** Whether a built file, named below the built folder, belongs to the shell, which the service worker keeps for visits without a network. */
export function belongsToShell(file: string): boolean {
  if (file.startsWith('models/')) return false;
  if (file.startsWith('samples/')) return SAMPLE_FILES.has(file);
  // Shown before one installs, which takes a network.
  if (file.startsWith('screenshots/')) return false;
  // Two hundred maps of characters that only some East Asian PDFs ask for.
  if (file.endsWith('.bcmap')) return false;
  // The page that measures is for those who build Deskside, and they have a network.
  if (file === 'bench.html' || /^assets\/(bench|store-benchmark-worker)-/.test(file)) return false;
  // Nor are those who look at the examples without one.
  if (file === 'examples.html' || /^assets\/examples-/.test(file)) return false;
  return !HOST_FILES.has(file) && !file.endsWith('.map');
}
