import { CANCELLED, DesksideError, toFailure, type Failure } from '../../contracts/failure';
import type { FileProblem, ImportFile } from '../../contracts/import-api';
import type { MailSource, SourceItem } from '../../contracts/mail-source';
import type { MailboxRole } from '../../contracts/message';

/** Requests to a source at the same time. */
const FETCHES_AT_ONCE = 4;
/** What is held in memory before it is stored. */
const MOST_FILES = 64;
const MOST_BYTES = 16_000_000;
/** An item that the source or the importer fails at so often is passed over, so that the mails after it come. */
const MOST_FAILURES = 3;

/** What went on with the items of a page, so that going on after a failure does not begin anew. */
export interface PageState {
  /** Refs of the items that are stored. */
  readonly taken: Set<string>;
  /** By ref, how often an item failed for a reason that lies in itself. */
  readonly failures: Map<string, number>;
}

export const newPageState = (): PageState => ({ taken: new Set(), failures: new Map() });

export interface Taking {
  readonly source: Pick<MailSource, 'fetch'>;
  /** Reads files and stores their mails. Rejects when that fails as a whole. */
  readonly importFiles: (
    files: readonly ImportFile[],
    role: MailboxRole,
    signal: AbortSignal,
  ) => Promise<readonly FileProblem[]>;
  readonly signal: AbortSignal;
}

interface Fetched {
  readonly item: SourceItem;
  readonly file: ImportFile;
}

/**
 * Fetches the items of a page and stores them, a few at a time. What was fetched before a failure is stored before it rejects. Items that were deleted
 * in between are passed over; so is one that fails again and again by itself, as a problem.
 */
export async function takeItems(
  items: readonly SourceItem[],
  state: PageState,
  taking: Taking,
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  const left = items.filter(({ ref }) => !state.taken.has(ref));
  let fetched: Fetched[] = [];
  let bytes = 0;

  async function store(): Promise<void> {
    const files = fetched;
    fetched = [];
    bytes = 0;
    problems.push(...(await storeAll(files, state, taking)));
  }

  for (let at = 0; at < left.length; at += FETCHES_AT_ONCE) {
    if (taking.signal.aborted) throw new DesksideError(CANCELLED);
    const outcomes = await Promise.allSettled(
      left.slice(at, at + FETCHES_AT_ONCE).map(async (item) => ({
        item,
        file: await fetchItem(item, state, taking, problems),
      })),
    );
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') continue;
      const { item, file } = outcome.value;
      if (file === null) state.taken.add(item.ref);
      else fetched.push({ item, file });
      bytes += file?.blob.size ?? 0;
    }
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed || fetched.length >= MOST_FILES || bytes >= MOST_BYTES) await store();
    if (failed) throw failed.reason;
  }
  await store();
  return problems;
}

/** Null for what is no longer there, and for what is passed over. */
async function fetchItem(
  item: SourceItem,
  state: PageState,
  { source, signal }: Taking,
  problems: FileProblem[],
): Promise<ImportFile | null> {
  try {
    return await source.fetch(item, signal);
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (!isOfItem(failure) || !isGivenUp(item, state)) throw thrown;
    problems.push({ fileName: item.folder, failure });
    return null;
  }
}

/** Whether another item may fare better. */
function isOfItem({ code }: Failure): boolean {
  return code === 'integrity-failed' || code === 'server-refused' || code === 'worker-died';
}

function isGivenUp({ ref }: SourceItem, { failures }: PageState): boolean {
  const count = (failures.get(ref) ?? 0) + 1;
  failures.set(ref, count);
  return count >= MOST_FAILURES;
}

async function storeAll(
  fetched: readonly Fetched[],
  state: PageState,
  taking: Taking,
): Promise<FileProblem[]> {
  const problems: FileProblem[] = [];
  for (const role of ['sent', 'inbox'] as const) {
    const part = fetched.filter(({ item }) => item.role === role);
    if (part.length > 0) problems.push(...(await storePart(part, role, state, taking)));
  }
  return problems;
}

/** Where the reading of several ends with its worker, each is read by itself: the others are not to blame. */
async function storePart(
  part: readonly Fetched[],
  role: MailboxRole,
  state: PageState,
  taking: Taking,
): Promise<readonly FileProblem[]> {
  try {
    const files = part.map(({ file }) => file);
    const problems = await taking.importFiles(files, role, taking.signal);
    for (const { item } of part) state.taken.add(item.ref);
    return problems;
  } catch (thrown) {
    const failure = toFailure(thrown);
    const [first, ...others] = part;
    if (failure.code !== 'worker-died' || !first) throw thrown;
    if (others.length > 0) {
      const alone: FileProblem[] = [];
      for (const one of part) alone.push(...(await storePart([one], role, state, taking)));
      return alone;
    }
    if (!isGivenUp(first.item, state)) throw thrown;
    state.taken.add(first.item.ref);
    return [{ fileName: first.file.name, failure }];
  }
}
