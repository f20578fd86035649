// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** @param {string} file */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Where programs are looked for, the folders of the path first. Elsewhere than on Linux the usual places are programs, not folders.
 *
 * @param {{ environment: NodeJS.ProcessEnv, names: string[], places: string[] }} wanted `places`: folders on Linux, else programs
 * @returns {string | null} the first that there is
 */
export function findProgram({ environment, names, places }) {
  const onPath = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const onLinux = process.platform === 'linux';
  const folders = onLinux ? [...onPath, ...places] : onPath;
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...(onLinux ? [] : places),
  ];
  return candidates.find(isProgram) ?? null;
}

/**
 * The program that a variable of the environment names.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} variable
 * @returns {string | null} null when it is not set
 * @throws {Error} when it is set and names no program, because a choice must not be dropped in silence
 */
export function chosenProgram(environment, variable) {
  const chosen = environment[variable];
  if (!chosen) return null;
  if (isProgram(chosen)) return chosen;
  throw new Error(
    `${variable} is "${chosen}", which is not a program. Correct it or unset it to have a browser found.`,
  );
}
