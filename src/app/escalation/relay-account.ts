import type { EscalationSetup } from '../../contracts/escalation';
import type { LoginWay } from '../../contracts/relay';

/** Whom the relay knows. */
export interface RelayAccount {
  /** Ends in `/`. */
  readonly url: string;
  readonly way: LoginWay['way'];
  /** What signs in by `invite`; empty for the other ways. */
  readonly code: string;
}

/** Null while the user has given nothing that could sign in. */
export function accountOf(
  { way = 'invite', code }: Pick<EscalationSetup, 'way' | 'code'>,
  relayUrl: string | null,
): RelayAccount | null {
  if (relayUrl === null || (way === 'invite' && code === '')) return null;
  return { url: relayUrl, way, code: way === 'invite' ? code : '' };
}
