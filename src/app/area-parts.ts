import type { Observable } from '../contracts/observable';
import type { Settings } from '../contracts/settings';
import type { History } from '../history/history';
import type { Clock } from '../platform/clock';
import type { Locks } from '../platform/locks';
import type { Installer } from '../platform/installation';
import type { ImportClient } from '../worker-client/import-client';
import type { WorkerLike } from '../worker-client/worker-lane';
import type { BriefingProgress, ModelCard } from './api';
import type { Areas } from './areas-api';
import type { ChangeBus } from './change-bus';
import type { Corrections } from './corrections';
import type { Drafts } from './drafts';
import type { EgressLog } from './egress';
import type { MailResults } from './mail-results';
import type { MailRows } from './mail-rows';
import type { MailWork } from './mail-work';
import type { ModelAccess } from './models/model-access';
import type { NoticeBoard } from './notices';
import type { People } from './people';
import type { TaskRouter } from './routing/task-router';

/** What concerns everything that is stored. */
export interface Upkeep {
  /** Ends imports and the briefing. */
  stopWork(): Promise<void>;
  /** Shows mail that came into the store otherwise than by an import. */
  reload(): Promise<void>;
  readonly purgeMail: MailWork['purge'];
  /** Mail came into the store by itself. `received`: some of it is to be briefed. */
  mailCame(came: { readonly received: boolean }): Promise<void>;
  /** Runs `stop` whenever all work has to end. */
  onStop(stop: () => Promise<void>): void;
  /** Brings the places that the next load may reach in step with what is set up. */
  keepOrigins(): Promise<void>;
  removeModel(modelId: string): Promise<void>;
  /** Bytes of all stored models. */
  modelBytes(): number;
}

/** What the parts of the app that are loaded when they are first needed are built from. */
export interface AreaParts {
  readonly history: History;
  readonly results: MailResults;
  readonly rows: MailRows;
  readonly people: People;
  readonly models: ModelAccess;
  readonly router: () => Promise<TaskRouter>;
  readonly cards: Observable<readonly ModelCard[]>;
  readonly egress: EgressLog;
  readonly settings: Observable<Settings>;
  readonly updateSettings: (change: Partial<Settings>) => Promise<void>;
  readonly changes: ChangeBus;
  readonly board: NoticeBoard;
  readonly clock: Clock;
  /** Held across tabs. */
  readonly locks: Locks;
  readonly briefing: Observable<BriefingProgress>;
  readonly installer: Installer;
  readonly importer: ImportClient;
  readonly corrections: () => Promise<Corrections>;
  readonly drafts: () => Promise<Drafts>;
  /** A worker that learns from corrections. */
  readonly spawnLearner: () => WorkerLike;
  /** A worker that holds the search index. */
  readonly spawnSearch: () => WorkerLike;
  /** A worker that judges texts by label sets. */
  readonly spawnLabels: () => WorkerLike;
  /** A worker that writes or reads one workspace file. */
  readonly spawnWorkspace: () => WorkerLike;
  /** The areas themselves, for what one does by another. */
  readonly areas: Areas;
  readonly upkeep: Upkeep;
  readonly version: string;
  /** Whether a briefing, an import or a model is at work. */
  readonly isWorking: () => boolean;
}
