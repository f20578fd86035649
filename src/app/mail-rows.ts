import type { MessageResult } from '../contracts/briefing';
import type { Observable } from '../contracts/observable';
import { compareOutlines, type MessageOutline } from '../history/message-outline';
import { createObservable } from '../platform/observable';
import type { MailRow } from './api';

/** The list is published at most this often, so that a run over thousands of mails does not keep the page busy with it. */
const PUBLISH_EVERY_MS = 120;

export interface MailRows {
  readonly rows: Observable<readonly MailRow[]>;
  /** The rows with all changes, also those not published yet. */
  current(): readonly MailRow[];
  /** The row of a mail of the inbox; undefined for others. */
  get(id: string): MailRow | undefined;
  add(outlines: readonly MessageOutline[]): void;
  showResult(result: MessageResult): void;
  /** Publishes what is gathered now, for when the page must not show an empty list first. */
  publish(): void;
  clear(): void;
}

/** The inbox as rows, newest first; changes are gathered and published together. */
export function createMailRows(): MailRows {
  const rows = createObservable<readonly MailRow[]>([]);
  const byId = new Map<string, MailRow>();
  let order: string[] = [];
  let sorted = true;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function publishSoon(): void {
    timer ??= setTimeout(publish, PUBLISH_EVERY_MS);
  }

  function publish(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    rows.set(ordered());
  }

  function ordered(): readonly MailRow[] {
    if (!sorted) order = [...byId.values()].sort(compareOutlines).map(({ id }) => id);
    sorted = true;
    return order.flatMap((id) => byId.get(id) ?? []);
  }

  return {
    rows,
    current: ordered,
    publish,
    get: (id) => byId.get(id),
    add(outlines) {
      for (const outline of outlines) if (!byId.has(outline.id)) byId.set(outline.id, outlineRow(outline));
      sorted = false;
      publishSoon();
    },
    showResult(result) {
      const row = byId.get(result.id);
      if (!row) return;
      byId.set(result.id, resultRow(row, result));
      publishSoon();
    },
    clear() {
      byId.clear();
      order = [];
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
    category: null,
    urgent: false,
    confidence: 0,
    source: null,
    hasSummary: false,
    hasDraft: false,
  };
}

function resultRow(row: MailRow, { triage, summary, draft }: MessageResult): MailRow {
  return {
    ...row,
    category: triage?.category ?? null,
    urgent: triage?.urgent ?? false,
    confidence: triage?.confidence ?? 0,
    source: triage?.source ?? null,
    hasSummary: summary !== null,
    hasDraft: draft !== null,
    snippet: summary?.sentences[0]?.text ?? row.snippet,
  };
}
