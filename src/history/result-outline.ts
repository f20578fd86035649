import type { Category, MessageResult, TriageSource } from '../contracts/briefing';

/** A result without its texts: what a list of many thousand needs. */
export interface ResultOutline {
  /** `Message.id`. */
  readonly id: string;
  readonly category: Category | null;
  readonly urgent: boolean;
  readonly confidence: number;
  readonly source: TriageSource | null;
  /** The first sentence of the summary; null without one. */
  readonly line: string | null;
  readonly hasSummary: boolean;
  readonly hasDraft: boolean;
  readonly phrased: boolean;
}

export function resultOutlineOf({ id, triage, summary, draft, phrased }: MessageResult): ResultOutline {
  return {
    id,
    category: triage?.category ?? null,
    urgent: triage?.urgent ?? false,
    confidence: triage?.confidence ?? 0,
    source: triage?.source ?? null,
    line: summary?.sentences[0]?.text ?? null,
    hasSummary: summary !== null,
    hasDraft: draft !== null,
    phrased,
  };
}
