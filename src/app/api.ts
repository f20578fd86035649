/**
 * What the page can ask of Deskside. The UI knows only this file and the contracts; `create-deskside.ts` builds the real one.
 * Methods reject with a `DesksideError`; long work reports through observables and can be cancelled.
 */
import type {
  AskAnswer,
  Category,
  Digest,
  Draft,
  MessageResult,
  Owner,
  TriageSource,
  UnsupportedFact,
  VoiceProfile,
} from '../contracts/briefing';
import type { Failure } from '../contracts/failure';
import type { ForeignRequest } from '../contracts/foreign-request';
import type { ImportFile, ImportOutcome, ImportProgress } from '../contracts/import-api';
import type { DeviceRefusal, LoadedModelInfo } from '../contracts/inference-api';
import type { MailboxRole, Message } from '../contracts/message';
import type { ModelAdvice, MachineProbe } from '../contracts/machine';
import type {
  InstallProgress,
  ModelListing,
  ModelMeasurement,
  ModelStatus,
  RoomPlan,
} from '../contracts/model';
import type { VariantPin, VariantTrial } from '../contracts/model-choice';
import type { ModelSources } from '../contracts/model-sources';
import type { PickedFile } from '../contracts/models-api';
import type { Observable } from '../contracts/observable';
import type { OwnServer } from '../contracts/own-server';
import type { BriefingReport } from '../contracts/report';
import type { Settings, WindowKind } from '../contracts/settings';
import type { ServerTestReport, ServerTestStep } from '../platform/openai-client/test-server';
import type { Areas } from './areas-api';
import type { OriginalMail } from './original-mail';
import type { SpeedReport, SpeedRow } from './speed/speed-report';

/** A mail in the list: all that the list shows, small enough to hold fifty thousand of them. */
export interface MailRow {
  /** `Message.id`. */
  readonly id: string;
  readonly threadId: string;
  readonly senderName: string;
  readonly senderAddress: string;
  readonly subject: string;
  /** ISO 8601, or null. */
  readonly date: string | null;
  /** The first summary sentence once there is one, else the start of the body. */
  readonly snippet: string;
  readonly category: Category | null;
  readonly urgent: boolean;
  readonly confidence: number;
  readonly source: TriageSource | null;
  readonly hasSummary: boolean;
  readonly hasDraft: boolean;
  /** The language model has been over the summary. */
  readonly phrased: boolean;
  readonly warningCount: number;
  readonly attachmentCount: number;
  /** When it was imported, ISO 8601; null where that is not known. */
  readonly addedAt: string | null;
  /** The user is done with it. */
  readonly done: boolean;
}

export interface MessageDetail {
  readonly message: Message;
  readonly result: MessageResult;
  /** The user's stance on each ask, as stored. */
  readonly answers: readonly AskAnswer[];
}

export type BriefingStage = 'models' | 'triage' | 'summary' | 'draft' | 'phrase';

export interface BriefingProgress {
  readonly state: 'idle' | 'running' | 'cancelled' | 'done' | 'failed';
  readonly stage: BriefingStage;
  /** Mails done and to do in this stage. */
  readonly done: number;
  readonly total: number;
  /** What is going on, in words. */
  readonly activity: string;
  readonly secondsLeft: number | null;
  readonly failure: Failure | null;
  /** Milliseconds from start to end of the last run. */
  readonly elapsedMs: number;
}

export type { Digest };

/** What the briefing is looked at through. It bounds what is shown and what a run does first, not what a run does. */
export interface BriefingWindow {
  readonly kind: WindowKind;
  /** ISO 8601; null for everything. */
  readonly since: string | null;
  /** What makes sense now, the choices in order. */
  readonly offered: readonly WindowKind[];
  /** Whether a mail came in its time. */
  readonly holds: (mail: Pick<MailRow, 'date' | 'addedAt'>) => boolean;
}

export interface ModelCard {
  readonly listing: ModelListing;
  readonly status: ModelStatus;
  /** An install, a repair or an import under way, here or in another tab. */
  readonly progress: InstallProgress | null;
  /** A download that was begun: `paused` waits for the user, `running` is under way or about to go on, the browser is at `background` by itself. */
  readonly download: 'running' | 'paused' | 'background' | null;
  readonly loaded: LoadedModelInfo | null;
  /** How far a load is, 0 to 1; null when none is under way. */
  readonly loading: number | null;
  /** Why it is loaded as it is; null when it is not, and when it is in the usual order. */
  readonly wayChosen: 'pinned' | 'fastest' | null;
  /** What trials of ways to run it came to on this machine; one at most of each way, the fastest first. */
  readonly trials: readonly VariantTrial[];
  /** Ways are being tried. */
  readonly waySearch: WaySearch | null;
  readonly measured: ModelMeasurement | null;
  readonly advice: ModelAdvice;
  /** Whether the settings name it for its task. */
  readonly chosen: boolean;
  /** Listed by the user, who can take it off the list again. */
  readonly added: boolean;
  readonly failure: Failure | null;
}

/** How far the trial of a model's ways is. */
export interface WaySearch {
  /** The one that is being tried. */
  readonly way: VariantPin;
  readonly done: number;
  /** It may turn out to be fewer. */
  readonly atMost: number;
}

export type { RoomPlan, ServerTestReport, ServerTestStep, SpeedReport, SpeedRow };

export interface MachineFacts {
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** GiB as the browser tells it; null where it does not. */
  readonly memoryGiB: number | null;
  /** The adapter's name, or null without WebGPU. */
  readonly gpu: string | null;
  readonly shaderF16: boolean;
  /** Bytes; null where the browser does not tell. */
  readonly storageUsed: number | null;
  readonly storageQuota: number | null;
  readonly storagePersisted: boolean;
  /** Bytes of all stored models, partial ones included. */
  readonly modelBytes: number;
  /** False when nothing outlives the page (a private window). */
  readonly storagePersistent: boolean;
  readonly probe: MachineProbe | null;
}

export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  /** A button in the notice; `run` never rejects. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface ImportReceipt extends ImportOutcome {
  /** Mails that were not there before; the others of `messages` were known already. */
  readonly added: number;
}

export type { Areas };

/** What the user says of mails; what is left out stays as it is. */
export interface LabelChange {
  readonly category?: Category;
  readonly urgent?: boolean;
}

export interface CorrectedMails {
  /** How many of the mails have the new label. */
  readonly corrected: number;
  /** How many others followed. */
  readonly others: number;
  /** Takes it back, and what the user had said of them before counts again. */
  readonly undo: () => Promise<void>;
}

/** Told which draft another one takes the place of in the store: another tab may have put it there just now. */
export type DraftReplaced = (draft: Draft | null) => void;

export interface DesksideApp {
  readonly version: string;
  /** Newest first within the inbox; Sent mail is not listed. */
  readonly rows: Observable<readonly MailRow[]>;
  readonly sentCount: Observable<number>;
  readonly voice: Observable<VoiceProfile | null>;
  /** Whose mail it is, as the mail alone shows; what the settings say goes before it. */
  readonly detectedOwner: Observable<Owner>;
  readonly importing: Observable<ImportProgress | null>;
  readonly briefing: Observable<BriefingProgress>;
  readonly window: Observable<BriefingWindow>;
  /** Of the window, with what is still open from before it. Null while there is no mail or nothing is sorted yet. */
  readonly digest: Observable<Digest | null>;
  readonly models: Observable<readonly ModelCard[]>;
  readonly machine: Observable<MachineFacts>;
  readonly settings: Observable<Settings>;
  readonly notices: Observable<readonly Notice[]>;
  /** Requests of this visit that left the page, the oldest first; each is listed from its start, and told anew when it has ended. */
  readonly outgoing: Observable<readonly ForeignRequest[]>;
  readonly areas: Areas;

  /** Imports the files, and starts the briefing when mail came in. */
  importFiles(files: readonly ImportFile[], role: MailboxRole): Promise<ImportReceipt>;
  /** The sample night with its Sent mail. */
  importSample(): Promise<ImportReceipt>;
  cancelImport(): void;

  /** Goes on where it stopped: finished mails are not computed again. */
  startBriefing(): void;
  cancelBriefing(): void;
  /** Looks at the briefing through this window from now on; where it makes no sense, through the one that comes nearest. Stored. */
  chooseWindow(kind: WindowKind): Promise<void>;
  /** Shows everything for now: until the next choice, the next visit or the next load of the page. */
  liftWindow(): void;
  /** The report of what is there now; `report.json`. */
  report(): Promise<BriefingReport>;

  /** The mail with all that is known of it, kept up to date until the subscription ends; undefined until it is loaded, null where there is none. */
  detail(id: string): Observable<MessageDetail | null | undefined>;
  /** The HTML of a mail as it came, hostile as it may be; null when none is kept. */
  original(id: string): Promise<OriginalMail | null>;
  /** The user's word on these mails. Stored; similar mails follow at once. What `change` leaves out stays. What it returns says how many changed, and takes it back. */
  correctAll(ids: readonly string[], change: LabelChange): Promise<CorrectedMails>;
  /** Takes the user's word back. */
  undoCorrection(id: string): Promise<void>;
  /** Notes that the user is done with these mails, or is not. */
  markDone(ids: readonly string[], done: boolean): Promise<void>;
  /** Deletes these mails with all that was made of them. What it returns puts them back, for as long as the page is open. */
  removeMail(ids: readonly string[]): Promise<() => Promise<void>>;
  /** Makes the summary and the asks of one mail now, before the others, and has the summary worded where there is a model for it. */
  summariseNow(id: string): Promise<void>;

  /** Those of other asks of the mail stay. */
  saveAnswers(id: string, answers: readonly AskAnswer[]): Promise<void>;
  /** Writes a new draft; `onText` streams it. The earlier draft stays until the new one is whole or the user cancels with text on the page. */
  writeDraft(
    id: string,
    options: {
      readonly signal: AbortSignal;
      readonly onText: (text: string) => void;
      /** Id of the model that the user wants for this one; rejects when it cannot be used. */
      readonly wanted?: string;
      readonly onReplaced?: DraftReplaced;
    },
  ): Promise<Draft>;
  /** Stores the user's edit and returns what in it the mail does not support. */
  saveDraft(id: string, text: string, onReplaced?: DraftReplaced): Promise<readonly UnsupportedFact[]>;
  draftAsEml(id: string): Promise<Blob>;
  /** A `mailto:` link; null when the draft is too long for one. */
  draftAsMailto(id: string): Promise<string | null>;

  /** Goes on where an earlier try ended. Rejects with `quota-exceeded`, `download-failed`, `integrity-failed`, `too-large` or `cancelled` (also when paused). */
  installModel(modelId: string): Promise<void>;
  /** Lets the browser go on with a download by itself, also without this page. Installing takes it back. Rejects where it will not, and the download goes on here. */
  handOverInstall(modelId: string): Promise<void>;
  /** Stops the download and keeps what has arrived; it goes on when the user installs again. */
  pauseInstall(modelId: string): Promise<void>;
  /** Stops the download and removes what has arrived. */
  discardInstall(modelId: string): Promise<void>;
  removeModel(modelId: string): Promise<void>;
  /** Reads every stored chunk, and fetches damaged ones again. Returns how many were mended. */
  repairModel(modelId: string): Promise<number>;
  /** The model as one file to save or share; its name and its bytes. */
  exportModel(modelId: string): Promise<{ readonly name: string; readonly blob: Blob }>;
  /** Installs a pack, a GGUF file, or the folder of an ONNX model; the id that it has from now on. `modelId` of the progress is empty while the files are read. */
  importModel(
    files: readonly PickedFile[],
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: InstallProgress) => void },
  ): Promise<string>;
  /** Looks up `owner/name` (or the address of its page) on the hub and lists it; the id that it has from now on. */
  addHubModel(repo: string): Promise<string>;
  /** Shows every model of the catalogue, and not only those whose files are known. */
  listCatalogue(): Promise<void>;
  /** Shows the models that the browser brings, if it brings any. */
  lookForBrowserModels(): Promise<void>;
  /** Takes a model that the user added off the list, with its files. */
  forgetModel(modelId: string): Promise<void>;
  /** Which models to remove so that this one fits. Removes nothing. */
  planRoom(modelId: string): Promise<RoomPlan>;
  /** All ways to run a model on this machine, and why others cannot be used. */
  possibleWays(modelId: string): Promise<readonly (VariantPin | DeviceRefusal)[]>;
  /** Tries the ways to run an installed model, so that the fastest is used from then on. Rejects with `cancelled`, also when the app got work to do meanwhile, and with `request-unsupported` while it is at work. */
  findFastestWay(modelId: string): Promise<void>;
  cancelWaySearch(): void;
  /** Runs the model in this way and no other if it can be; null leaves the choice to what was measured. */
  pinWay(modelId: string, way: VariantPin | null): Promise<void>;
  /** Measures the machine, so that advice can say how fast a model would be. */
  probeMachine(): Promise<void>;
  /** Asks the browser not to clear this app's storage; whether it agreed. */
  persistStorage(): Promise<boolean>;
  readonly modelSources: Observable<ModelSources>;
  /** Whether the stored sources are not all reachable by the policy that this page was loaded with, so that it must be loaded again. */
  readonly sourcesPending: Observable<boolean>;
  /** Stores them; they count from the next load on, because the content security policy is fixed per load. */
  setModelSources(sources: ModelSources): Promise<void>;

  /** Ids of the servers of `settings.ownServers` that the policy of this load does not let the page reach, so that it must be loaded again. */
  readonly serversPending: Observable<readonly string[]>;
  /** Adds a server, or changes the one with its id. Its models can be chosen once it can be reached. */
  saveServer(server: OwnServer): Promise<void>;
  /** Forgets a server with its key. Where one of its models writes, the starter model does from then on. */
  removeServer(serverId: string): Promise<void>;
  /** Tries a server as it is given, saved or not; `onStep` gets all steps so far. Sends nothing of any mail. Rejects with `cancelled` only. */
  testServer(
    server: OwnServer,
    options: {
      readonly signal: AbortSignal;
      readonly onStep: (steps: readonly ServerTestStep[]) => void;
    },
  ): Promise<ServerTestReport>;

  /** How fast models run here, as measured last or so far; null before anything was measured, and before `showSpeed`. */
  readonly speed: Observable<SpeedReport | null>;
  /** Shows what an earlier visit measured, if anything, in `speed`. */
  showSpeed(): Promise<void>;
  /** Measures these installed models in every way that this machine has for them; `speed` follows. Resolves when that has ended, also when it was cut short. Rejects with `request-unsupported` while Deskside is at work. */
  measureSpeed(modelIds: readonly string[]): Promise<void>;
  cancelSpeed(): void;

  updateSettings(change: Partial<Settings>): Promise<void>;
  /** Whether something runs that a reload of the page would cut short: a briefing, an import, a model being loaded or fetched. */
  isWorking(): boolean;
  /** Shows a notice, in place of one with the same id. */
  notify(notice: Notice): void;
  dismissNotice(id: string): void;
  /** All mail, results, corrections and drafts; models stay. */
  deleteAllMail(): Promise<void>;
}
