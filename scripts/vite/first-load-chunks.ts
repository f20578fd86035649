import path from 'node:path';

/** What the bundler tells of the modules. */
interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[]; readonly code: string | null } | null;
}

/** A module of one message. All of them are imported together by whoever says any. */
const MESSAGE = /[\\/]compiled[\\/]messages[\\/](?!_index)(\w+)\.js$/;
const SAID = /\bm\.(\w+)/g;

/** The modules that a page has loaded before it does anything. */
function loadedWith(page: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set([path.resolve(page)]);
  const messages = new Map<string, string>();
  const said = new Set<string>();
  const follow = (): void => {
    for (const id of found) {
      const { importedIds = [], code } = graph.getModuleInfo(id) ?? {};
      for (const imported of importedIds) {
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

/**
 * Names the chunks of what a page loads at once, as a group of `output.codeSplitting` asks for it: one of what other pages load too, and one
 * of the rest. Left to itself the bundler makes a chunk of every few modules that some view shares; each costs a request with its headers,
 * and compresses worse than in one piece.
 */
export function firstLoadChunks(
  page: string,
  otherPages: readonly string[],
): (id: string, graph: ModuleGraph) => string | null {
  let sets: { readonly own: ReadonlySet<string>; readonly others: ReadonlySet<string> } | null = null;
  return (id, graph) => {
    sets ??= {
      own: loadedWith(page, graph),
      others: new Set(otherPages.flatMap((other) => [...loadedWith(other, graph)])),
    };
    // The page itself has a chunk of its own name.
    if (!sets.own.has(id) || id === path.resolve(page)) return null;
    return sets.others.has(id) ? 'shared' : 'app';
  };
}
