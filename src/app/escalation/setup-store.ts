import type { EscalationSetup } from '../../contracts/escalation';
import type { History } from '../../history/history';
import { DEFAULT_POLICY, parsePolicy } from './default-policy';

const EMPTY: EscalationSetup = { id: 'setup', policy: DEFAULT_POLICY, code: '', models: [], modelId: null };

export interface SetupStore {
  get(): Promise<EscalationSetup>;
  change(change: Partial<Omit<EscalationSetup, 'id'>>): Promise<EscalationSetup>;
}

export function createSetupStore(history: History): SetupStore {
  async function get(): Promise<EscalationSetup> {
    const stored = await history.escalationSetup.get('setup');
    return stored ? { ...EMPTY, ...stored, policy: parsePolicy(stored.policy) } : EMPTY;
  }
  return {
    get,
    async change(change) {
      const next = { ...(await get()), ...change };
      await history.escalationSetup.put(next);
      return next;
    },
  };
}
