import type { ImportFile } from '../../contracts/import-api';
import type { SourceRow } from '../../contracts/mail-source';
import type { History } from '../../history/history';
import type { SourceMail } from '../../history/source-mail';
import type { Clock } from '../../platform/clock';
import type { Locks } from '../../platform/locks';
import type { ImportClient } from '../../worker-client/import-client';
import type { AreaParts } from '../area-parts';
import type { EgressLog } from '../egress';
import type { MailRows } from '../mail-rows';
import type { KindOfSource, LoadKind } from './source-kinds';
import type { Opened, SourceKeeper } from './source-keeper';
import type { SourceStore } from './source-store';
import type { SourceCard, SourcesApi } from './sources-api';
import type { Surroundings } from './surroundings';

export interface DeskParts {
  readonly history: History;
  readonly rows: Pick<MailRows, 'add' | 'current'>;
  readonly importer: Pick<ImportClient, 'importFiles'>;
  readonly egress: Pick<EgressLog, 'note'>;
  readonly upkeep: Pick<AreaParts['upkeep'], 'mailCame' | 'purgeMail' | 'keepOrigins' | 'onStop'>;
  readonly drafts: AreaParts['drafts'];
  readonly clock: Clock;
  readonly locks: Locks;
  readonly loadKind: LoadKind;
  readonly surroundings: Surroundings;
  /** Address of the page. */
  readonly base: string;
  readonly keepsFolders: boolean;
}

/** A source of this visit. */
export interface LiveSource {
  row: SourceRow;
  readonly kind: KindOfSource;
  readonly keeper: SourceKeeper;
  /** The source, the same one each time as long as it can be reached: it remembers what it renewed and found out. */
  open(): Promise<Opened>;
  /** Files that the user picked this time. */
  picked: readonly ImportFile[] | null;
  /** Mails here that came from it. */
  mails: number;
}

/** The sources of this visit, for what is done with one of them. */
export interface SourceDesk {
  readonly parts: DeskParts;
  readonly store: SourceStore;
  readonly mail: SourceMail;
  /** Throws when it is not set up (any more). */
  require(id: string): LiveSource;
  /** Takes a stored source in, without looking at it. */
  take(row: SourceRow): Promise<LiveSource>;
  /** Changes its row and its card. */
  change(id: string, change: (row: SourceRow) => SourceRow): Promise<void>;
  /** No longer shows a source, and ends what is under way with it. */
  drop(id: string): Promise<void>;
  card(id: string): SourceCard;
  readonly cards: SourcesApi['cards'];
}
