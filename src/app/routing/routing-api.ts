import type { EscalationTask } from '../../contracts/escalation';

/** Who could do better than what is there. */
export interface BetterOffer {
  /** Null for the model that the relay would be asked for. */
  readonly modelId: string | null;
  readonly name: string;
  /** What is wanting, in words; never empty. */
  readonly reasons: readonly string[];
  /** Address of the server that the text would go to; null where it stays in this browser, and for the relay, which shows what goes by itself. */
  readonly sendsTo: string | null;
}

/** Where texts of a mail are made, as far as the user has a say in it. Methods reject with a `DesksideError`. */
export interface RoutingApi {
  /** Asks nobody. Null where what is there is good enough, and where nobody could do better or may. */
  offer(messageId: string, task: EscalationTask): Promise<BetterOffer | null>;
  /** Has this model word the summary of this one mail: the user’s word for it is the call. */
  wordSummary(messageId: string, modelId: string, signal: AbortSignal): Promise<void>;
}
