import type { MessageResult } from '../contracts/briefing';
import type { LoadedModelInfo } from '../contracts/inference-api';
import type { Message } from '../contracts/message';
import type { BriefingReport, ReportMessage } from '../contracts/report';
import { digestText } from '../tasks/summarise/digest';
import type { Digest, MachineFacts } from './api';
import type { EgressLog } from './egress';
import type { MailResults } from './mail-results';

interface ReportParts {
  readonly version: string;
  readonly machine: MachineFacts;
  readonly models: readonly LoadedModelInfo[];
  readonly digest: Digest | null;
  /** Of the mails, in order. */
  readonly ids: readonly string[];
  readonly results: MailResults;
  readonly egress: EgressLog;
  readonly totalMs: number;
}

/** `report.json`: what the briefing holds now. Mails that are not sorted yet are left out. */
export async function makeReport(parts: ReportParts): Promise<BriefingReport> {
  const { version, machine, models, digest, ids, results, egress, totalMs } = parts;
  const messages = await Promise.all(
    ids.map(async (id) => {
      const message = await results.history.messages.get(id);
      return message ? reportMessage(message, await results.get(id)) : null;
    }),
  );
  return {
    app: { version },
    machine: {
      threads: machine.threads,
      crossOriginIsolated: machine.crossOriginIsolated,
      memoryGiB: machine.memoryGiB ?? 'unknown',
      gpu: machine.gpu ?? 'none',
    },
    models: models.map(({ modelId, engine, device, threads, loadMs }) => ({
      id: modelId,
      engine,
      device,
      threads,
      loadMs: Math.round(loadMs),
    })),
    egress: { requests: egress.requests.get() },
    digest: digest ? digestText(digest) : '',
    messages: messages.filter((message) => message !== null),
    totalMs: Math.round(totalMs),
  };
}

function reportMessage(
  message: Message,
  { triage, summary, asks, draft, timings }: MessageResult,
): ReportMessage | null {
  if (triage === null) return null;
  return {
    messageId: message.messageId,
    subject: message.subject,
    category: triage.category,
    urgent: triage.urgent,
    confidence: round(triage.confidence),
    reasons: triage.reasons,
    text: message.text,
    summary: summary?.sentences ?? [],
    draft: draft && {
      text: draft.text,
      covers: (asks ?? []).filter(({ id }) => draft.covers.includes(id)).map(({ text }) => text),
      unsupported: draft.unsupported.map(({ text }) => text),
    },
    timingsMs: Object.fromEntries(Object.entries(timings).map(([stage, ms]) => [stage, round(ms)])),
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
