import { GRAPH_PAGE, startGraphServer } from '../../../tests/support/graph-server/graph-server';
import { emlHeader } from '../../../tests/support/provider-server/eml-header';
import { memorySecrets } from '../../../tests/support/provider-server/memory-secrets';
import { visitLogin } from '../../../tests/support/provider-server/visit-login';
import type { SourceSetup } from '../../contracts/mail-source';
import { describeMailSource, type SourceHarness } from '../testing/source-contract';
import { signInAtGraph } from './graph-sign-in';
import { createGraphSource } from './graph-source';

const HOME = 'https://desk.example/app/';
const SETUP = { kind: 'graph', clientId: 'c0ffee', tenant: 'common' } as const satisfies SourceSetup;
const NEVER = new AbortController().signal;
const FOLDER = { inbox: 'inbox', sent: 'sentitems' } as const;

async function open(): Promise<SourceHarness> {
  const server = await startGraphServer({ ...SETUP, redirectUris: [HOME] });
  const { mailbox, login, faults, microsoft } = server;
  const secrets = memorySecrets();
  const signIn = { setup: SETUP, home: HOME, openWindow: visitLogin, fetch, signal: NEVER, microsoft };
  secrets.kept = await signInAtGraph({ ...signIn, rights: 'drafts' });
  let skew = 0;
  return {
    source: () => createGraphSource({ setup: SETUP, secrets, fetch, microsoft }),
    close: server.close,
    remote: {
      threePages: 2 * GRAPH_PAGE + 1,
      async add(...mails) {
        for (const { eml, role, receivedAt } of mails)
          mailbox.add(eml, FOLDER[role], Date.parse(receivedAt) + skew);
      },
      async delete(messageId) {
        for (const { id } of mailbox.byMessageId(messageId)) mailbox.remove(id);
      },
      messageIds: async () =>
        mailbox
          .mails()
          .filter(({ folder }) => folder !== 'drafts')
          .map(({ eml }) => emlHeader(eml, 'Message-ID')),
      drafts: async () => mailbox.mails('drafts').map(({ eml }) => eml),
      endSignIn: async () => login.revokeAll(),
      withdrawPermission: async () => login.narrow(),
      refuse: async (status, seconds) => faults.refuse(status, seconds),
      goOffline: async () => faults.goOffline(),
      cutNextList: async () => faults.cutNextList(),
      stall: async () => faults.stall(),
      mend: async () => faults.mend(),
      forgetCursors: async () => server.forgetCursors(),
      skewClock: async (milliseconds) => void (skew = milliseconds),
    },
  };
}

const NO_PUSH = 'Microsoft pushes to servers only';

describeMailSource({
  name: 'Microsoft 365',
  open,
  skip: { 'tells of new mail': NO_PUSH, 'says when it can tell no more': NO_PUSH },
});
