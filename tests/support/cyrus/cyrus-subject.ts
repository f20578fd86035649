import { createJmapSource } from '../../../src/sources/jmap/jmap-source';
import type { RemoteMailbox, SourceSubject } from '../../../src/sources/testing/source-contract';
import { remoteMail } from '../../../src/sources/testing/read-source';
import { startCyrusFront, type CyrusFront } from './cyrus-front';
import { createCyrusMailbox, type CyrusMailbox } from './cyrus-mailbox';
import { MOST_OBJECTS } from './cyrus-settings';
import type { CyrusServer } from './start-cyrus';

/** A user of a real Cyrus, reached through a front of its own. */
export interface CyrusDesk {
  readonly mailbox: CyrusMailbox;
  readonly front: CyrusFront;
}

let users = 0;

export async function openCyrusDesk(server: CyrusServer): Promise<CyrusDesk> {
  users += 1;
  const mailbox = await createCyrusMailbox(server, `desk${users}`, 'päss: wörd');
  return { mailbox, front: await startCyrusFront(server.url) };
}

export function sourceOf({ mailbox, front }: CyrusDesk) {
  return createJmapSource({
    setup: { kind: 'jmap', url: front.url, userName: mailbox.user, auth: 'password' },
    secrets: { get: async () => mailbox.password, put: async () => undefined },
    fetch,
  });
}

/** @param started a server that runs while the tests do */
export function cyrusSubject(started: () => CyrusServer): SourceSubject {
  return {
    name: 'JMAP over a real Cyrus',
    timeout: 60_000,
    async open() {
      const server = started();
      const desk = await openCyrusDesk(server);
      return {
        source: () => sourceOf(desk),
        remote: remoteOf(server, desk),
        close: () => desk.front.close(),
      };
    },
  };
}

function remoteOf(server: CyrusServer, { mailbox, front }: CyrusDesk): RemoteMailbox {
  let skew = 0;
  return {
    threePages: 2 * MOST_OBJECTS + 1,
    add: (...mails) =>
      mailbox.deliver(
        ...mails.map(({ eml, role, receivedAt }) => ({
          eml,
          role,
          receivedAt: new Date(Date.parse(receivedAt) + skew).toISOString(),
        })),
      ),
    delete: (messageId) => mailbox.remove(messageId),
    messageIds: () => mailbox.messageIds('inbox', 'sent'),
    drafts: async () => (await mailbox.drafts()).map(({ eml }) => eml),
    endSignIn: async () => server.setPassword(mailbox.user, 'another'),
    withdrawPermission: async () =>
      void (front.fault = { kind: 'refusing', status: 403, retryAfterSeconds: null }),
    refuse: async (status, retryAfterSeconds) =>
      void (front.fault = { kind: 'refusing', status, retryAfterSeconds }),
    goOffline: async () => void (front.fault = { kind: 'offline' }),
    cutNextList: async () => void (front.cutNext = true),
    stall: async () => void (front.fault = { kind: 'stalled' }),
    mend: async () => void (front.fault = null),
    async forgetCursors() {
      await mailbox.deliver({ ...remoteMail(999), role: 'inbox' });
      await mailbox.remove(remoteMail(999).messageId);
    },
    skewClock: async (milliseconds) => void (skew = milliseconds),
    endPush: async () => front.endStreams(),
  };
}
