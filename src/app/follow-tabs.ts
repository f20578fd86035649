import type { Settings } from '../contracts/settings';
import { VOICE_EDITS_ID } from '../contracts/voice';
import type { History } from '../history/history';
import type { WritableObservable } from '../platform/observable';
import { ALL_MAIL, elsewhere, type ChangeBus } from './change-bus';
import type { MailRows } from './mail-rows';
import type { MailWorkParts } from './mail-work';
import { readInStep } from './read-in-step';
import { openTabChannel, type Joined, type Writes } from './tab-channel';

export interface FollowParts {
  readonly history: History;
  readonly rows: MailRows;
  readonly changes: ChangeBus;
  readonly settings: WritableObservable<Settings>;
  /** What holds for this visit, whatever is stored. */
  readonly overrides: Partial<Settings>;
  readonly setDevice: (device: Settings['device']) => void;
  readonly apart: MailWorkParts['apart'];
  /** Brings in step what is counted or learnt of all mail. */
  readonly countAgain: () => Promise<unknown>;
  /** Brings the rows in step with what is stored. */
  readonly reload: () => Promise<void>;
  /** The reload that is under way. */
  readonly reading: () => Promise<void> | null;
  readonly stopWork: () => Promise<void>;
}

/** An import is counted once, at its end, and not at each of its batches. */
const COUNT_AFTER_MS = 1_000;

export function followTabs({ channel, heard, written }: Joined, parts: FollowParts): void {
  const tabs = openTabChannel(channel, heard);
  tabs.tell(written);
  parts.history.onWrites(tabs.tell);
  for (const leaving of ['pagehide', 'visibilitychange']) addEventListener(leaving, tabs.flush);
  tabs.listen(createTabFollower(parts));
}

/** Shows what another tab has written: in the list, where a mail is open, and in the areas that are loaded. */
export function createTabFollower(parts: FollowParts): (writes: Writes) => Promise<void> {
  const { history, rows, changes, settings, apart } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function countSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void parts.countAgain().catch(() => undefined), COUNT_AFTER_MS);
  }

  async function startAnew(): Promise<void> {
    const before = rows.current();
    await parts.stopWork();
    rows.clear();
    changes.emit(ALL_MAIL);
    for (const { id } of before) changes.emit(id);
    // What came in since then.
    await parts.reload();
  }

  async function followMail(ids: ReadonlySet<string>): Promise<void> {
    const stored = await history.rows.readById('outlines', ids);
    rows.add(stored.filter(({ role }) => role === 'inbox'));
    const there = new Set(stored.map(({ id }) => id));
    const gone = [...ids].filter((id) => !there.has(id));
    const shown = gone.filter((id) => rows.get(id));
    // Nothing is to be made any more of what is gone.
    if (shown.length > 0) await apart(async () => rows.remove(shown));
    // It may have been read just before, to be shown now.
    if (gone.length > 0)
      void parts
        .reading()
        ?.then(() => followMail(new Set(gone)))
        .catch(() => undefined);
  }

  async function followMarks(ids: ReadonlySet<string>): Promise<void> {
    const marked = new Set((await history.rows.readById('marks', ids)).map(({ id }) => id));
    rows.setDone([...marked], true);
    rows.setDone(
      [...ids].filter((id) => !marked.has(id)),
      false,
    );
  }

  async function followSettings(): Promise<void> {
    const { before, stored } = await readInStep(settings, history.settings.get);
    const now = { ...stored, ...parts.overrides };
    settings.set(now);
    if (now.device !== before.device) parts.setDevice(now.device);
  }

  return async (writes) => {
    const [outlines, results, marks] = (['outlines', 'results', 'marks'] as const).map((name) =>
      writes.get(name),
    );
    if (outlines === null) await startAnew();
    if (outlines) await followMail(outlines);
    if (results) rows.showResults(await history.rows.readById('resultOutlines', results));
    if (marks) await followMarks(marks);
    if (writes.has('settings')) await followSettings();
    if (outlines !== undefined || writes.has('settings') || writes.get('voices')?.has(VOICE_EDITS_ID))
      countSoon();
    for (const id of new Set([...writes.values()].flatMap((ids) => [...(ids ?? [])]))) changes.emit(id);
    for (const table of writes.keys()) changes.emit(elsewhere(table));
  };
}
