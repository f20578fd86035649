import type { History } from '../history/history';

/** What the policy must let through for the sources of mail that are set up. */
export async function sourceOrigins({ sources }: Pick<History, 'sources'>): Promise<readonly string[]> {
  return (await sources.all()).flatMap(({ origins }) => origins);
}
