import type { DeviceChoice } from './model';
import type { VariantPin } from './model-choice';
import type { ModelSources } from './model-sources';
import type { OwnServer } from './own-server';

export type Theme = 'system' | 'light' | 'dark';
export type PageLanguage = 'en' | 'de' | 'es';
/** What the app speaks; `auto` is the first of the browser's languages that it knows. */
export type Language = 'auto' | PageLanguage;

/** What a briefing is looked at through: mail that came in since the `last` one, sent since the evening before, since `friday`, or all. */
export const WINDOW_KINDS = ['last', 'overnight', 'friday', 'everything'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/** How long mail is kept. Mail with the user's own work in it stays in any case. */
export interface Retention {
  /** Mails that were sent earlier than so many days ago go; null keeps them. */
  readonly days: number | null;
  /** Only so many of the newest stay, of the inbox and of Sent mail each; null keeps all. */
  readonly newest: number | null;
}

export interface Settings {
  readonly theme: Theme;
  readonly language: Language;
  readonly device: DeviceChoice;
  readonly embedderId: string;
  readonly generatorId: string;
  /** Off: summaries are extracts and drafts come from the template; nothing large is loaded. */
  readonly generation: boolean;
  readonly modelSources: ModelSources;
  readonly ownServers: readonly OwnServer[];
  /** Whether models elsewhere can be asked at all; off, the page cannot reach the relay. */
  readonly escalation: boolean;
  /** The relay’s address, ending in `/`; null while there is none. */
  readonly relayUrl: string | null;
  /** How the user wants models to be run, by model id; the others run as measured fastest. */
  readonly modelPins: Readonly<Record<string, VariantPin>>;
  /** A mail that is sorted with less confidence than this, 0 to 1, is shown as “not sure”. */
  readonly leastConfidence: number;
  /** Whether the installed app's icon shows the number of mails to answer. */
  readonly badge: boolean;
  readonly briefingWindow: WindowKind;
  readonly retention: Retention;
  /** Filled from the mail when empty. */
  readonly ownerName: string;
  readonly ownerAddress: string;
  readonly ownerRole: string;
}

/** Some of the settings, or what becomes of them as they are stored at that moment: for those of which two tabs may each change a part. */
export type SettingsChange = Partial<Settings> | ((now: Settings) => Partial<Settings>);
