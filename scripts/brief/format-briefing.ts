import { CATEGORIES, type Category } from '../../src/contracts/briefing';
import type { BriefingReport, ReportMessage } from '../../src/contracts/report';

const HEADINGS: Readonly<Record<Category, string>> = {
  reply: 'Needs a reply',
  act: 'Needs you to act',
  read: 'Worth reading',
  skip: 'Can be skipped',
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

/** One line for a mail that was sorted. */
export function formatSorted({ category, urgent, confidence, subject }: ReportMessage): string {
  return `  ${category.padEnd(5)} ${urgent ? 'urgent' : '      '} ${confidence.toFixed(2)}  ${subject || '(no subject)'}`;
}

function formatMessage(message: ReportMessage): string {
  const { subject, urgent, confidence, summary, draft } = message;
  const lines = [
    `* ${subject || '(no subject)'}${urgent ? '  [urgent]' : ''}  (${Math.round(confidence * 100)} %)`,
  ];
  for (const { text } of summary) lines.push(indent(text, '    '));
  if (draft) {
    lines.push('', indent(draft.text, '    | '));
    if (draft.unsupported.length > 0) lines.push(`    Not in the mail: ${draft.unsupported.join('; ')}`);
    lines.push('');
  }
  return lines.join('\n');
}

function formatGroup(category: Category, messages: readonly ReportMessage[]): string {
  const members = messages.filter((message) => message.category === category);
  const heading = `${HEADINGS[category]}: ${members.length}`;
  return [heading, '-'.repeat(heading.length), ...members.map(formatMessage), ''].join('\n');
}

/** Milliseconds by stage: summed, for how many mails, and the median and largest of one mail. */
function formatTimings({ messages, models, totalMs }: BriefingReport): string {
  const stages = new Map<string, number[]>();
  for (const { timingsMs } of messages) {
    for (const [stage, ms] of Object.entries(timingsMs)) {
      stages.set(stage, [...(stages.get(stage) ?? []), ms]);
    }
  }
  const rows = [...stages].map(([stage, times]) => {
    const sorted = times.toSorted((a, b) => a - b);
    const total = sorted.reduce((sum, ms) => sum + ms, 0);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return (
      `  ${stage.padEnd(8)} ${seconds(total).padStart(9)} for ${String(sorted.length).padStart(4)} mails,` +
      ` median ${seconds(median)}, longest ${seconds(sorted.at(-1) ?? 0)}`
    );
  });
  const loads = models.map(
    ({ id, device, threads, loadMs }) =>
      `  ${id} on ${device}${device === 'wasm' ? ` with ${threads} threads` : ''}, loaded in ${seconds(loadMs)}`,
  );
  return ['Time by stage', ...rows, `  in all   ${seconds(totalMs).padStart(9)}`, 'Models', ...loads].join(
    '\n',
  );
}

function formatMachine({ machine, egress }: BriefingReport): string {
  const facts = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  const requests = egress.requests.map(({ url, bytes }) => `  ${url} (${bytes} bytes)`);
  return [
    `Machine: ${facts.join(', ')}`,
    `Requests that left the app's own origin: ${requests.length}`,
    ...requests,
  ].join('\n');
}

/** The whole briefing as plain text. */
export function formatBriefing(report: BriefingReport): string {
  const groups = CATEGORIES.map((category) => formatGroup(category, report.messages));
  return [report.digest, '', ...groups, formatTimings(report), formatMachine(report)].join('\n');
}
