import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Environment } from '../config/read-settings.ts';
import { readSecrets } from '../config/read-secrets.ts';
import type { ReadSecrets } from '../config/secrets.ts';
import type { Log } from '../telemetry/log.ts';

/** Reads the file rather than waiting for events, which do not come for the links that secrets are mounted by. */
const INTERVAL_MS = 1000;

export interface WatchedSecrets {
  readonly read: ReadSecrets;
  stop(): void;
}

/**
 * Secrets from the environment and, where one is named, from a file that may change while the relay runs. A file that cannot be read then
 * changes nothing. Throws a `ConfigProblem` at the start.
 */
export function watchSecrets(
  environment: Environment,
  providerIds: readonly string[],
  file: string | null,
  log: Log,
): WatchedSecrets {
  const load = (text: string | null) => readSecrets(environment, providerIds, text);
  let text = file === null ? null : readFileSync(file, 'utf8');
  let secrets = load(text);
  if (file === null) return { read: () => secrets, stop: () => undefined };
  const look = async (): Promise<void> => {
    const found = await readFile(file, 'utf8').catch(() => '');
    if (found === text) return;
    text = found;
    try {
      secrets = load(found);
      log({ level: 'info', event: 'secrets', note: 'The secrets file was read again.' });
    } catch {
      log({
        level: 'error',
        event: 'secrets',
        note: 'The secrets file cannot be used; the former secrets stay.',
      });
    }
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  return { read: () => secrets, stop: () => clearInterval(timer) };
}
