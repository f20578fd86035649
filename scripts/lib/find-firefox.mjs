// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
import path from 'node:path';
import { chosenProgram, findProgram } from './find-program.mjs';

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const WELL_KNOWN_PLACES = {
  // Not /snap/bin: a Firefox from there may not use a profile outside of its own folder.
  linux: ['/usr/bin', '/usr/local/bin', '/usr/lib/firefox', '/usr/lib/firefox-esr', '/opt/firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((variable) => process.env[variable])
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Mozilla Firefox', 'firefox.exe')),
};

/**
 * The Firefox of this machine: `FIREFOX_PATH` first, then what is on the path, then the usual places.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | null} the program's path, or null when there is none
 * @throws {Error} when `FIREFOX_PATH` is set and names no program
 */
export function findFirefox(environment = process.env) {
  return (
    chosenProgram(environment, 'FIREFOX_PATH') ??
    findProgram({
      environment,
      names: ['firefox', 'firefox-esr'],
      places: WELL_KNOWN_PLACES[process.platform] ?? [],
    })
  );
}
