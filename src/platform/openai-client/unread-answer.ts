import type { Fetch } from '../fetch';

/** How long the browser may take to tell of what it kept from the page; it does so in a task of its own. */
const REPORT_MS = 300;

/**
 * Whether something answers at the address, though the page may not read the answer; null where the browser does not tell. A request
 * without CORS is not refused for want of permission, but an isolated page may not have its answer either: there, Chromium reports the
 * answer that it keeps back.
 */
export async function answersUnread(
  address: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<boolean | null> {
  const keptBack = watchKeptBack(new URL(address).origin);
  try {
    await fetch(address, {
      mode: 'no-cors',
      signal,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return true;
  } catch {
    if (!crossOriginIsolated) return false;
    if (await keptBack.within(REPORT_MS)) return true;
    return isChromium() ? false : null;
  } finally {
    keptBack.end();
  }
}

interface EmbedderPolicyReport {
  readonly blockedURL?: string;
}

/** Watches for answers of an origin that the embedder policy keeps from the page. */
function watchKeptBack(origin: string) {
  let seen = false;
  let tell = (): void => undefined;
  const take = (reports: readonly Report[]): void => {
    for (const { body } of reports) {
      // Chromium shows what is in it in its JSON only.
      const { blockedURL = '' } = JSON.parse(JSON.stringify(body ?? {})) as EmbedderPolicyReport;
      if (URL.canParse(blockedURL) && new URL(blockedURL).origin === origin) seen = true;
    }
    if (seen) tell();
  };
  const observer =
    typeof ReportingObserver === 'undefined' ? null : new ReportingObserver(take, { types: ['coep'] });
  observer?.observe();
  return {
    async within(ms: number): Promise<boolean> {
      if (observer && !seen) {
        await new Promise<void>((resolve) => {
          tell = resolve;
          setTimeout(resolve, ms);
        });
      }
      return seen;
    },
    end: () => observer?.disconnect(),
  };
}

function isChromium(): boolean {
  const { userAgentData } = navigator as { userAgentData?: { brands: readonly { brand: string }[] } };
  return userAgentData?.brands.some(({ brand }) => brand === 'Chromium') ?? false;
}
