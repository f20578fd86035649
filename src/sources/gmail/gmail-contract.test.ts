import { startGmailServer, GMAIL_PAGE } from '../../../tests/support/gmail-server/gmail-server';
import { emlHeader } from '../../../tests/support/provider-server/eml-header';
import { memorySecrets } from '../../../tests/support/provider-server/memory-secrets';
import { visitLogin } from '../../../tests/support/provider-server/visit-login';
import type { SourceSetup } from '../../contracts/mail-source';
import { describeMailSource, type SourceHarness } from '../testing/source-contract';
import { signInAtGmail } from './gmail-sign-in';
import { createGmailSource } from './gmail-source';

const HOME = 'https://desk.example/app/';
const SETUP = { kind: 'gmail', clientId: 'desk.apps.example' } as const satisfies SourceSetup;
const NEVER = new AbortController().signal;
const LABEL = { inbox: 'INBOX', sent: 'SENT' } as const;

async function open(): Promise<SourceHarness> {
  const server = await startGmailServer({ clientId: SETUP.clientId, redirectUris: [HOME] });
  const { mailbox, login, faults, google } = server;
  const secrets = memorySecrets();
  const signIn = { setup: SETUP, home: HOME, openWindow: visitLogin, signal: NEVER, google };
  secrets.kept = await signInAtGmail({ ...signIn, rights: 'drafts' });
  return {
    source: () => createGmailSource({ setup: SETUP, secrets, fetch, google }),
    close: server.close,
    remote: {
      threePages: 2 * GMAIL_PAGE + 1,
      async add(...mails) {
        for (const { eml, role, receivedAt } of mails)
          mailbox.add(eml, [LABEL[role]], Date.parse(receivedAt) + server.now() - Date.now());
      },
      async delete(messageId) {
        for (const { id } of mailbox.byMessageId(messageId)) mailbox.remove(id);
      },
      messageIds: async () =>
        mailbox
          .mails()
          .filter(({ labelIds }) => !labelIds.includes('DRAFT'))
          .map(({ eml }) => emlHeader(eml, 'Message-ID')),
      drafts: async () =>
        mailbox
          .mails()
          .filter(({ labelIds }) => labelIds.includes('DRAFT'))
          .map(({ eml }) => eml),
      endSignIn: async () => login.revokeAll(),
      withdrawPermission: async () => {
        login.revokeAll();
        const tokens = JSON.parse(secrets.kept ?? '{}') as object;
        secrets.kept = JSON.stringify({ ...tokens, accessToken: login.issue([]) });
      },
      refuse: async (status, seconds) => faults.refuse(status, seconds),
      goOffline: async () => faults.goOffline(),
      cutNextList: async () => faults.cutNextList(),
      stall: async () => faults.stall(),
      mend: async () => faults.mend(),
      forgetCursors: async () => server.forgetCursors(),
      skewClock: async (milliseconds) => server.skewClock(milliseconds),
    },
  };
}

const NO_PUSH = 'Google pushes to servers only';

describeMailSource({
  name: 'Gmail',
  open,
  skip: { 'tells of new mail': NO_PUSH, 'says when it can tell no more': NO_PUSH },
});
