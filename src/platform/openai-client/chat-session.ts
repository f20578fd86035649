import type { GenerateRequest } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import type { ServerConnection } from './ask-server';
import { chatBody } from './chat-body';
import type { ChatPiece } from './chat-chunk';
import { streamChat } from './stream-chat';

/** Asks one model of a server, and remembers what its version of the product does not take. */
export class ChatSession {
  readonly connection: ServerConnection;
  readonly model: string;
  #takesExtras = true;

  /** @param model as the server lists it */
  constructor(connection: ServerConnection, model: string) {
    this.connection = connection;
    this.model = model;
  }

  /** An answer, as `streamChat` gives it. Asks again without what only some versions take, should the server refuse that. */
  async *stream(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<ChatPiece, void, void> {
    const { server } = this.connection;
    const full = chatBody(server, this.model, request);
    const plain = chatBody(server, this.model, request, true);
    const hasExtras = Object.keys(full).length > Object.keys(plain).length;
    let begun = false;
    try {
      for await (const piece of streamChat(this.connection, this.#takesExtras ? full : plain, signal)) {
        begun = true;
        yield piece;
      }
    } catch (error) {
      if (begun || !hasExtras || !this.#takesExtras || !isRefusal(error)) throw error;
      for await (const piece of streamChat(this.connection, plain, signal)) {
        // With the first piece: many a reader leaves before the last.
        this.#takesExtras = false;
        yield piece;
      }
    }
  }
}

/** Whether the server would refuse the same request again. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof DesksideError)) return false;
  const { code, retryable } = error.failure;
  return !retryable && (code === 'server-refused' || code === 'request-unsupported');
}
