import type { Plugin } from 'vite';

/** Browsers that know it compile all of a script while it comes, beside the page's thread; otherwise each function when it is first called. */
const HINT = '//# allFunctionsCalledOnLoad';
/** What Vite puts before everything: the files that parts loaded later need. One line. */
const LOADED_LATER = /^(const __vite__mapDeps=.*)\n/;

/** The hint counts at the top only. Lines change places instead of being added, so that source maps stay right. */
export const withHintAtTop = (code: string): string =>
  code.startsWith(HINT) ? code : code.replace(new RegExp(`${LOADED_LATER.source}${HINT}\n`), `${HINT}\n$1\n`);

/** Marks scripts of which nearly everything runs at the start. Without it, half of the start's computing was compiling in the page's thread. */
export function compileEarly(names: readonly string[]): Plugin {
  return {
    name: 'deskside-compile-early',
    apply: 'build',
    outputOptions: (options) => ({
      ...options,
      postBanner: ({ name }) => (names.includes(name) ? HINT : ''),
    }),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !names.includes(chunk.name)) continue;
          chunk.code = withHintAtTop(chunk.code);
          if (!chunk.code.startsWith(HINT))
            throw new Error(`${chunk.fileName} does not begin with the hint.`);
        }
      },
    },
  };
}
