import { attempt } from '../../contracts/failure';
import { askServer, type ServerConnection } from './ask-server';
import { apiAddress } from './base-url';
import type { PageSurroundings } from './page-surroundings';

/** Why a server could not be reached, of which `fetch` says only that it failed. */
export type Obstacle =
  /** The user, or a policy, told the browser that this page may not reach the network. */
  | 'permission-denied'
  /** It answers, but does not let this page read the answer (CORS). */
  | 'not-readable'
  /** It lets this page read, but not send a key. */
  | 'key-not-accepted'
  | 'not-running'
  /** It is not running, or does not let this page read; this browser does not tell which. */
  | 'unknown';

export async function findObstacle(
  connection: ServerConnection,
  page: PageSurroundings,
  signal: AbortSignal,
): Promise<Obstacle> {
  const { server, fetch } = connection;
  const address = apiAddress(server.baseUrl, 'models');
  if ((await page.networkPermission(address)) === 'denied') return 'permission-denied';
  if (server.apiKey !== null) {
    const withoutKey = { server: { ...server, apiKey: null }, fetch };
    const result = await attempt(() => askServer(withoutKey, { address }, signal));
    if (result.ok || result.failure.code !== 'server-unreachable') return 'key-not-accepted';
  }
  const answers = await page.answersUnread(address, fetch, signal);
  if (answers === null) return 'unknown';
  return answers ? 'not-readable' : 'not-running';
}
