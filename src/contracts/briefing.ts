/** What the main job makes of each mail. Stored as it is, and written into `report.json`. */
import type { MadeBy } from './route';

export const CATEGORIES = ['reply', 'act', 'read', 'skip'] as const;
/** reply: a person waits for an answer; act: something to do, no answer awaited; read: worth knowing; skip: noise. */
export type Category = (typeof CATEGORIES)[number];

/** Which step of the cascade decided. */
export type TriageSource = 'rule' | 'classifier' | 'correction' | 'user';

export interface Triage {
  readonly category: Category;
  readonly urgent: boolean;
  /** Probability of `category`, 0 to 1. */
  readonly confidence: number;
  /** Sums to 1. */
  readonly probabilities: Readonly<Record<Category, number>>;
  /** Probability that it must be handled this morning, 0 to 1. */
  readonly urgency: number;
  readonly source: TriageSource;
  /** In words, strongest first, at most four; never empty. */
  readonly reasons: readonly string[];
}

/** A stretch of `Message.text`: `quote === text.slice(start, end)`, offsets in UTF-16 code units. */
export interface Evidence {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

export interface SummarySentence {
  readonly text: string;
  /** Never empty. */
  readonly evidence: readonly Evidence[];
  /** `extracted`: the mail's own words; `model`: phrased by the language model and checked against the evidence. */
  readonly origin: 'extracted' | 'model';
  /** Single details of several sentences, with semicolons between them, in place of a sentence. */
  readonly details?: true;
}

/** A model that others run, of which a text that it worded tells. */
export interface RemoteWriter {
  readonly model: string;
  /** The user's name for the server, and its host with the port; null for a model of the browser's own, for which no text left the browser. */
  readonly server: { readonly name: string; readonly host: string } | null;
}

export interface Summary {
  readonly sentences: readonly SummarySentence[];
  /** Who worded those of `model`; absent for a model that Deskside ran itself. */
  readonly writer?: RemoteWriter;
  /** Absent while no more than the extract was made, and in what earlier versions stored. */
  readonly made?: MadeBy;
  /** Set when the mail was too long to be read whole: what was left out, in words. */
  readonly leftOut: string | null;
}

export const STANCES = ['yes', 'no', 'later', 'own-words'] as const;
export type Stance = (typeof STANCES)[number];

/** Something that the mail asks of its owner. */
export interface Ask {
  /** Stable within the mail: `ask-1`, `ask-2`, … */
  readonly id: string;
  readonly text: string;
  readonly evidence: Evidence;
  /** The mail leaves it open without asking: a draft deals with it only once the user took it up, which an `AskAnswer` of its own says. */
  readonly suggested?: true;
}

/** The user's position on an ask; `null` means not decided, so that the draft leaves a blank. */
export interface AskAnswer {
  readonly askId: string;
  readonly stance: Stance | null;
  /** The user's own words; may be empty. */
  readonly note: string;
}

export const FACT_KINDS = ['number', 'date', 'time', 'amount', 'name', 'address'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** A specific in a text that its source does not support. Offsets into the text that was checked. */
export interface UnsupportedFact {
  readonly kind: FactKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Draft {
  readonly subject: string;
  readonly to: readonly string[];
  readonly text: string;
  /** Ids of the asks that the text answers or leaves an explicit blank for. */
  readonly covers: readonly string[];
  /** Specifics that neither the mail nor the user's notes support; marked in the page. */
  readonly unsupported: readonly UnsupportedFact[];
  readonly origin: 'model' | 'template' | 'user';
  /** Who worded some of it, also when the user has edited it since; absent for a model that Deskside ran itself. */
  readonly writer?: RemoteWriter;
  /** Absent in what earlier versions stored. */
  readonly made?: MadeBy;
}

/** Milliseconds by stage. */
export type Timings = Readonly<
  Partial<Record<'embed' | 'triage' | 'summary' | 'asks' | 'phrase' | 'draft', number>>
>;

/** All that is known of one mail besides the mail itself. `null` parts are not computed yet (or not wanted). */
export interface MessageResult {
  /** `Message.id`. */
  readonly id: string;
  readonly triage: Triage | null;
  readonly summary: Summary | null;
  readonly asks: readonly Ask[] | null;
  readonly draft: Draft | null;
  /** The language model has been over the summary, whether or not it changed anything. */
  readonly phrased: boolean;
  readonly timings: Timings;
}

/** A correction by the user; it outlives the briefing and changes later results. */
export interface Correction {
  /** `Message.id`. */
  readonly id: string;
  readonly category: Category;
  readonly urgent: boolean;
  readonly madeAt: string;
  /** Lower-cased sender address, for memory by sender. */
  readonly sender: string;
  /** Identifier of the mailing list that it came over, for memory by list; absent in what earlier versions stored. */
  readonly list?: string;
  /** `Message.threadId`; absent in what earlier versions stored. */
  readonly thread?: string;
  /** Unit vector of the mail, so that similar mails follow. */
  readonly embedding: Float32Array;
}

/** How the user writes, learnt from Sent mail. */
export interface VoiceProfile {
  /** Number of mails it was learnt from. */
  readonly sampleCount: number;
  /** For instance `Hi {first}`, with `{first}`, `{name}` or neither. */
  readonly greeting: string;
  /** For instance `Best,`. */
  readonly signOff: string;
  /** The name under the sign-off. */
  readonly signName: string;
  /** Median words of a reply, quotes and signature left out. */
  readonly medianWords: number;
  /** Greeting and sign-off towards people of the owner's own mail domain and towards others, where Sent mail shows enough of each. */
  readonly towards?: Readonly<Partial<Record<Relation, Pick<VoiceProfile, 'greeting' | 'signOff'>>>>;
  /** Absent where too little shows it. */
  readonly style?: VoiceStyle;
}

/** Habits of the text itself. */
export interface VoiceStyle {
  /** Writes "I'm" rather than "I am"; null where the mail shows neither. */
  readonly contractions: boolean | null;
  /** Uses exclamation marks in a third of the mails or more. */
  readonly exclamations: boolean;
  /** Says du, tú, tu or je to people; null where the language or the mail shows nothing. */
  readonly familiar: boolean | null;
  /** A first sentence used more than once, such as "Thanks for this."; empty when there is none. */
  readonly opening: string;
  /** A last sentence used more than once, such as "Shout if anything is unclear."; empty when there is none. */
  readonly closing: string;
}

/** `colleague`: same mail domain as the owner. */
export type Relation = 'colleague' | 'outsider';

export interface Owner {
  readonly name: string;
  /** Lower-cased. */
  readonly address: string;
  /** For instance `Operations lead`; empty when not known. */
  readonly role: string;
}

/** The opening of the briefing. */
export interface Digest {
  /** What happened in the night, two or three sentences; empty when nothing came in since the last visit. */
  readonly happened: string;
  /** What needs the user now and is not done: what is new, then what is left over; each the most pressing first. */
  readonly needsYou: readonly DigestLine[];
  readonly counts: Readonly<Record<Category, number>>;
}

/** What stands where a mail does not tell: the only words of a line about it that are not its own. */
export const STAND_INS = {
  owner: 'You',
  unknownSender: 'Unknown sender',
  emptyMail: 'A mail without subject or text.',
} as const;

export interface DigestLine {
  /** `Message.id`. */
  readonly id: string;
  /** As the mail has it, or one of `STAND_INS`. */
  readonly sender: string;
  /** Of the mail, or one of `STAND_INS`. */
  readonly line: string;
  readonly urgent: boolean;
  /** It came before the time that is looked at, and is still open. */
  readonly earlier?: boolean;
}
