import type { SourceSubject } from '../../testing/source-contract';
import { createJmapServer, type JmapServer } from './jmap-server';

const messageIdIn = (eml: string): string => /^Message-ID:\s*(<.+>)/im.exec(eml)?.[1] ?? '';

/** The server in memory, with every fault of the contract. */
export const JMAP_SUBJECT: SourceSubject = {
  name: 'JMAP over a server in memory',
  async open() {
    const server = createJmapServer();
    return { source: server.source, remote: remoteOf(server), close: async () => server.endStreams() };
  },
};

function remoteOf(server: JmapServer) {
  const { store } = server;
  let skew = 0;
  const lying = (...roles: readonly string[]) =>
    store.mails.filter(({ mailboxIds }) => roles.some((role) => `box-${role}` in mailboxIds));
  return {
    threePages: 11,
    async add(...mails: readonly { eml: string; role: string; receivedAt: string }[]) {
      for (const { eml, role, receivedAt } of mails)
        store.add(eml, new Date(Date.parse(receivedAt) + skew).toISOString(), role);
      server.say('event: state\ndata: {"changed":{"account-1":{"Email":"9"}}}\n\n');
    },
    async delete(messageId: string) {
      for (const { id, eml } of store.mails) if (messageIdIn(eml) === messageId) store.destroy(id);
    },
    messageIds: async () => lying('inbox', 'sent').map(({ eml }) => messageIdIn(eml)),
    drafts: async () => lying('drafts').map(({ eml }) => eml),
    endSignIn: async () => void (server.token = null),
    withdrawPermission: async () => void (server.instead = () => new Response(null, { status: 403 })),
    async refuse(status: number, seconds: number | null) {
      const headers: HeadersInit = seconds === null ? {} : { 'retry-after': String(seconds) };
      server.instead = () => new Response(null, { status, headers });
    },
    goOffline: async () => void (server.instead = () => Promise.reject(new TypeError('Failed to fetch'))),
    async cutNextList() {
      server.instead = ({ url }) => {
        if (!url.endsWith('/api')) return null;
        server.instead = null;
        return cutResponse();
      };
    },
    stall: async () => void (server.instead = ({ init }) => never(init.signal)),
    mend: async () => void (server.instead = null),
    forgetCursors: async () => store.forgetChanges(),
    skewClock: async (milliseconds: number) => void (skew = milliseconds),
    endPush: async () => server.endStreams(),
  };
}

/** Half an answer, then the connection breaks. */
function cutResponse(): Response {
  const pieces = ['{"methodResponses":[["Mailbox/get",'];
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const piece = pieces.shift();
      if (piece === undefined) stream.error(new TypeError('network error'));
      else stream.enqueue(new TextEncoder().encode(piece));
    },
  });
  return new Response(body);
}

function never(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_resolve, reject) =>
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
  );
}
