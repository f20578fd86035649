import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROJECT = 'project.inlang';
const SOURCES = [path.join(PROJECT, 'settings.json'), 'messages'];
/** Where `src/ui/i18n` finds the compiled messages; git ignores it. */
const COMPILED = 'src/ui/i18n/compiled';
/** The module that all messages are imported from; the last one written. */
export const COMPILED_MESSAGES = path.join(COMPILED, 'messages.js');

/** All files below, with paths from the folder; a file is its own. */
function filesIn(folder: string): string[] {
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function isFresh(): boolean {
  if (!existsSync(COMPILED_MESSAGES)) return false;
  const compiledAt = statSync(COMPILED_MESSAGES).mtimeMs;
  return SOURCES.flatMap(filesIn).every((file) => statSync(file).mtimeMs <= compiledAt);
}

/**
 * Compiles the message catalogue if it has changed. Each file takes its place at once and whole, because something else may be reading it.
 * @throws when a message cannot be parsed
 */
export async function ensureMessages(): Promise<void> {
  if (isFresh()) return;
  const startedAt = new Date();
  const { compile } = await import('@inlang/paraglide-js');
  const outdir = mkdtempSync(path.join(tmpdir(), 'deskside-messages-'));
  try {
    await compile({
      project: `./${PROJECT}`,
      outdir,
      // The page says which language it is in (`src/ui/i18n/locale.svelte.ts`).
      strategy: ['baseLocale'],
      emitTsDeclarations: true,
      emitReadme: false,
    });
    const made = filesIn(outdir).map((file) => path.relative(outdir, file));
    for (const name of made.filter((name) => name !== path.basename(COMPILED_MESSAGES))) put(outdir, name);
    put(outdir, path.basename(COMPILED_MESSAGES), startedAt);
    for (const file of filesIn(COMPILED)) if (!made.includes(path.relative(COMPILED, file))) rmSync(file);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function put(outdir: string, name: string, time?: Date): void {
  const target = path.join(COMPILED, name);
  const text = readFileSync(path.join(outdir, name), 'utf8');
  if (!time && existsSync(target) && readFileSync(target, 'utf8') === text) return;
  mkdirSync(path.dirname(target), { recursive: true });
  const beside = `${target}.${process.pid}`;
  writeFileSync(beside, text);
  // A message that is edited from here on is newer.
  if (time) utimesSync(beside, time, time);
  renameSync(beside, target);
}
