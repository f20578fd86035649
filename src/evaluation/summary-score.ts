import type { Metrics } from '../contracts/evaluation';
import type { Message } from '../contracts/message';
import { factRecall } from './fact-recall';
import { mean } from './mean';
import { rouge, type Rouge } from './rouge';
import { missingSpecifics, specificsOf } from './specifics';

/** A summary of a mail beside what a person wrote and wants kept. */
export interface SummaryCase {
  readonly message: Message;
  readonly label: { readonly summary: string; readonly facts: readonly string[] };
  readonly text: string;
}

export interface SummaryScore {
  /** Null where no facts are listed. */
  readonly recall: number | null;
  readonly missing: readonly string[];
  readonly specifics: number;
  readonly unsupported: readonly string[];
  readonly chars: number;
  readonly writtenChars: number;
  /** Null where nothing was written. */
  readonly compression: number | null;
  /** Null without a summary by a person. */
  readonly rouge: Rouge | null;
}

export function scoreSummary({ message, label, text }: SummaryCase): SummaryScore {
  const written = writtenLength(message);
  return {
    recall: label.facts.length === 0 ? null : factRecall(text, label.facts),
    missing: label.facts.filter((fact) => factRecall(text, [fact]) === 0),
    specifics: specificsOf(text).length,
    unsupported: missingSpecifics(text, sourceOf(message)),
    chars: text.length,
    writtenChars: written,
    compression: written === 0 ? null : text.length / written,
    rouge: label.summary.trim() === '' ? null : rouge(text, label.summary),
  };
}

/**
 * `factRecall`, `compression` and ROUGE are means over mails, `unsupportedRate` is the share of all specifics that the mail does not hold,
 * `compressionOfAll` the length of all summaries by that of all mails.
 */
export function summaryMetrics(scores: readonly SummaryScore[]): Metrics {
  const total = (pick: (score: SummaryScore) => number) =>
    scores.reduce((sum, score) => sum + pick(score), 0);
  const rouges = scores.flatMap((score) => score.rouge ?? []);
  return {
    factRecall: mean(scores.flatMap(({ recall }) => recall ?? [])),
    unsupportedRate:
      total(({ unsupported }) => unsupported.length) /
      Math.max(
        1,
        total(({ specifics }) => specifics),
      ),
    compression: mean(scores.flatMap(({ compression }) => compression ?? [])),
    compressionOfAll:
      total(({ chars }) => chars) /
      Math.max(
        1,
        total(({ writtenChars }) => writtenChars),
      ),
    rouge1: mean(rouges.map(({ rouge1 }) => rouge1)),
    rouge2: mean(rouges.map(({ rouge2 }) => rouge2)),
    rougeL: mean(rouges.map(({ rougeL }) => rougeL)),
  };
}

/** What the sender wrote for this mail, neither quotes nor signature; of a bare forward what it forwards. */
export function writtenText(message: Message): string {
  const of = (wanted: string) =>
    message.segments
      .filter(({ kind }) => kind === wanted)
      .map(({ start, end }) => message.text.slice(start, end))
      .join('\n\n');
  return /[\p{L}\p{N}]/u.test(of('body')) ? of('body') : of('quote');
}

/** Characters of it, runs of white space counted as one. */
export function writtenLength(message: Message): number {
  return writtenText(message).replace(/\s+/gu, ' ').trim().length;
}

/** What may support a text about the mail: its text and the From, To, Cc, Date and Subject headers. */
export function sourceOf(message: Message): string {
  const people = [message.from, ...message.to, ...message.cc].flatMap((person) =>
    person ? [person.name, person.address] : [],
  );
  return [message.text, message.subject, message.dateHeader, ...people].join('\n');
}
