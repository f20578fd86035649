import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type BrowserContext, type LaunchOptions } from 'playwright';
import { findChromium } from './find-chromium.mjs';

/** A port that Chromium itself refuses to connect to, so that what is sent there never leaves it. */
const NOWHERE = 'http://127.0.0.1:9/';

/** Besides what Playwright passes itself: nothing that Chromium would ask of the network on its own account. */
const QUIET_NETWORK = [
  '--disable-background-networking',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  // The language whose dictionary `WITHOUT_SPELL_CHECKING` blocks, whatever the machine's is.
  '--lang=en-US',
  // These services start in spite of the switches above.
  `--autofill-server-url=${NOWHERE}`,
  `--component-updater=url-source=${NOWHERE}`,
  `--gaia-url=${NOWHERE}`,
];

const WEBGPU_ARGUMENTS = {
  /** The browser's own choice: no WebGPU on most headless Linux machines. */
  default: [],
  /** The machine's graphics card, which Chromium on Linux uses for WebGPU only through Vulkan. */
  hardware: [
    '--enable-unsafe-webgpu',
    ...(process.platform === 'linux' ? ['--enable-features=Vulkan', '--use-angle=vulkan'] : []),
  ],
  /** SwiftShader: the right answers, slowly, on any machine. */
  software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
} as const;

export interface ChromiumOptions {
  readonly webgpu?: keyof typeof WEBGPU_ARGUMENTS;
  readonly headless?: boolean;
  /** Every request that is not for this origin goes to the proxy, also those for other ports of this machine. */
  readonly proxy?: { readonly server: string; readonly except: string };
}

function proxySettings(proxy: NonNullable<ChromiumOptions['proxy']>): NonNullable<LaunchOptions['proxy']> {
  // The first rule takes back that loopback addresses never use a proxy; the later one wins.
  return { server: proxy.server, bypass: `<-loopback>,${new URL(proxy.except).host}` };
}

/** What Playwright needs to start the Chromium of this machine. Rejects when there is none. */
export async function chromiumLaunchOptions(options: ChromiumOptions = {}): Promise<LaunchOptions> {
  const executablePath = await findChromium();
  if (!executablePath) {
    throw new Error('No Chromium was found. Run `node scripts/bootstrap.mjs --browser` to install one.');
  }
  return {
    executablePath,
    headless: options.headless ?? true,
    // Chromium's sandbox does not work for root, nor in most containers.
    chromiumSandbox: process.getuid?.() !== 0 && !process.env['CHROMIUM_NO_SANDBOX'],
    args: [...QUIET_NETWORK, ...WEBGPU_ARGUMENTS[options.webgpu ?? 'default']],
    ...(options.proxy ? { proxy: proxySettings(options.proxy) } : {}),
  };
}

/** Chromium fetches the dictionary of its own language from its maker as soon as a text field has the focus; no switch forbids it. */
const WITHOUT_SPELL_CHECKING = { spellcheck: { blocked_dictionaries: ['en-US'] } };

/** What a new profile starts with; one that has been used has its own. */
async function preparePreferences(profile: string): Promise<void> {
  const folder = path.join(profile, 'Default');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'Preferences'), JSON.stringify(WITHOUT_SPELL_CHECKING), {
    flag: 'wx',
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/**
 * Chromium with a profile on disk, which gives IndexedDB the disk's room rather than the little that a private window has.
 *
 * @param profile folder of the profile; made when it is not there
 */
export async function launchChromium(
  profile: string,
  options: ChromiumOptions = {},
): Promise<BrowserContext> {
  await preparePreferences(profile);
  return chromium.launchPersistentContext(profile, {
    ...(await chromiumLaunchOptions(options)),
    acceptDownloads: true,
  });
}
