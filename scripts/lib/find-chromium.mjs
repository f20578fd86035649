// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const WELL_KNOWN_PLACES = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((variable) => process.env[variable])
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The Chromium or Chrome that this machine already has: `CHROMIUM_PATH` first, then what is on the path, then the usual places.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | null} the program's path, or null when there is none
 * @throws {Error} when `CHROMIUM_PATH` is set and names no program, because a choice must not be dropped in silence
 */
function findSystemChromium(environment = process.env) {
  const chosen = environment['CHROMIUM_PATH'];
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new Error(
      `CHROMIUM_PATH is "${chosen}", which is not a program. Correct it or unset it to have a browser found.`,
    );
  }
  const onPath = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const places = WELL_KNOWN_PLACES[process.platform] ?? [];
  const folders = process.platform === 'linux' ? [...onPath, ...places] : onPath;
  const candidates = [
    ...folders.flatMap((folder) => NAMES_ON_PATH.map((name) => path.join(folder, name))),
    ...(process.platform === 'linux' ? [] : places),
  ];
  return candidates.find(isProgram) ?? null;
}

/**
 * The Chromium that everything here drives: the machine's own, else the one that Playwright installed.
 *
 * @returns {Promise<string | null>}
 */
export async function findChromium() {
  const system = findSystemChromium();
  if (system) return system;
  const { chromium } = await import('playwright');
  return isProgram(chromium.executablePath()) ? chromium.executablePath() : null;
}
