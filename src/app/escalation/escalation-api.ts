import type { Category, UnsupportedFact } from '../../contracts/briefing';
import type {
  EgressRow,
  EscalationPolicy,
  EscalationTask,
  Limits,
  RelayModel,
  SendingScope,
  SpendingRow,
  StandingPermission,
} from '../../contracts/escalation';
import type { LoginWay, RelayReceipt } from '../../contracts/relay';
import type { DiffPart } from '../../contracts/voice';
import type { BudgetState } from '../../routing/budget';
import type { RouteChoice } from '../../routing/choose-route';
import type { RedactedPiece } from '../../routing/redaction/redact';
import type { Simulation } from '../../routing/simulate';

export type { BudgetState, RedactedPiece, RouteChoice, Simulation };

/** All that the page of this area shows. */
export interface EscalationView {
  readonly isOn: boolean;
  readonly relayUrl: string | null;
  /** The policy of this load does not let the page reach the relay, so that it must be loaded again. */
  readonly needsReload: boolean;
  readonly hasCode: boolean;
  /** How the user signs in. */
  readonly way: LoginWay['way'];
  /** Ways that the relay offers; null while it was not asked. */
  readonly ways: readonly LoginWay[] | null;
  /** When the sign-in of this tab ends; null when there is none. */
  readonly signedInUntil: number | null;
  readonly models: readonly RelayModel[];
  readonly modelId: string | null;
  readonly policy: EscalationPolicy;
  readonly permissions: readonly StandingPermission[];
  readonly budget: BudgetState;
  readonly spending: readonly SpendingRow[];
}

export interface CostDay {
  /** Midnight of the user’s calendar. */
  readonly day: number;
  readonly micros: Readonly<Record<EscalationTask, number>>;
}

export interface CostView {
  /** The last thirty days, the oldest first. */
  readonly days: readonly CostDay[];
  readonly spentMicros: number;
  readonly byTask: Readonly<Record<EscalationTask, { readonly count: number; readonly micros: number }>>;
  /** What all tasks that are on record would have cost with each mail sent whole; null when nobody knows the price. */
  readonly allMicros: number | null;
  readonly taskCount: number;
  /** The model whose price that reckons with, and the day of the price. */
  readonly priced: PricedModel;
}

export interface PricedModel {
  readonly name: string;
  readonly asOf: string;
}

export interface PreviewWishes {
  readonly scope: SendingScope;
  readonly modelId: string;
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
}

/** What would be sent, to the byte, with all that the user needs to know to agree to it. */
export interface EscalationPreview {
  readonly messageId: string;
  readonly task: EscalationTask;
  readonly wishes: PreviewWishes;
  readonly model: RelayModel;
  readonly relayUrl: string;
  /** The part of the request that is about the mail, stretch by stretch. */
  readonly pieces: readonly RedactedPiece[];
  /** What each placeholder stands for. Never leaves the page. */
  readonly values: ReadonlyMap<string, string>;
  /** The exact body. */
  readonly body: string;
  /** SHA-256 of its bytes in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
  /** Tokens of the request, at most and as a rule. */
  readonly mostTokens: number;
  readonly usualTokens: number;
  readonly answerTokens: number;
  /** Null when nobody knows the price. */
  readonly worstMicros: number | null;
  /** No list has the price: the relay’s operator assumes one. */
  readonly isPriceAssumed: boolean;
  /** Bytes of the mail’s text that stay here, and of all of it. */
  readonly withheld: { readonly bytes: number; readonly of: number };
  readonly route: RouteChoice;
  /** Where it would be done without the user’s word to send it. */
  readonly nearest: RouteChoice;
  readonly budget: BudgetState;
  /** Makes a look at the text needless; null when there is none that covers it. */
  readonly permission: StandingPermission | null;
  /** What was made here; empty when nothing was. */
  readonly localText: string;
  readonly category: Category | null;
}

export interface EscalationReceipt extends RelayReceipt {
  readonly at: number;
}

/** A sentence of a summary, with whether the mail supports it. */
export interface JudgedSentence {
  readonly text: string;
  readonly isSupported: boolean;
}

export interface EscalationAnswer {
  readonly preview: EscalationPreview;
  /** With the values put back. */
  readonly text: string;
  /** Placeholders that stand for nothing; they stay in the text as they came. */
  readonly invented: readonly string[];
  /** What the mail does not support, with offsets into `text`. */
  readonly unsupported: readonly UnsupportedFact[];
  /** Of a summary; only the supported ones are taken. */
  readonly sentences: readonly JudgedSentence[];
  readonly isWhole: boolean;
  /** Null when the answer broke off before it came. */
  readonly receipt: EscalationReceipt | null;
  /** From what was made here to the answer. */
  readonly diff: readonly DiffPart[];
}

export interface SimulationWishes {
  readonly policy: EscalationPolicy;
  /** So many of the latest tasks. */
  readonly last: number;
}

/** What it leaves out stays as it is. */
export interface PolicyChange extends Partial<Omit<EscalationPolicy, 'limits'>> {
  readonly limits?: Partial<Limits>;
}

/** Asking a model elsewhere, which needs the user’s word each time. Methods reject with a `DesksideError`. */
export interface EscalationApi {
  look(): Promise<EscalationView>;
  /** Tells when another tab has changed what is set up, allowed or spent; until what it returns is called. */
  onElsewhere(listener: () => void): () => void;
  /** Counts from the next load on where the page cannot reach the relay yet. Off forgets nothing. */
  turn(isOn: boolean): Promise<EscalationView>;
  /** Keeps the address, and the code where one is given; another address forgets how one signed in before. Rejects with `source-not-allowed` for an address that no page can reach. */
  setRelay(address: string, code: string): Promise<EscalationView>;
  /** Asks the relay how one may sign in. Sends nothing of any mail. */
  askForWays(): Promise<EscalationView>;
  /** How the user wants to sign in; the relay offers it. */
  chooseWay(way: LoginWay['way']): Promise<EscalationView>;
  /** The address of the OpenID provider to which the page is to go, so that the user can sign in there. What is not stored is lost with the page. */
  beginSignIn(): Promise<string>;
  /** Goes on with a sign-in that led back to this page; null when none did. Rejects when it came to nothing. */
  finishSignIn(): Promise<EscalationView | null>;
  /** Signs in and asks what the relay offers. Sends nothing of any mail. */
  refreshModels(): Promise<EscalationView>;
  chooseModel(modelId: string): Promise<EscalationView>;
  setPolicy(change: PolicyChange): Promise<EscalationView>;
  /** Rejects with `request-unsupported` for one that names neither a category nor a folder. */
  permit(permission: Omit<StandingPermission, 'id' | 'givenAt'>): Promise<EscalationView>;
  /** Folders that mails were imported from. */
  folders(): Promise<readonly string[]>;
  /** Takes a permission back, and returns it so that this can be undone. */
  revoke(id: string): Promise<StandingPermission | null>;
  restorePermission(permission: StandingPermission): Promise<EscalationView>;

  /** The permission that spares the user the look at a text; null when none does. */
  permissionFor(messageId: string, task: EscalationTask): Promise<StandingPermission | null>;
  /** Sends nothing. Wishes that are left out are those of the policy. */
  preview(
    messageId: string,
    task: EscalationTask,
    wishes?: Partial<PreviewWishes>,
  ): Promise<EscalationPreview>;
  /**
   * Sends exactly what the preview shows, once. `by` says what the user’s word for it is. An answer that broke off or was cancelled comes back
   * with `isWhole` false. Rejects when nothing was answered, and when what is stored as allowed at the moment of sending, by whichever tab, does not let it go.
   */
  ask(
    preview: EscalationPreview,
    options: {
      readonly by: 'preview' | 'permission';
      readonly signal: AbortSignal;
      readonly onText: (piece: string) => void;
    },
  ): Promise<EscalationAnswer>;
  /** Puts the answer in place of what was made here. */
  take(answer: EscalationAnswer): Promise<void>;

  costs(): Promise<CostView>;
  /** All requests that left the page, the latest first. */
  ledger(): Promise<readonly EgressRow[]>;
  clearLedger(): Promise<void>;
  /** Replays the latest tasks. Reads mails that were briefed since the last time, and keeps no text of them. */
  simulate(wishes: SimulationWishes): Promise<Simulation & { readonly priced: PricedModel }>;
}
