/**
 * Asking a model elsewhere, which the user turns on, and agrees to text by text. Amounts are millionths of a dollar, times milliseconds
 * since 1970.
 */
import type { Category } from './briefing';
import type { RequestState } from './foreign-request';
import type { PersonalDataType } from './personal-data';
import type { LoginWay, RelayModelFacts, RelayPrivacy } from './relay';

export const ESCALATION_TASKS = ['summary', 'draft'] as const;
/** What a model elsewhere can be asked for. */
export type EscalationTask = (typeof ESCALATION_TASKS)[number];

/** How much of a mail goes: what was chosen of it here, or all that its sender wrote. */
export const SENDING_SCOPES = ['extracts', 'whole'] as const;
export type SendingScope = (typeof SENDING_SCOPES)[number];

export interface Limits {
  readonly requestMicros: number;
  readonly dayMicros: number;
  readonly monthMicros: number;
}

/** What the user lets happen. */
export interface EscalationPolicy {
  /** The laxest place that a text may go to. */
  readonly privacy: RelayPrivacy;
  readonly scope: SendingScope;
  /** A mail that holds one of these stays here, hidden or not. */
  readonly stays: readonly PersonalDataType[];
  /** So does one that holds one of these words. */
  readonly stayWords: readonly string[];
  /** What was made here is thought good enough from this confidence on, 0 to 1. */
  readonly enough: number;
  readonly limits: Limits;
  /** The share of a limit from which on a warning is shown, 0 to 1. */
  readonly warnFrom: number;
  /** Tokens of an answer at most. */
  readonly answerTokens: number;
}

/** A model that the relay offers, under the name by which it is asked for. */
export interface RelayModel extends RelayModelFacts {
  readonly id: string;
}

/** The models that may answer, each as `provider/model`, in the order in which they are asked. */
export function placeNames(providers: RelayModelFacts['providers']): readonly string[] {
  return [...new Set(providers.map(({ id, model }) => `${id}/${model}`))];
}

/** Whether a name stands for models of other names, of which any may answer. */
export function isChain({ id, providers }: RelayModel): boolean {
  return placeNames(providers).some((name) => name !== id);
}

/** What is kept of the relay and of the user's wishes. */
export interface EscalationSetup {
  readonly id: 'setup';
  readonly policy: EscalationPolicy;
  /** How the user signs in; absent in what earlier versions stored, which knew codes only. */
  readonly way?: LoginWay['way'];
  /** The code that signs in by `invite`; empty while there is none. */
  readonly code: string;
  /** Ways to sign in, as the relay told them last; absent while it was not asked. */
  readonly ways?: readonly LoginWay[];
  /** As the relay told them last. */
  readonly models: readonly RelayModel[];
  /** The one that is asked; null while none is chosen. */
  readonly modelId: string | null;
}

/** Lets mails of one kind go to one provider, for one task, until a day, without a look at each text. */
export interface StandingPermission {
  readonly id: string;
  readonly task: EscalationTask;
  /** The place of the mail in the briefing; null for any, which a folder then narrows. */
  readonly category: Category | null;
  /** `Message.folder` of the mail; null for any, which a category then narrows. Absent in what earlier versions stored: any. */
  readonly folder?: string | null;
  /** Name of the model at the relay. */
  readonly modelId: string;
  /** The only provider that may have it. */
  readonly provider: string;
  readonly givenAt: number;
  /** The first moment at which it holds no more. */
  readonly until: number;
}

/** Money that was set aside for a request, and then what it did cost. Holds nothing of any text. */
export interface SpendingRow {
  readonly id: string;
  readonly at: number;
  readonly task: EscalationTask;
  readonly modelId: string;
  /** Null until it is known who answered. */
  readonly provider: string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly micros: number;
  /** `reserved` while the most that it can cost counts. */
  readonly state: 'reserved' | 'settled';
  /** Told from bytes. */
  readonly estimated: boolean;
}

/** What is kept of a task for the simulator: no text, no name. */
export interface TaskRecord {
  /** `Message.id` and the task. */
  readonly id: string;
  readonly task: EscalationTask;
  /** The mail's own date, or when it was noted. */
  readonly at: number;
  /** Bytes of a request with the extracts, and with the whole mail. */
  readonly bytes: Readonly<Record<SendingScope, number>>;
  readonly found: readonly PersonalDataType[];
  readonly local: LocalOutcome;
  readonly category: Category | null;
}

/** What became of a task here. */
export interface LocalOutcome {
  /** 0 to 1. */
  readonly confidence: number;
  /** Claims that the mail does not support. */
  readonly unsupported: number;
  /** It has places for the user to fill in. */
  readonly leavesOpen: boolean;
  /** The mail was too long to be read whole. */
  readonly cutShort: boolean;
  /** It was to be worded, and no model here did, or nothing that it wrote passed the checks. Absent in what earlier versions stored. */
  readonly unworded?: boolean;
}

/** A request that left the page, as it is kept. */
export interface EgressRow {
  readonly id: string;
  readonly at: number;
  readonly origin: string;
  readonly path: string;
  /** Null where it is not known. */
  readonly sentBytes: number | null;
  readonly bytes: number;
  /** SHA-256 of the body in hexadecimal; null for one without, or whose maker keeps none. */
  readonly hash: string | null;
  readonly reason: string;
  readonly consent: EgressConsent;
  /** Absent in what earlier versions stored, which was written at the end. */
  readonly state?: RequestState;
}

/**
 * - `preview`: the user saw the text and agreed to it;
 * - `permission`: a standing permission covered it;
 * - `setting`: the user set up the place that was asked;
 * - `none`: nobody knows of any.
 */
export type EgressConsent = 'preview' | 'permission' | 'setting' | 'none';
