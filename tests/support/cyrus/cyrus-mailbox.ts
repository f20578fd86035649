import type { MailboxRole } from '../../../src/contracts/message';
import { askCyrus, basic, readFromCyrus, uploadToCyrus } from './ask-cyrus';
import { MOST_OBJECTS } from './cyrus-settings';
import type { CyrusServer } from './start-cyrus';

/** A mail as it is put into a mailbox. */
export interface DeliveredMail {
  readonly eml: string | Uint8Array<ArrayBuffer>;
  readonly role: MailboxRole | 'drafts' | 'junk' | 'trash';
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** A user's mailbox on a Cyrus server, as tests fill it and look into it, past what is tested. */
export interface CyrusMailbox {
  readonly user: string;
  readonly password: string;
  deliver(...mails: readonly DeliveredMail[]): Promise<void>;
  /** Removes the mail for good. */
  remove(messageId: string): Promise<void>;
  /** Puts the mail into another folder. */
  move(messageId: string, role: DeliveredMail['role']): Promise<void>;
  /** Marks the mail as read. */
  markSeen(messageId: string): Promise<void>;
  /** Message-IDs of what lies in these folders. */
  messageIds(...roles: readonly DeliveredMail['role'][]): Promise<readonly string[]>;
  /** What lies in Drafts. */
  drafts(): Promise<readonly CyrusDraft[]>;
}

export interface CyrusDraft {
  readonly eml: string;
  readonly keywords: Readonly<Record<string, boolean>>;
  /** As Cyrus reads them, without angle brackets. */
  readonly inReplyTo: readonly string[] | null;
  readonly references: readonly string[] | null;
}

const MESSAGE_ID = 'header:Message-ID:asMessageIds';

export async function createCyrusMailbox(
  server: CyrusServer,
  user: string,
  password: string,
): Promise<CyrusMailbox> {
  await server.addUser(user, password);
  const authorization = () => basic(user, server.passwordOf(user));
  const ask = (calls: Parameters<typeof askCyrus>[2]) => askCyrus(server.url, authorization(), calls);

  const { answers, accountId } = await ask((account) => [['Mailbox/get', { accountId: account, ids: null }]]);
  const mailboxes = answers[0]?.['list'] as readonly { id: string; role: string | null }[];
  const idOf = (role: string): string => {
    const found = mailboxes.find((mailbox) => mailbox.role === role);
    if (!found) throw new Error(`no folder for ${role}`);
    return found.id;
  };

  async function list(role: string, properties: readonly string[]) {
    const query = { accountId, filter: { inMailbox: idOf(role) } };
    const ids = (await ask(() => [['Email/query', query]])).answers[0]?.['ids'] as readonly string[];
    const parts = Array.from({ length: Math.ceil(ids.length / MOST_OBJECTS) }, (_, part) =>
      ids.slice(part * MOST_OBJECTS, (part + 1) * MOST_OBJECTS),
    );
    const { answers: found } = await ask(() =>
      parts.map((part) => ['Email/get', { accountId, ids: part, properties: ['id', ...properties] }]),
    );
    return found.flatMap(({ list: mails }) => mails as readonly Readonly<Record<string, unknown>>[]);
  }

  async function find(messageId: string): Promise<string> {
    for (const { role } of mailboxes) {
      const mails = role === null ? [] : await list(role, [MESSAGE_ID]);
      const found = mails.find((mail) => idIn(mail) === messageId);
      if (found) return String(found['id']);
    }
    throw new Error(`no mail ${messageId}`);
  }

  const update = async (messageId: string, patch: Readonly<Record<string, unknown>>): Promise<void> => {
    const id = await find(messageId);
    await ask(() => [['Email/set', { accountId, update: { [id]: patch } }]]);
  };

  return {
    user,
    password,
    async deliver(...mails) {
      const emails: Record<string, unknown> = {};
      for (const [index, { eml, role, receivedAt }] of mails.entries()) {
        const blobId = await uploadToCyrus(server.url, authorization(), accountId, eml);
        const mailboxIds = { [idOf(role)]: true };
        emails[index] = { blobId, mailboxIds, receivedAt: receivedAt.replace(/\.\d+Z$/, 'Z') };
      }
      const { notCreated } = (await ask(() => [['Email/import', { accountId, emails }]])).answers[0] ?? {};
      if (Object.keys(notCreated ?? {}).length > 0)
        throw new Error(`Cyrus did not take ${JSON.stringify(notCreated)}`);
    },
    async remove(messageId) {
      const id = await find(messageId);
      await ask(() => [['Email/set', { accountId, destroy: [id] }]]);
      // Until then Cyrus would still give it out to whoever knows its blob.
      server.expire();
    },
    move: (messageId, role) => update(messageId, { mailboxIds: { [idOf(role)]: true } }),
    markSeen: (messageId) => update(messageId, { 'keywords/$seen': true }),
    async messageIds(...roles) {
      const lists = await Promise.all(roles.map((role) => list(role, [MESSAGE_ID])));
      return lists.flat().map(idIn);
    },
    async drafts() {
      const mails = await list('drafts', ['blobId', 'keywords', 'inReplyTo', 'references']);
      return Promise.all(
        mails.map(async (mail) => {
          const { keywords, inReplyTo, references } = mail as unknown as Omit<CyrusDraft, 'eml'>;
          const eml = await readFromCyrus(server.url, authorization(), accountId, String(mail['blobId']));
          return { eml, keywords, inReplyTo, references };
        }),
      );
    },
  };
}

const idIn = (mail: Readonly<Record<string, unknown>>): string =>
  `<${(mail[MESSAGE_ID] as readonly string[] | null)?.[0] ?? ''}>`;
