import type { Invite } from '../config/relay-config.ts';
import { isSameSecret } from '../guard/same-secret.ts';

/** The subject of a shared code; null for a wrong one. Every code is looked at, so that the time it takes tells nothing of them. */
export async function subjectOfInvite(invites: readonly Invite[], code: string): Promise<string | null> {
  let subject: string | null = null;
  for (const invite of invites) {
    if (await isSameSecret(code, invite.code)) subject = `invite:${invite.subject}`;
  }
  return subject;
}
