import type { MessageResult } from '../contracts/briefing';
import type { Observable } from '../contracts/observable';
import { compareOutlines, type MessageOutline } from '../history/message-outline';
import { resultOutlineOf, type ResultOutline } from '../history/result-outline';
import { mergeSorted } from '../platform/merge-sorted';
import { createObservable } from '../platform/observable';
import type { MailRow } from './api';

/** The list is published at most this often, so that a run over thousands of mails does not keep the page busy with it. */
const PUBLISH_EVERY_MS = 120;
/** The same for mails that come to others or go from them: batches come all the time, and to draw the list for each took a third of the page's work. */
const PUBLISH_BATCHES_EVERY_MS = 500;

export interface MailRows {
  readonly rows: Observable<readonly MailRow[]>;
  /** The rows with all changes, also those not published yet. */
  current(): readonly MailRow[];
  /** How many labels, summaries, drafts and wordings the rows have together. */
  steps(): number;
  /** The row of a mail of the inbox; undefined for others. */
  get(id: string): MailRow | undefined;
  add(outlines: readonly MessageOutline[]): void;
  showResult(result: MessageResult): void;
  showResults(outlines: readonly ResultOutline[]): void;
  setDone(ids: readonly string[], done: boolean): void;
  /** Shown at once; `amongOthers`: many more are being removed, and they are gathered. */
  remove(ids: readonly string[], options?: { readonly amongOthers: boolean }): void;
  /** Runs `work` and publishes what it changed at its end: to publish fifty thousand rows each time that some are read takes longer than to read them. */
  publishAfter(work: () => Promise<void>): Promise<void>;
  /** Publishes what is gathered now, for when the page must not show an empty list first. */
  publish(): void;
  clear(): void;
}

/** The inbox as rows, newest first; changes are gathered and published together. */
export function createMailRows(): MailRows {
  const rows = createObservable<readonly MailRow[]>([]);
  const byId = new Map<string, MailRow>();
  /** In order, but as they were when they came. */
  let placed: readonly MailRow[] = [];
  /** Not in order yet. */
  let fresh: MailRow[] = [];
  /** The rows as they are now; null after a change. Making it takes some milliseconds for many thousand. */
  let shown: readonly MailRow[] | null = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer ends, by `Date.now()`. */
  let due = Infinity;
  /** Work under way whose end is waited for. */
  let awaited = 0;

  function changed(publishAfterMs = PUBLISH_EVERY_MS): void {
    shown = null;
    const wanted = Date.now() + publishAfterMs;
    if (awaited > 0 || wanted >= due) return;
    clearTimeout(timer);
    due = wanted;
    timer = setTimeout(publish, publishAfterMs);
  }

  function publish(): void {
    clearTimeout(timer);
    due = Infinity;
    rows.set(ordered());
  }

  function ordered(): readonly MailRow[] {
    if (shown) return shown;
    if (fresh.length > 0) placed = mergeSorted(placed, fresh.sort(compareOutlines), compareOutlines);
    fresh = [];
    const current: MailRow[] = [];
    for (const { id } of placed) {
      const row = byId.get(id);
      if (row) current.push(row);
    }
    placed = shown = current;
    return current;
  }

  return {
    rows,
    current: ordered,
    publish,
    async publishAfter(work) {
      awaited += 1;
      clearTimeout(timer);
      due = Infinity;
      try {
        await work();
      } finally {
        awaited -= 1;
        if (awaited === 0) publish();
      }
    },
    steps() {
      let steps = 0;
      for (const { category, hasSummary, hasDraft, phrased } of byId.values())
        steps += Number(category !== null) + Number(hasSummary) + Number(hasDraft) + Number(phrased);
      return steps;
    },
    get: (id) => byId.get(id),
    add(outlines) {
      const isFirst = byId.size === 0;
      for (const outline of outlines) {
        if (byId.has(outline.id)) continue;
        const row = outlineRow(outline);
        byId.set(row.id, row);
        fresh.push(row);
      }
      changed(isFirst ? PUBLISH_EVERY_MS : PUBLISH_BATCHES_EVERY_MS);
    },
    showResult(result) {
      this.showResults([resultOutlineOf(result)]);
    },
    showResults(outlines) {
      for (const outline of outlines) {
        const row = byId.get(outline.id);
        if (row) byId.set(row.id, resultRow(row, outline));
      }
      changed();
    },
    setDone(ids, done) {
      for (const id of ids) {
        const row = byId.get(id);
        if (row) byId.set(id, { ...row, done });
      }
      changed();
    },
    remove(ids, { amongOthers } = { amongOthers: false }) {
      // Out of the order too: one that is put back comes as a new one.
      ordered();
      for (const id of ids) byId.delete(id);
      changed(PUBLISH_BATCHES_EVERY_MS);
      ordered();
      if (!amongOthers) publish();
    },
    clear() {
      byId.clear();
      placed = fresh = [];
      shown = null;
      publish();
    },
  };
}

function outlineRow(outline: MessageOutline): MailRow {
  return {
    id: outline.id,
    threadId: outline.threadId,
    senderName: outline.senderName,
    senderAddress: outline.senderAddress,
    subject: outline.subject,
    date: outline.date,
    snippet: outline.snippet,
    warningCount: outline.warningCount,
    attachmentCount: outline.attachmentCount,
    addedAt: outline.addedAt ?? null,
    done: false,
    category: null,
    urgent: false,
    confidence: 0,
    source: null,
    hasSummary: false,
    hasDraft: false,
    phrased: false,
  };
}

/** A row holds nothing of the outline but what it shows, and keeps its snippet until there is a summary. */
function resultRow(row: MailRow, { line, ...outline }: ResultOutline): MailRow {
  return { ...row, ...outline, snippet: line ?? row.snippet };
}
