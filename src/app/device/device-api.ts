import type { ImportFile } from '../../contracts/import-api';
import type { MailboxRole } from '../../contracts/message';
import type { Observable } from '../../contracts/observable';
import type { Installation } from '../../platform/installation';

export type { Installation };

/** Files from outside of the page, by where they go. */
export interface ArrivedFiles {
  readonly mail: Readonly<Record<MailboxRole, readonly ImportFile[]>>;
  /** Everything that is no mail; the import says of each what cannot be read. */
  readonly documents: readonly ImportFile[];
}

/** How the page is told of what comes from outside of it. */
export interface ArrivalReceiver {
  /** Imports files; resolves when it has told the user what came of it. */
  take(files: ArrivedFiles): Promise<void>;
  /** Asks whether to import what was shared: another page may have sent it, or an earlier visit left it. `names` are of the files. */
  confirm(names: readonly string[]): Promise<boolean>;
  brief(): void;
  addMail(): void;
  /** Goes to a view; the address's hash. */
  open(hash: string): void;
  /** What was shared could not be kept. */
  shareFailed(): void;
}

/** Deskside as an app of the device that it runs on. */
export interface DeviceApi {
  readonly installation: Observable<Installation>;
  /** Opens the browser's question; whether the user agreed. */
  install(): Promise<boolean>;
  /** Whether this browser can show a number on an app's icon. */
  readonly hasBadge: boolean;
  /** Hands over what the app was opened with, and what was shared with it, now and whenever more comes. */
  receive(receiver: ArrivalReceiver): void;
}
