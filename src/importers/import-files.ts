import { DesksideError, type Failure } from '../contracts/failure';
import type { FileProblem, ImportFile, ImportOutcome, ImportProgress } from '../contracts/import-api';
import type { MailboxRole } from '../contracts/message';
import type { ImportedMessage } from '../contracts/original-mail';
import { openArchive, type ArchiveEntry } from './archive/read-archive';
import { PeekableStream } from './byte-stream';
import { detectFileKind, HEAD_BYTES, type FileKind } from './file-kind';
import {
  beginningMissing,
  cutOff,
  ENCRYPTED,
  NESTED_ARCHIVE,
  notMail,
  nothingWasMail,
  unreadable,
} from './file-problems';
import { mailFolder } from './mail-folder';
import { readMessage } from './mail/parse-message';
import { readMbox } from './mail/raw-messages';
import { readOneMail } from './mail/single-mail';
import type { RawMessage } from './mail/mbox/mbox-splitter';
import { ThreadIndex } from './mail/thread-index';
import { MessageBatcher } from './message-batcher';
import { ProgressMeter } from './progress-meter';

const LINE_FEED = 0x0a;
/** What Apple Mail calls a mail whose attachments it keeps in files of their own, or has not fetched. */
const PARTIAL_EMLX = /\.partial\.emlx$/iu;

export interface ImportSink {
  /** Awaited before the next batch is handed over. */
  readonly onBatch: (messages: readonly ImportedMessage[]) => Promise<void>;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** A folder or an archive: what in it is no mail is left out without a word, unless nothing was mail. */
interface Container {
  readonly name: string;
  /** What the archive is called tells nothing of the folders in it. */
  readonly isArchive?: true;
  files: number;
  withMail: number;
  problems: number;
}

/**
 * Reads mail from files in order. What is wrong with one file becomes a problem of that file; rejects only when `onBatch` does. When the
 * signal aborts it stops at the next mail and says so in the outcome.
 */
export async function importFiles(
  files: readonly ImportFile[],
  role: MailboxRole,
  sink: ImportSink,
  signal: AbortSignal,
): Promise<ImportOutcome> {
  return new ImportRun(files, role, sink, signal).run();
}

class ImportRun {
  readonly #files: readonly ImportFile[];
  readonly #role: MailboxRole;
  readonly #signal: AbortSignal;
  readonly #batcher: MessageBatcher;
  readonly #progress: ProgressMeter;
  readonly #threads = new ThreadIndex();
  readonly #problems: FileProblem[] = [];
  readonly #folders = new Map<string, Container>();
  #filesWithMail = 0;

  constructor(files: readonly ImportFile[], role: MailboxRole, sink: ImportSink, signal: AbortSignal) {
    this.#files = files;
    this.#role = role;
    this.#signal = signal;
    this.#batcher = new MessageBatcher(sink.onBatch);
    const totalBytes = files.reduce((sum, file) => sum + file.blob.size, 0);
    this.#progress = new ProgressMeter(totalBytes, sink.onProgress);
  }

  async run(): Promise<ImportOutcome> {
    for (const file of this.#files) {
      if (this.#signal.aborted) break;
      await this.#importFile(file);
    }
    await this.#batcher.flush();
    for (const folder of this.#folders.values()) this.#closeContainer(folder);
    this.#progress.finish();
    return {
      messages: this.#progress.messages,
      files: this.#filesWithMail,
      problems: this.#problems,
      cancelled: this.#signal.aborted,
    };
  }

  async #importFile({ name, blob }: ImportFile): Promise<void> {
    this.#progress.startFile(name);
    const container = this.#folderOf(name);
    try {
      const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
      if (detectFileKind(head) === 'zip') await this.#importArchive(name, blob);
      else await this.#importStream(name, blob.stream(), 1, container);
    } catch (thrown) {
      this.#report(name, toFileFailure(thrown), container);
    }
  }

  async #importArchive(name: string, blob: Blob): Promise<void> {
    const container: Container = { name, isArchive: true, files: 0, withMail: 0, problems: 0 };
    const entries = await openArchive(blob);
    if (entries.length > 0 && entries.every((entry) => entry.encrypted)) throw new DesksideError(ENCRYPTED);
    for (const entry of entries) {
      if (this.#signal.aborted) return;
      await this.#importEntry(`${name}/${entry.path}`, entry, container);
    }
    this.#closeContainer(container);
  }

  async #importEntry(name: string, entry: ArchiveEntry, container: Container): Promise<void> {
    this.#progress.startFile(name);
    container.files += 1;
    if (entry.encrypted) {
      this.#report(name, ENCRYPTED, container);
      return;
    }
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#signal, stop.signal]);
    try {
      const share = entry.packedBytes / Math.max(1, entry.unpackedBytes);
      await this.#importStream(name, entry.stream(signal), share, container);
    } catch (thrown) {
      if (!this.#signal.aborted) this.#report(name, toFileFailure(thrown), container);
    } finally {
      stop.abort();
    }
  }

  /** `share`: input bytes that one byte of the stream stands for. */
  async #importStream(
    name: string,
    bytes: ReadableStream<Uint8Array>,
    share: number,
    container: Container | null,
  ): Promise<void> {
    const stream = new PeekableStream(bytes, (count) => this.#progress.addBytes(count * share));
    try {
      const kind = detectFileKind(await stream.peek(HEAD_BYTES));
      if (kind === 'mbox') await this.#importMbox(name, stream, container);
      else {
        const mail = await readOneMail(kind, stream);
        if (mail) await this.#importMessage(name, mail, container);
        else this.#leaveOut(name, kind, container);
      }
    } finally {
      await stream.cancel();
    }
  }

  async #importMbox(name: string, stream: PeekableStream, container: Container | null): Promise<void> {
    const before = this.#progress.messages;
    let unfinished = false;
    const folder = mailFolder(pathOf(name, container), 'mbox');
    const messages = readMbox(stream);
    let step = await messages.next();
    for (; !step.done && !this.#signal.aborted; step = await messages.next()) {
      if (step.value.bytes.length > 0) unfinished = await this.#add(step.value, folder);
    }
    if (this.#signal.aborted) return;
    const count = this.#progress.messages - before;
    this.#countMail(container);
    if (step.done && step.value > 0) this.#report(name, beginningMissing(count), container);
    if (unfinished) this.#report(name, cutOff(count), container);
  }

  async #importMessage(name: string, mail: RawMessage, container: Container | null): Promise<void> {
    await this.#add(mail, mailFolder(pathOf(name, container), 'message'), PARTIAL_EMLX.test(name));
    this.#countMail(container);
  }

  /** Returns whether the mail ends too early and in the middle of a line; a sloppy sender's mail ends with a line. */
  async #add(
    { bytes, omittedBytes }: RawMessage,
    folder: string | null,
    keptElsewhere = false,
  ): Promise<boolean> {
    const context = { role: this.#role, threads: this.#threads, omittedBytes, keptElsewhere };
    const { message, original, unfinished } = await readMessage(bytes, context);
    this.#progress.addMessage();
    await this.#batcher.add(folder === null ? message : { ...message, folder }, original);
    return unfinished && omittedBytes === 0 && bytes.at(-1) !== LINE_FEED;
  }

  #leaveOut(name: string, kind: FileKind, container: Container | null): void {
    if (kind === 'zip') this.#report(name, NESTED_ARCHIVE, container);
    else if (!container) this.#report(name, notMail(kind), null);
  }

  #countMail(container: Container | null): void {
    this.#filesWithMail += 1;
    if (container) container.withMail += 1;
  }

  #report(fileName: string, failure: Failure, container: Container | null): void {
    this.#problems.push({ fileName, failure });
    if (container) container.problems += 1;
  }

  /** Says so when a folder or archive held no mail at all and nothing else was said about it. */
  #closeContainer({ name, files, withMail, problems }: Container): void {
    if (this.#signal.aborted || withMail > 0 || problems > 0) return;
    this.#report(name, nothingWasMail(files), null);
  }

  /** The dropped folder that a file came from; null for a file on its own. */
  #folderOf(name: string): Container | null {
    const slash = name.indexOf('/');
    if (slash < 0) return null;
    const folderName = name.slice(0, slash);
    const folder = this.#folders.get(folderName) ?? { name: folderName, files: 0, withMail: 0, problems: 0 };
    this.#folders.set(folderName, folder);
    folder.files += 1;
    return folder;
  }
}

/** The path within its archive; that of a file of a dropped folder begins with the folder. */
function pathOf(name: string, container: Container | null): string {
  return container?.isArchive ? name.slice(container.name.length + 1) : name;
}

function toFileFailure(thrown: unknown): Failure {
  if (thrown instanceof DesksideError) return thrown.failure;
  return unreadable(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
}
