// Runs before `npm start` and `npm test`, when nothing may be installed yet: only Node's own modules at the top level.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './lib/find-chromium.mjs';
import { CYRUS_PACKAGES, findCyrus } from './lib/find-cyrus.mjs';
import { findFirefox } from './lib/find-firefox.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

/** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [environment] */
function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

/** @param {string[]} args */
function runNpm(args) {
  // Under `npm run`, npm tells where it is; calling it through Node avoids npm.cmd on Windows.
  const npm = process.env['npm_execpath'];
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run('npm', args);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  stop(
    `Deskside needs Node.js ${OLDEST_NODE.join('.')} or newer, and this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org or with your version manager, then try again.',
  );
}

/** @param {string} file @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | null} */
function readLockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. Compares the contents of both lock files rather than their
 * times, so that switching branches back and forth installs nothing.
 */
function packagesAreInstalled() {
  const wanted = readLockedPackages('package-lock.json');
  const installed = readLockedPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true;
    const found = installed[place];
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

function installPackages() {
  if (packagesAreInstalled()) return;
  console.log('Installing npm packages …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  if (runNpm(['ci', ...quiet])) return;
  console.log('`npm ci` failed; trying `npm install` without touching package-lock.json …');
  if (runNpm(['install', '--no-save', ...quiet])) return;
  stop(
    'The npm packages could not be installed; the messages above say why. ' +
      'Check the network connection and the free disk space, then try again.',
  );
}

/** @param {string} browser */
function starts(browser) {
  return spawnSync(browser, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** @param {string[]} names of Debian packages */
function installSystemPackages(...names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Trying the system ${names.length === 1 ? 'package' : 'packages'} ${names.join(', ')} …`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', ['update', '-qq'], environment) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], environment)
  );
}

/** The tests in Firefox are skipped where there is none, except on the server that has to run every test. */
function ensureFirefox() {
  if (findFirefox()) return;
  installSystemPackages('firefox-esr');
  const packaged = findFirefox();
  if (packaged && starts(packaged)) return;
  const sentence =
    'No Firefox could be found or installed. Install it with your package manager, or set FIREFOX_PATH to its program';
  if (process.env['CI']) stop(`${sentence}, then try again.`);
  console.log(`${sentence}, to have the tests in Firefox run; they are skipped now.`);
}

/** The tests over a real JMAP server are skipped where there is none, except on the server that has to run every test. */
function ensureCyrus() {
  if (findCyrus()) return;
  installSystemPackages(...CYRUS_PACKAGES);
  if (findCyrus()) return;
  const sentence = `No Cyrus IMAP server could be found or installed. On Debian or Ubuntu, install ${CYRUS_PACKAGES.join(', ')}`;
  if (process.env['CI']) stop(`${sentence}, then try again.`);
  console.log(`${sentence}, to have the tests over a real mail server run; they are skipped now.`);
}

async function ensureChromium() {
  const known = await findChromium();
  if (known) return;
  console.log('Installing Chromium for the tests …');
  const playwright = path.join(ROOT, 'node_modules', 'playwright', 'cli.js');
  run(process.execPath, [playwright, 'install', 'chromium'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000',
  });
  const downloaded = await findChromium();
  if (downloaded && starts(downloaded)) return;

  if (installSystemPackages('chromium')) {
    const packaged = await findChromium();
    if (packaged && starts(packaged)) return;
  }
  stop(
    'No Chromium could be found or installed, and the tests need one. Install Chromium or Google Chrome with your ' +
      'package manager, or set CHROMIUM_PATH to its program, then try again.',
  );
}

requireNode();
installPackages();
if (process.argv.includes('--cyrus')) ensureCyrus();
if (process.argv.includes('--browser')) {
  try {
    await ensureChromium();
    if (process.argv.includes('--firefox')) ensureFirefox();
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error));
  }
}
