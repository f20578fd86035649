import { NO_MODEL_SOURCES, type ModelSources } from '../../contracts/model-sources';
import * as m from '../i18n/compiled/messages';

/** Where models may come from, as the user puts it. */
export type SourceChoice = 'app' | 'hugging-face' | 'own';

/** The form as typed; lists have an address on each line. */
export interface SourcesForm {
  readonly choice: SourceChoice;
  readonly hubs: string;
  readonly folder: string;
  readonly redirects: string;
}

export type SourcesErrors = Partial<Record<'hubs' | 'folder' | 'redirects', string>>;

export const HUGGING_FACE: ModelSources = {
  hubs: ['https://huggingface.co/'],
  folder: null,
  // The compiled libraries that WebLLM's models need are kept at GitHub.
  redirects: ['https://*.hf.co', 'https://*.huggingface.co', 'https://raw.githubusercontent.com'],
};

export function sourceChoice(sources: ModelSources): SourceChoice {
  if (sameSources(sources, NO_MODEL_SOURCES)) return 'app';
  return sameSources(sources, HUGGING_FACE) ? 'hugging-face' : 'own';
}

/** The form that stands for these sources; addresses are filled in for own ones only. */
export function sourcesForm(sources: ModelSources): SourcesForm {
  const choice = sourceChoice(sources);
  if (choice !== 'own') return { choice, hubs: '', folder: '', redirects: '' };
  return {
    choice,
    hubs: sources.hubs.join('\n'),
    folder: sources.folder ?? '',
    redirects: sources.redirects.join('\n'),
  };
}

/** The sources that the form describes for a page that came over `pageProtocol`, or what is wrong with each field, in sentences. */
export function readSourcesForm(
  form: SourcesForm,
  pageProtocol: string,
):
  | { readonly ok: true; readonly sources: ModelSources }
  | { readonly ok: false; readonly errors: SourcesErrors } {
  if (form.choice === 'app') return { ok: true, sources: NO_MODEL_SOURCES };
  if (form.choice === 'hugging-face') return { ok: true, sources: HUGGING_FACE };

  const errors: SourcesErrors = {};
  const url: ReadUrl = (text) => readUrl(text, pageProtocol);
  const hubs = readLines(form.hubs, (line) => readFolderAddress(line, url));
  const folders = readLines(form.folder, (line) => readFolderAddress(line, url));
  const redirects = readLines(form.redirects, (line) => readOrigin(line, url));
  if (hubs.wrong !== null) errors.hubs = notAnAddress(hubs.wrong);
  else if (hubs.right.length === 0 && form.folder.trim() === '') errors.hubs = m.models_sources_give_one();
  if (folders.wrong !== null) errors.folder = notAnAddress(folders.wrong);
  if (redirects.wrong !== null) errors.redirects = notAnOrigin(redirects.wrong);
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    sources: { hubs: hubs.right, folder: folders.right[0] ?? null, redirects: redirects.right },
  };
}

/** The addresses of a text, each once, or the first line that is none. */
function readLines(
  text: string,
  read: (line: string) => string | null,
): { readonly right: readonly string[]; readonly wrong: string | null } {
  const right = new Set<string>();
  for (const line of text.split(/\s+/).filter(Boolean)) {
    const address = read(line);
    if (address === null) return { right: [], wrong: line };
    right.add(address);
  }
  return { right: [...right], wrong: null };
}

/** An address below which files lie, ending in `/`; null when it cannot be one. */
function readFolderAddress(text: string, read: ReadUrl): string | null {
  const url = read(text);
  if (!url || url.search !== '' || url.hash !== '' || !/^[\w\-./~%]*$/.test(url.pathname)) return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** An origin, with `*.` for all of its subdomains; null when it cannot be one. */
function readOrigin(text: string, read: ReadUrl): string | null {
  const wildcard = /^https:\/\/\*\.(?=[^/]+\.)/;
  const url = read(text.replace(wildcard, 'https://'));
  if (!url || url.href !== `${url.origin}/`) return null;
  return wildcard.test(text) ? url.origin.replace('https://', 'https://*.') : url.origin;
}

type ReadUrl = (text: string) => URL | null;

/**
 * The content security policy takes these literally, so that a host has nothing in it that the policy could read as its own. Other machines are asked
 * over HTTP only by a page that came over HTTP itself; to others the browser forbids it.
 */
function readUrl(text: string, pageProtocol: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const ownMachine = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  const plain = url.protocol === 'http:' && (ownMachine || pageProtocol === 'http:');
  const safe = url.protocol === 'https:' || plain;
  if (!safe || url.username !== '' || url.password !== '') return null;
  return /^[a-z0-9.-]+$/.test(url.hostname) ? url : null;
}

function notAnAddress(text: string): string {
  return m.models_not_an_address({ text });
}

function notAnOrigin(text: string): string {
  return m.models_not_an_origin({ text });
}

function sameSources(one: ModelSources, other: ModelSources): boolean {
  const sameList = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && a.every((value, index) => value === b[index]);
  return (
    one.folder === other.folder && sameList(one.hubs, other.hubs) && sameList(one.redirects, other.redirects)
  );
}
