import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { minify, transformWithOxc, type Plugin } from 'vite';
import { readCatalogue, type Catalogue } from '../lib/read-catalogue.ts';

const SCRIPT = 'src/ui/first-paint/before-paint.ts';
const STYLES = [
  'src/ui/styles/tokens.css',
  'src/ui/styles/fallback-font.css',
  'src/ui/first-paint/first-paint.css',
];
const LOGO =
  '<svg viewBox="0 0 32 32" width="32" height="32"><rect width="32" height="32" rx="8" fill="var(--accent)"/><path d="M9 18a7 7 0 0 1 14 0Z" fill="var(--on-accent)"/><path d="M6 22.5h20" stroke="var(--on-accent)" stroke-width="2.25" stroke-linecap="round"/></svg>';
/** The message keys of what is shown, with the class of each. */
const WORDS = { welcome_title: 'first-title', welcome_lead: 'first-lead' } as const;
/** The links to the app's own style sheets in the built page. */
const STYLE_LINK = /\s*<link rel="stylesheet"[^>]*>/g;

/**
 * The page with something to see in its first bytes. The app's own styles move behind it, because a style sheet in the head holds up all that
 * is drawn. Words stand there once in each language; the style sheet shows those of the page's language.
 */
export function withFirstPaint(
  page: string,
  { script, style, catalogues }: { script: string; style: string; catalogues: readonly Catalogue[] },
): string {
  const appStyles = page.match(STYLE_LINK) ?? [];
  const words = catalogues.flatMap(({ locale, texts }) =>
    Object.entries(WORDS).map(([key, name]) => {
      const text = texts[key];
      if (text === undefined)
        throw new Error(`messages/${locale} has no “${key}”, which the first paint shows.`);
      return `<p class="${name}" lang="${locale}">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
    }),
  );
  // Screen readers wait for the app, which says the same.
  const shown = `<div class="first-paint" aria-hidden="true"><div class="first-rail">${LOGO}</div><div class="first-words">${words.join('')}</div></div>`;
  const early = `<link rel="preload" as="script" href="./${script}" />\n    <link rel="stylesheet" href="./${style}" />`;
  // Asked for first, but last in the head, because nothing behind it is fetched before it is there.
  const last = `<script src="./${script}"></script>`;
  return page
    .replace(STYLE_LINK, '')
    .replace('<title>', `${early}\n    <title>`)
    .replace('</head>', `${last}</head>`)
    .replace('<div id="app">', `${shown}\n    <div id="app">`)
    .replace('</body>', `${appStyles.join('').trim()}\n  </body>`);
}

/** A page beside the app, in the language and the colours of the desk from its first bytes. */
function withChosenLook(page: string, script: string): string {
  return page.replace('</head>', `<script src="./${script}"></script></head>`);
}

/** Hides the words of every language but the page's. */
export function wordRules([base, ...others]: readonly string[]): string {
  const languages = others.map((locale) => `:lang(${locale})`);
  return [
    ...others.map((locale) => `:root:not(:lang(${locale})) .first-words [lang='${locale}']{display:none}`),
    `:root:is(${languages.join()}) .first-words [lang='${base}']{display:none}`,
  ].join('\n');
}

async function builtScript(locales: readonly string[]): Promise<string> {
  const { code } = await transformWithOxc(readFileSync(SCRIPT, 'utf8'), SCRIPT, { sourcemap: false });
  // A module has to be one, a classic script must not.
  const classic = code.replace(/export\s*\{\s*\};?/, '').replace('__LOCALES__', JSON.stringify(locales));
  return (await minify(SCRIPT, classic, { module: false })).code;
}

const builtStyle = (locales: readonly string[]): string =>
  [...STYLES.map((file) => readFileSync(file, 'utf8').replace(/\/\*.*?\*\//gs, '')), wordRules(locales)]
    .join('\n')
    .replace(/\s+/g, ' ');

function hashed(extension: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  return path.posix.join('assets', `first-paint-${hash}.${extension}`);
}

/** Draws the app's frame and the welcome's first words from the page itself, before any of the app has come. */
export function firstPaint(): Plugin {
  let files: { readonly script: string; readonly style: string } | null = null;
  const catalogues = (): readonly Catalogue[] => readCatalogue(readdirSync('messages'));
  return {
    name: 'deskside-first-paint',
    apply: 'build',
    async buildStart() {
      const locales = catalogues().map(({ locale }) => locale);
      const [js, css] = [await builtScript(locales), builtStyle(locales)];
      files = { script: hashed('js', js), style: hashed('css', css) };
      this.emitFile({ type: 'asset', fileName: files.script, source: js });
      this.emitFile({ type: 'asset', fileName: files.style, source: css });
    },
    transformIndexHtml: {
      order: 'post',
      handler(page, { filename }) {
        if (!files) return page;
        return path.basename(filename) === 'index.html'
          ? withFirstPaint(page, { ...files, catalogues: catalogues() })
          : withChosenLook(page, files.script);
      },
    },
  };
}
