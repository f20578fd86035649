import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright';

/** Peak resident memory of a process in bytes; null where the system has no `/proc`. */
export async function peakBytes(pid: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

/**
 * Peak memory of the largest renderer, which is the page with its workers and its weights, in bytes. Null where it cannot be told
 * (only Linux tells the peak of another process).
 */
export async function peakPageMemory(context: BrowserContext): Promise<number | null> {
  const browser = context.browser();
  if (!browser) return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const peaks = await Promise.all(renderers.map(({ id }) => peakBytes(id)));
  const known = peaks.filter((peak) => peak !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
