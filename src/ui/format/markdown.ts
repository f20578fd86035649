import type { MailRow, MessageDetail } from '../../app/api';
import type { Digest, DigestLine, Draft } from '../../contracts/briefing';
import * as m from '../i18n/compiled/messages';
import { GROUP_IDS, groupOf } from '../state/group-rows';
import { CATEGORY_LABELS, GROUP_LABELS } from './labels';
import { count } from './quantities';
import { longDay, longWhen } from './when';

/** Text of mail as Markdown that shows just that text, whatever signs are in it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~#]/gu, '\\$&')
    .replace(/^(\d*)([-+.)])(?=\s)/u, '$1\\$2');
}

/** Whose mail it is, what it needs, its summary and what it asks. */
export function mailMarkdown({ message, result }: MessageDetail): string {
  const { from, subject, date } = message;
  const sender = from?.name || from?.address || m.common_unknown_sender();
  const { triage, summary, asks } = result;
  const category = triage && CATEGORY_LABELS[triage.category];
  const need = category ? [triage.urgent ? m.common_markdown_urgent({ category }) : category] : [];
  const asked = (asks ?? []).filter(({ suggested }) => !suggested).map(({ text }) => text);
  return blocks([
    `## ${escapeMarkdown(subject) || m.common_no_subject()}`,
    [`**${escapeMarkdown(sender)}**`, longWhen(date), ...need].join(' · '),
    bullets((summary?.sentences ?? []).map(({ text }) => text)),
    asked.length > 0 ? `**${m.common_markdown_asked()}**\n\n${bullets(asked)}` : '',
    result.draft ? draftMarkdown(result.draft) : '',
  ]);
}

export function draftMarkdown({ to, subject, text }: Pick<Draft, 'to' | 'subject' | 'text'>): string {
  const lines = text
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.split('\n').map(escapeMarkdown).join('  \n'));
  return blocks([
    `**${m.common_markdown_to()}** ${escapeMarkdown(to.join(', '))}  \n**${m.common_markdown_subject()}** ${escapeMarkdown(subject)}`,
    ...lines,
  ]);
}

/** What happened, what needs the user, and every mail by what it needs. `since` says of which time it is; null of all. */
export function briefingMarkdown(
  digest: Digest | null,
  rows: readonly MailRow[],
  now: Date,
  since: string | null,
): string {
  const needs = digest?.needsYou ?? [];
  return blocks([
    `# ${m.briefing_of_day({ day: longDay(now) })}`,
    escapeMarkdown(since ?? ''),
    escapeMarkdown(digest?.happened ?? ''),
    needsMarkdown(
      m.briefing_needs_you(),
      needs.filter(({ earlier }) => !earlier),
    ),
    needsMarkdown(
      m.briefing_left_over(),
      needs.filter(({ earlier }) => earlier),
    ),
    ...GROUP_IDS.map((id) => {
      const inGroup = rows.filter((row) => groupOf(row) === id);
      return inGroup.length === 0
        ? ''
        : `## ${GROUP_LABELS[id]} (${count(inGroup.length)})\n\n${rowsMarkdown(inGroup)}`;
    }),
  ]);
}

function needsMarkdown(heading: string, needs: readonly DigestLine[]): string {
  const lines = needs.map(
    ({ sender, line, urgent }) =>
      `- ${urgentMark(urgent)}**${escapeMarkdown(sender)}:** ${escapeMarkdown(line)}`,
  );
  return lines.length > 0 ? `## ${heading}\n\n${lines.join('\n')}` : '';
}

/** One line for each mail. */
export function rowsMarkdown(rows: readonly MailRow[]): string {
  return rows
    .map(({ senderName, senderAddress, subject, snippet, urgent }) => {
      const sender = escapeMarkdown(senderName || senderAddress || m.common_unknown_sender());
      const rest = [subject, snippet].map(escapeMarkdown).filter(Boolean).join(': ');
      return `- ${urgentMark(urgent)}**${sender}** ${rest}`;
    })
    .join('\n');
}

const urgentMark = (urgent: boolean): string => (urgent ? `**${m.common_urgent()}** ` : '');

function bullets(texts: readonly string[]): string {
  return texts.map((text) => `- ${escapeMarkdown(text)}`).join('\n');
}

function blocks(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
