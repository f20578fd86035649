import type { RelayConfig } from '../config/relay-config.ts';
import { Refusal } from '../refusal.ts';

/**
 * The origin that a request names, compared as it stands; null when it names none and need not. Throws `origin-refused` for any that is not
 * served, `null` of sandboxed pages included.
 */
export function checkOrigin(origin: string | null, { origins, originRequired }: RelayConfig): string | null {
  if (origin === null) {
    if (originRequired) throw new Refusal('origin-refused');
    return null;
  }
  if (!origins.includes(origin)) throw new Refusal('origin-refused');
  return origin;
}
