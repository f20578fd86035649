import { RELAY_REFUSALS, type RelayReceipt } from '../../contracts/relay';
import { eventData, isEnd } from '../../providers/event-stream';
import { parseJson } from '../../providers/json-record';
import { parseChunk, parseRefusal } from './relay-messages';

export interface RelayAnswer {
  readonly text: string;
  readonly isWhole: boolean;
  /** Why it is not whole, in words; null when it is, and when the user stopped it. */
  readonly problem: string | null;
  readonly receipt: RelayReceipt | null;
}

const BROKE_OFF = 'The connection to the relay broke off.';

/** Ends that leave an answer without its end, though all of it came. */
const CUT_SHORT: Readonly<Record<string, string>> = {
  length: 'The answer grew longer than it may be, so its end is missing.',
  content_filter: RELAY_REFUSALS.content_filter[2],
};

/**
 * Reads an answer as it comes. Never rejects: what came before it broke off is kept. Once the reason of its end has come, nothing that
 * breaks after it takes anything from it.
 */
export async function readRelayStream(
  body: ReadableStream<Uint8Array>,
  { signal, onText }: { readonly signal: AbortSignal; readonly onText: (piece: string) => void },
): Promise<RelayAnswer> {
  let text = '';
  let receipt: RelayReceipt | null = null;
  let finish = '';
  const ended = (): RelayAnswer => {
    const problem = CUT_SHORT[finish] ?? null;
    return { text, isWhole: problem === null, problem, receipt };
  };
  const broken = (problem: string | null): RelayAnswer =>
    finish === '' ? { text, isWhole: false, problem, receipt } : ended();
  try {
    for await (const events of eventData(body.getReader())) {
      for (const data of events) {
        if (isEnd(data)) return ended();
        const json = parseJson(data);
        const refusal = parseRefusal(json);
        const chunk = parseChunk(json);
        receipt = chunk?.receipt ?? receipt;
        if (refusal) return { text, isWhole: false, problem: refusal.message, receipt };
        if (!chunk) return broken(BROKE_OFF);
        finish = chunk.finish ?? finish;
        if (chunk.text === '') continue;
        text += chunk.text;
        onText(chunk.text);
      }
    }
  } catch {
    return broken(signal.aborted ? null : BROKE_OFF);
  }
  return broken(BROKE_OFF);
}
