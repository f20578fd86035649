import type { EgressRow, EscalationSetup, StandingPermission } from '../../contracts/escalation';
import type { History } from '../../history/history';
import { parseSettings } from '../../history/settings-schema';
import { changedMeanwhile } from './escalation-failures';
import { setupOf } from './setup-store';

/** What a text may leave by, as it stood when that was looked at. */
export interface Allowance {
  readonly relayUrl: string;
  readonly setup: EscalationSetup;
  /** Null where the user has seen this very text. */
  readonly permission: StandingPermission | null;
}

/**
 * Puts a text that is about to leave on record, unless what it may leave by was changed since, in whichever tab. One transaction does both: what is
 * taken back is seen here, or finds the text on record already. Rejects with `request-unsupported`.
 */
export function recordIfAllowed(
  history: Pick<History, 'rows'>,
  row: EgressRow,
  by: Allowance,
): Promise<void> {
  return history.rows.transact(
    ['settings', 'escalationSetup', 'permissions', 'egress'],
    'readwrite',
    async ({ settings, escalationSetup, permissions, egress }) => {
      const { escalation, relayUrl } = parseSettings((await settings.get('settings'))?.value);
      const setup = setupOf(await escalationSetup.get('setup'));
      const isPermitted = by.permission === null || (await permissions.get(by.permission.id)) !== undefined;
      const isSame = relayUrl === by.relayUrl && termsIn(setup) === termsIn(by.setup);
      if (!escalation || !isSame || !isPermitted) throw changedMeanwhile();
      await egress.put(row);
    },
  );
}

/** Other models that the relay offers by now, or another one that is chosen, change nothing for this text. */
function termsIn({ policy, way = 'invite', code }: EscalationSetup): string {
  return JSON.stringify([policy, way, code]);
}
