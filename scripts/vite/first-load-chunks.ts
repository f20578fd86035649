import path from 'node:path';

/** What the bundler tells of the modules. */
interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
    readonly code: string | null;
  } | null;
}

/** A module of one message. All of them are imported together by whoever says any. */
const MESSAGE = /[\\/]compiled[\\/]messages[\\/](?!_index)(\w+)\.js$/;
const SAID = /\bm\.(\w+)/g;

/** The modules that are loaded before a page or a module does anything; with `later` also those that it may import then. */
function loadedWith(file: string, graph: ModuleGraph, later = false): ReadonlySet<string> {
  const found = new Set([path.resolve(file)]);
  const messages = new Map<string, string>();
  const said = new Set<string>();
  const follow = (): void => {
    for (const id of found) {
      const { importedIds = [], dynamicallyImportedIds = [], code } = graph.getModuleInfo(id) ?? {};
      for (const imported of later ? [...importedIds, ...dynamicallyImportedIds] : importedIds) {
        const name = MESSAGE.exec(imported)?.[1];
        if (name === undefined) found.add(imported);
        else messages.set(name, imported);
      }
      for (const [, name = ''] of code?.matchAll(SAID) ?? []) said.add(name);
    }
  };
  follow();
  for (const [name, id] of messages) if (said.has(name)) found.add(id);
  // What the messages themselves need.
  follow();
  return found;
}

/** The names that `firstLoadChunks` gives. */
export const FIRST_CHUNKS: readonly string[] = ['shared', 'app', 'view'];

interface FirstLoad {
  readonly page: string;
  /** The module of the page that runs first; what the page has besides draws its view. */
  readonly app: string;
  readonly otherPages: readonly string[];
}

/**
 * Names the chunks of the first load, as a group of `output.codeSplitting` asks for it: one of what other pages load too, one of what runs
 * first, and one of what draws the view. Left to itself the bundler makes a chunk of every few modules that some view shares;
 * each costs a request with its headers, and compresses worse than in one piece.
 */
export function firstLoadChunks({
  page,
  app,
  otherPages,
}: FirstLoad): (id: string, graph: ModuleGraph) => string | null {
  let sets: Record<'page' | 'app' | 'others', ReadonlySet<string>> | null = null;
  return (id, graph) => {
    sets ??= {
      page: loadedWith(page, graph),
      app: loadedWith(app, graph),
      // Also what they import later: from a script of the app they would start the app, whose place they do not have.
      others: new Set(otherPages.flatMap((other) => [...loadedWith(other, graph, true)])),
    };
    // The page itself has a chunk of its own name.
    if (!sets.page.has(id) || id === path.resolve(page)) return null;
    if (sets.others.has(id)) return 'shared';
    return sets.app.has(id) ? 'app' : 'view';
  };
}
