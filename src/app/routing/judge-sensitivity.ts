import type { EscalationPolicy } from '../../contracts/escalation';
import { sensitivityOf, type Sensitivity } from '../../routing/sensitivity';
import { findInParts } from '../escalation/find-in-parts';

/** Whether a text may leave this machine. Lets the page breathe in between. */
export async function judgeSensitivity(
  text: string,
  people: readonly string[],
  policy: EscalationPolicy,
): Promise<Sensitivity> {
  return sensitivityOf(text, await findInParts(text, people), policy);
}
