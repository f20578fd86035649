import path from 'node:path';
import { expect, it } from 'vitest';
import { firstLoadChunks } from './first-load-chunks.ts';

const MAIN = path.resolve('main.ts');
const MESSAGES = '/app/compiled/messages';
/** What each module imports, and what it says. */
const MODULES: Record<
  string,
  { readonly imports: readonly string[]; readonly later?: readonly string[]; readonly code?: string }
> = {
  [path.resolve('index.html')]: { imports: [MAIN, '/app/first-view.ts'] },
  [path.resolve('other.html')]: { imports: ['/app/failure.ts'], later: ['/app/example.ts'] },
  '/app/example.ts': { imports: ['/app/worker.ts'] },
  '/app/worker.ts': { imports: [] },
  [MAIN]: { imports: ['/app/clock.ts', '/app/failure.ts', '/app/worker.ts'] },
  '/app/clock.ts': { imports: [] },
  '/app/first-view.ts': { imports: [MAIN, '/app/shell.svelte', '/app/clock.ts'] },
  '/app/shell.svelte': { imports: ['/app/compiled/messages.js'], code: 'text(m.shell_nav())' },
  '/app/failure.ts': { imports: [] },
  '/app/later-view.svelte': { imports: ['/app/compiled/messages.js'], code: 'text(m.later_title())' },
  '/app/compiled/messages.js': { imports: [`${MESSAGES}/_index.js`] },
  [`${MESSAGES}/_index.js`]: { imports: [`${MESSAGES}/shell_nav.js`, `${MESSAGES}/later_title.js`] },
  [`${MESSAGES}/shell_nav.js`]: { imports: ['/app/compiled/runtime.js'] },
  [`${MESSAGES}/later_title.js`]: { imports: ['/app/compiled/runtime.js'] },
  '/app/compiled/runtime.js': { imports: [] },
};
const graph = {
  getModuleInfo(id: string) {
    const found = MODULES[id];
    if (!found) return null;
    const { imports, later = [], code = '' } = found;
    return { importedIds: imports, dynamicallyImportedIds: later, code };
  },
};
const chunkOf = firstLoadChunks({ page: 'index.html', app: 'main.ts', otherPages: ['other.html'] });

it('makes a chunk of what runs first, one of what draws the view, and one of what another page loads too', () => {
  expect(chunkOf(MAIN, graph)).toBe('app');
  expect(chunkOf('/app/clock.ts', graph)).toBe('app');
  expect(chunkOf('/app/first-view.ts', graph)).toBe('view');
  expect(chunkOf('/app/shell.svelte', graph)).toBe('view');
  expect(chunkOf('/app/failure.ts', graph)).toBe('shared');
});

it('keeps out of the app what another page imports later: it would start the app there', () => {
  expect(chunkOf('/app/worker.ts', graph)).toBe('shared');
});

it('leaves what comes later to the bundler, and of the messages all that the first load does not say', () => {
  expect(chunkOf('/app/later-view.svelte', graph)).toBeNull();
  expect(chunkOf(`${MESSAGES}/later_title.js`, graph)).toBeNull();
  expect(chunkOf(`${MESSAGES}/shell_nav.js`, graph)).toBe('view');
  expect(chunkOf('/app/compiled/runtime.js', graph)).toBe('view');
});
