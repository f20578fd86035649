import { DesksideError } from '../../contracts/failure';
import type { OwnServer } from '../../contracts/own-server';

/** The user's servers as they are set up now, for the engine that asks them, and which of them the user lets write. */
export interface ServerDirectory {
  /** The server, for what it is to write. Throws `source-not-allowed` when the user does not let it write now. */
  find(serverId: string): OwnServer | undefined;
  /** Throws `source-not-allowed` unless the address is one of the server that the user lets write now. */
  requireWriter(address: string): void;
  /** @param writer the one that has the model which is chosen for writing; null where none has, or where writing is turned off */
  set(servers: readonly OwnServer[], writer: OwnServer | null): void;
  /** Lets a server write that is not chosen for it, for one piece of work that the user wants done there; until the function that comes back is called. */
  lend(serverId: string): () => void;
}

export function createServerDirectory(): ServerDirectory {
  let known: readonly OwnServer[] = [];
  let writing: OwnServer | null = null;
  const lent: string[] = [];
  const mayWrite = ({ id }: OwnServer): boolean => id === writing?.id || lent.includes(id);
  return {
    find(serverId) {
      const server = known.find(({ id }) => id === serverId);
      if (server && !mayWrite(server)) throw notChosen(server.name);
      return server;
    },
    requireWriter(address) {
      const asked = [...(writing ? [writing] : []), ...known.filter(mayWrite)];
      if (!asked.some(({ baseUrl }) => address.startsWith(new URL(baseUrl).href)))
        throw notChosen(new URL(address).host);
    },
    set(servers, writer) {
      known = servers;
      writing = writer;
    },
    lend(serverId) {
      lent.push(serverId);
      let isOver = false;
      return () => {
        if (!isOver) lent.splice(lent.indexOf(serverId), 1);
        isOver = true;
      };
    },
  };
}

function notChosen(server: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${server}” is not chosen for writing any more, so no text was sent there. Please start what you wanted again.`,
    retryable: false,
  });
}
