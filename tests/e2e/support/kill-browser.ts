import type { BrowserContext } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';

/** Ends every process of the browser at once, as a crash or a pulled plug does; none of them can tidy up. */
export async function killBrowser(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const browser = processInfo.find(({ type }) => type === 'browser')?.id;
  if (browser === undefined) throw new Error('The browser does not tell its processes.');
  const all = [browser, ...descendantsOf(browser)];
  const closed = new Promise((resolve) => context.once('close', resolve));
  for (const id of all) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // It went with its parent.
    }
  }
  await closed;
}

/** Ids of the processes below one, from `/proc`. */
function descendantsOf(parent: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => parentOf(id) === parent)
    .map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOf(id: string): number | null {
  try {
    // The name of the program, in brackets, may hold anything.
    return Number(/^.*\) \S+ (\d+) /s.exec(readFileSync(`/proc/${id}/stat`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}
