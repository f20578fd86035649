import { connectSource } from '../../platform/content-security-policy';
import { noAddress } from './escalation-failures';

/** The address of a relay as the user types it. */
export function readRelayAddress(written: string): string {
  const trimmed = written.trim();
  const address = URL.canParse(trimmed) ? new URL(trimmed.endsWith('/') ? trimmed : `${trimmed}/`) : null;
  if (!address || address.search || address.hash || connectSource(address.href, location.protocol) === null) {
    throw noAddress();
  }
  return address.href;
}
