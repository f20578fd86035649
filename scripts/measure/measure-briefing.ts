/**
 * `npm run measure:briefing -- FOLDER`: briefs a labelled night in the built app, as `npm run brief` does, and scores the report against the
 * labels. The folder holds `inbox.mbox`, `labels.json` and, if there is one, `sent.mbox`. Writes `benchmarks/results/briefing-FOLDER.json`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { CATEGORIES } from '../../src/contracts/briefing';
import type { MailAddress, Message } from '../../src/contracts/message';
import type { BriefingReport, ReportMessage } from '../../src/contracts/report';
import {
  accuracy,
  expectedCalibrationError,
  f1Of,
  macroF1,
} from '../../src/evaluation/classification-metrics';
import { parseBriefOptions } from '../brief/brief-options';
import { runBriefing } from '../brief/run-briefing';
import { fail } from '../lib/command-line';
import { ensureBuild } from '../lib/ensure-build';
import { PROJECT_ROOT } from '../lib/project-folders';
import { readLabelledNight } from '../training/labelled-night';
import { missingSpecifics } from '../../src/evaluation/specifics';
import { factRecall } from '../../src/evaluation/fact-recall';
import { mean } from '../../src/evaluation/mean';
import { joined } from './summary-metrics';

const Labels = v.object({
  messages: v.array(
    v.object({
      messageId: v.string(),
      category: v.picklist(CATEGORIES),
      urgent: v.boolean(),
      facts: v.array(v.string()),
    }),
  ),
});
type Label = v.InferOutput<typeof Labels>['messages'][number];

interface Pair {
  readonly label: Label;
  /** As the importer reads it, for its headers. */
  readonly mail: Message;
  readonly message: ReportMessage;
}

function triageMetrics(pairs: readonly Pair[]) {
  const expected = pairs.map(({ label }) => label.category);
  const found = pairs.map(({ message }) => message.category);
  const urgent = pairs.map(({ label }) => label.urgent);
  const correct = pairs.map(({ label, message }) => label.category === message.category);
  return {
    accuracy: accuracy(expected, found),
    macroF1: macroF1(CATEGORIES, expected, found),
    urgentF1: f1Of(
      true,
      urgent,
      pairs.map(({ message }) => message.urgent),
    ),
    ece: expectedCalibrationError(
      pairs.map(({ message }) => message.confidence),
      correct,
    ),
  };
}

function summaryMetrics(pairs: readonly Pair[]) {
  const shares = pairs
    .filter(({ message }) => message.text.length > 0)
    .map(({ message }) => joined(message.summary).length / message.text.length);
  const withFacts = pairs.filter(({ label }) => label.facts.length > 0);
  return {
    factRecall: mean(withFacts.map(({ label, message }) => factRecall(joined(message.summary), label.facts))),
    meanLengthOfMail: mean(shares),
    mailsOver35Percent: shares.filter((share) => share > 0.35).length,
    sentencesByModel: pairs
      .flatMap(({ message }) => message.summary)
      .filter(({ origin }) => origin === 'model').length,
    brokenEvidence: pairs.filter(
      ({ message }) => !message.summary.every(({ evidence }) => standsIn(message.text, evidence)),
    ).length,
    unsupportedSpecifics: pairs.flatMap(({ message, mail }) =>
      missingSpecifics(joined(message.summary), sourceOf(mail)),
    ),
  };
}

function standsIn(text: string, evidence: ReportMessage['summary'][number]['evidence']): boolean {
  return evidence.length > 0 && evidence.every(({ quote, start, end }) => text.slice(start, end) === quote);
}

/** All that a summary or a draft may draw on. */
function sourceOf({ text, from, to, cc, dateHeader, subject }: Message): string {
  const person = ({ name, address }: MailAddress) => `${name} ${address}`;
  return [text, subject, dateHeader, ...[...(from ? [from] : []), ...to, ...cc].map(person)].join('\n');
}

function draftMetrics(pairs: readonly Pair[]) {
  const replies = pairs.filter(({ message }) => message.category === 'reply');
  return {
    replies: replies.length,
    withDraft: replies.filter(({ message }) => message.draft !== null).length,
    markedSpecifics: replies.flatMap(({ message }) => message.draft?.unsupported ?? []).length,
  };
}

/** Seconds in all and median milliseconds for each mail, by stage. */
function timesByStage(messages: readonly ReportMessage[]) {
  const stages = new Set(messages.flatMap(({ timingsMs }) => Object.keys(timingsMs)));
  return Object.fromEntries(
    [...stages].map((stage) => {
      const times = messages.flatMap(({ timingsMs }) => timingsMs[stage] ?? []).sort((a, b) => a - b);
      const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
      return [
        stage,
        {
          mails: times.length,
          seconds: rounded(seconds),
          medianMs: Math.round(times[times.length >> 1] ?? 0),
        },
      ];
    }),
  );
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function scoreReport(report: BriefingReport, labels: readonly Label[], mails: readonly Message[]) {
  const byId = new Map(report.messages.map((message) => [message.messageId, message]));
  const mailById = new Map(mails.map((mail) => [mail.messageId, mail]));
  const pairs = labels.flatMap((label) => {
    const message = byId.get(label.messageId);
    const mail = mailById.get(label.messageId);
    return message && mail ? [{ label, message, mail }] : [];
  });
  return {
    mails: report.messages.length,
    labelled: pairs.length,
    triage: triageMetrics(pairs),
    summary: summaryMetrics(pairs),
    draft: draftMetrics(pairs),
    requestsToOtherOrigins: report.egress.requests.length,
    totalSeconds: rounded(report.totalMs / 1000),
    stages: timesByStage(report.messages),
    models: report.models,
    machine: report.machine,
  };
}

async function main(): Promise<void> {
  const [folder = 'public/samples/harbour', ...options] = process.argv.slice(2);
  const { messages: labels } = v.parse(
    Labels,
    JSON.parse(await readFile(path.join(folder, 'labels.json'), 'utf8')),
  );
  const sent = path.join(folder, 'sent.mbox');
  const brief = parseBriefOptions([
    path.join(folder, 'inbox.mbox'),
    ...(existsSync(sent) ? ['--sent', sent] : []),
    ...options,
  ]);
  const mails = (await readLabelledNight(folder)).map(({ message }) => message);
  await ensureBuild(console.error);
  const result = {
    measuredAt: new Date().toISOString().slice(0, 10),
    folder: path.relative(PROJECT_ROOT, path.resolve(folder)),
    ...scoreReport(await runBriefing(brief, console.error), labels, mails),
  };
  const file = path.join(
    PROJECT_ROOT,
    'benchmarks/results',
    `briefing-${path.basename(path.resolve(folder))}.json`,
  );
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify(result, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value), 2)}\n`,
  );
  console.log(JSON.stringify(result, null, 2));
}

main().catch(fail);
