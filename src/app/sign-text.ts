import type { Draft, Summary } from '../contracts/briefing';
import type { TextGenerator } from '../contracts/capabilities';

/** The summary with who worded it, where a model that others run worded any of it. */
export function signSummary(summary: Summary, generator: TextGenerator | null): Summary {
  const writer = generator?.writer;
  const worded = summary.sentences.some(({ origin }) => origin === 'model');
  return writer && worded ? { ...summary, writer } : summary;
}

/** The draft with who worded it, where a model that others run worded any of it. */
export function signDraft(draft: Draft, generator: TextGenerator | null): Draft {
  const writer = generator?.writer;
  return writer && draft.origin === 'model' ? { ...draft, writer } : draft;
}
