import { INCOMPLETE_EVENT, type RelayReceipt } from '../../src/contracts/relay.ts';
import { Refusal } from '../refusal.ts';
import type { OpenAnswer } from '../upstream/open-answer.ts';
import type { AnswerWriter } from './answer-chunks.ts';

export interface StreamOptions {
  readonly includeUsage: boolean;
  /** Accounts for the answer, once; `left` when nobody reads it any more. */
  readonly end: (how: 'whole' | 'incomplete' | 'left') => Promise<RelayReceipt>;
}

/**
 * The body of a streamed answer. A whole one ends with `[DONE]`; one that broke off ends with an `incomplete` event and without it. The
 * provider is read as fast as the client reads, and left when the client leaves.
 */
export function streamAnswer(
  { first, rest }: OpenAnswer,
  writer: AnswerWriter,
  { includeUsage, end }: StreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isLeft = false;
  return new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(encoder.encode(writer.chunks(first)));
    },
    async pull(stream) {
      try {
        for (;;) {
          const next = await rest.next();
          if (next.done) break;
          const written = writer.chunks(next.value);
          if (!written) continue;
          stream.enqueue(encoder.encode(written));
          return;
        }
        stream.enqueue(encoder.encode(writer.end(await end('whole'), includeUsage)));
      } catch {
        if (isLeft) return;
        stream.enqueue(encoder.encode(incompleteEvent(await end('incomplete'))));
      }
      stream.close();
    },
    async cancel() {
      isLeft = true;
      await end('left').catch(() => undefined);
    },
  });
}

function incompleteEvent(receipt: RelayReceipt): string {
  const data = { ...new Refusal('incomplete').toBody(), deskside: receipt };
  return `event: ${INCOMPLETE_EVENT}\ndata: ${JSON.stringify(data)}\n\n`;
}
