import path from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** What the bundler made: scripts, with what each is made of and the style sheets that it needs. */
interface BuiltChunk {
  readonly fileName: string;
  readonly moduleIds: readonly string[];
  readonly facadeModuleId: string | null;
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> };
}

/** Links to the scripts and styles of a module, which the browser then fetches with the page. */
export function earlyLinks(entry: string, chunks: readonly BuiltChunk[]): HtmlTagDescriptor[] {
  const own = chunks.filter(
    ({ moduleIds, facadeModuleId }) => facadeModuleId === entry || moduleIds.includes(entry),
  );
  const link = (rel: string, file: string): HtmlTagDescriptor => ({
    tag: 'link',
    attrs: { rel, crossorigin: true, href: `./${file}` },
    injectTo: 'head',
  });
  return own.flatMap(({ fileName, viteMetadata }) => [
    link('modulepreload', fileName),
    ...[...(viteMetadata?.importedCss ?? [])].map((file) => link('stylesheet', file)),
  ]);
}

/** Has a page fetch at once what it imports as soon as it runs; otherwise a slow network would be asked for it a second time. */
export function earlyChunk(page: string, module: string): Plugin {
  const entry = path.resolve(module);
  return {
    name: 'deskside-early-chunk',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { filename, bundle }) {
        if (path.resolve(page) !== filename || !bundle) return [];
        const links = earlyLinks(
          entry,
          Object.values(bundle).filter((output) => output.type === 'chunk'),
        );
        if (links.length === 0) throw new Error(`No script of the build holds ${module}.`);
        return links;
      },
    },
  };
}
