import type { EscalationSetup } from '../../contracts/escalation';
import type { History } from '../../history/history';
import { DEFAULT_POLICY, parsePolicy } from './default-policy';

const EMPTY: EscalationSetup = { id: 'setup', policy: DEFAULT_POLICY, code: '', models: [], modelId: null };

export interface SetupStore {
  get(): Promise<EscalationSetup>;
  /** Changes it as it is stored at that moment, so that what another tab has changed stays. */
  change(to: (now: EscalationSetup) => Partial<Omit<EscalationSetup, 'id'>>): Promise<void>;
}

export function createSetupStore({ escalationSetup }: Pick<History, 'escalationSetup'>): SetupStore {
  return {
    get: async () => setupOf(await escalationSetup.get('setup')),
    change: (to) =>
      escalationSetup.change('setup', (stored) => {
        const now = setupOf(stored);
        return { ...now, ...to(now) };
      }),
  };
}

/** What was stored, or what holds before anything is. */
export function setupOf(stored: EscalationSetup | undefined): EscalationSetup {
  return stored ? { ...EMPTY, ...stored, policy: parsePolicy(stored.policy) } : EMPTY;
}
