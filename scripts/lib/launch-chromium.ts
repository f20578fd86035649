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

/**
 * Chromium with a profile on disk, which gives IndexedDB the disk's room rather than the little that a private window has.
 *
 * @param profile folder of the profile; made when it is not there
 */
export async function launchChromium(
  profile: string,
  options: ChromiumOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    ...(await chromiumLaunchOptions(options)),
    acceptDownloads: true,
  });
}
