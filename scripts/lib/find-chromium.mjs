// Plain JavaScript, because bootstrap.mjs needs it before anything is installed.
import path from 'node:path';
import { chosenProgram, findProgram, isProgram } from './find-program.mjs';

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

/**
 * The Chromium or Chrome that this machine already has: `CHROMIUM_PATH` first, then what is on the path, then the usual places.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | null} the program's path, or null when there is none
 * @throws {Error} when `CHROMIUM_PATH` is set and names no program
 */
function findSystemChromium(environment = process.env) {
  return (
    chosenProgram(environment, 'CHROMIUM_PATH') ??
    findProgram({ environment, names: NAMES_ON_PATH, places: WELL_KNOWN_PLACES[process.platform] ?? [] })
  );
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
