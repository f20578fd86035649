import * as v from 'valibot';
import type { SummarySentence } from '../../contracts/briefing';
import type { DeskDocument, DocumentSummary } from '../../contracts/document';
import type { History } from '../../history/history';

const Sentences = v.array(
  v.object({
    text: v.string(),
    evidence: v.array(v.object({ quote: v.string(), start: v.number(), end: v.number() })),
    origin: v.picklist(['extracted', 'model']),
  }),
);
const StoredSummary = v.object({
  /** Of the app: another one may choose otherwise. */
  version: v.string(),
  summary: v.object({ line: Sentences, paragraph: Sentences, points: Sentences }),
});

/** Summaries in the store: that of a whole book takes some seconds to make. */
export interface StoredSummaries {
  /** Null where there is none that this version made of this text. */
  read(document: DeskDocument): Promise<DocumentSummary | null>;
  /** Of a document that was deleted meanwhile nothing is kept. */
  keep(id: string, summary: DocumentSummary): Promise<void>;
}

export function createStoredSummaries(history: History, version: string): StoredSummaries {
  return {
    async read({ id, text }) {
      const parsed = v.safeParse(StoredSummary, (await history.documentSummaries.get(id))?.value);
      if (!parsed.success || parsed.output.version !== version) return null;
      const { summary } = parsed.output;
      const stands = ({ evidence }: SummarySentence): boolean =>
        evidence.every(({ quote, start, end }) => text.slice(start, end) === quote);
      return Object.values(summary).flat().every(stands) ? summary : null;
    },
    async keep(id, summary) {
      await history.documentSummaries.put({ id, value: { version, summary } });
      if (!(await history.documents.get(id))) await history.documentSummaries.delete(id);
    },
  };
}
