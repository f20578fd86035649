import { readFile } from 'node:fs/promises';
import { ConfigProblem } from '../config/config-problem.ts';
import type { Environment } from '../config/read-settings.ts';
import { readSecrets } from '../config/read-secrets.ts';
import type { ReadSecrets, RelaySecrets } from '../config/secrets.ts';
import type { Log } from '../telemetry/log.ts';
import { requireUsefulKeys } from '../tokens/signing-keys.ts';

/** Reads the file rather than waiting for events, which do not come for the links that secrets are mounted by. */
const INTERVAL_MS = 1000;

export interface WatchedSecrets {
  readonly read: ReadSecrets;
  stop(): void;
}

/**
 * Secrets from the environment and, where one is named, from a file that may change while the relay runs. A file that cannot be read then, or
 * whose keys are of no use, changes nothing, and the log says once why. Rejects with a `ConfigProblem` at the start.
 */
export async function watchSecrets(
  environment: Environment,
  providerIds: readonly string[],
  file: string | null,
  log: Log,
  intervalMs = INTERVAL_MS,
): Promise<WatchedSecrets> {
  const load = async (text: string | null): Promise<RelaySecrets> => {
    const found = readSecrets(environment, providerIds, text);
    await requireUsefulKeys(found);
    return found;
  };
  if (file === null) {
    const secrets = await load(null);
    return { read: () => secrets, stop: () => undefined };
  }
  let text: string | null = await readFile(file, 'utf8');
  let secrets = await load(text);
  let told: string | null = null;
  let isLooking = false;
  const look = async (): Promise<void> => {
    const found = await readFile(file, 'utf8').catch(() => null);
    if (found === text) return;
    text = found;
    try {
      if (found === null) throw new ConfigProblem('RELAY_SECRETS_FILE', 'cannot be read.');
      secrets = await load(found);
      told = null;
      log({ level: 'info', event: 'secrets', note: 'The secrets file was read again.' });
    } catch (error) {
      const reason = error instanceof ConfigProblem ? ` ${error.message}` : '';
      if (reason === told) return;
      told = reason;
      const note = `The secrets file cannot be used; the former secrets stay.${reason}`;
      log({ level: 'error', event: 'secrets', note });
    }
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => (isLooking = false));
  }, intervalMs);
  return { read: () => secrets, stop: () => clearInterval(timer) };
}
