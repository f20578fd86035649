import type { DeskDocument } from '../../contracts/document';
import { choosePoints, type Point } from '../../tasks/summarise/document/choose-points';
import type { DocumentSummaryOptions } from '../../tasks/summarise/document/summarise-document';
import type { FolderPoint, SummaryRun } from './documents-api';

/** UTF-16 code units and sentences of a summary over several documents; more is no summary. */
const ROOM_OF_DOCUMENT = 260;
const MOST_ROOM = 4_000;
const SENTENCES_OF_DOCUMENT = 2;
const MOST_SENTENCES = 24;
/** Sentences of each document that go on to the choice for the folder. */
const POINTS_OF_DOCUMENT = 6;
const ROOM_OF_POINTS = 1_200;

interface FolderParts {
  readonly read: (id: string) => Promise<DeskDocument>;
  readonly findPoints: (document: DeskDocument, options: DocumentSummaryOptions) => Promise<readonly Point[]>;
}

/** Sums up several documents at once: the best sentences of each stand for it, and the summary is chosen from these. Rejects with `cancelled`. */
export async function summariseFolder(
  ids: readonly string[],
  { read, findPoints }: FolderParts,
  { signal, onProgress }: SummaryRun,
): Promise<FolderPoint[]> {
  const titles = new Map<string, string>();
  const points: Point[] = [];
  for (const [index, id] of ids.entries()) {
    onProgress(index, ids.length);
    const document = await read(id);
    titles.set(id, document.title);
    const found = await findPoints(document, { signal });
    points.push(...choosePoints(found, ROOM_OF_POINTS, POINTS_OF_DOCUMENT));
  }
  onProgress(ids.length, ids.length);
  const room = Math.min(MOST_ROOM, ROOM_OF_DOCUMENT * ids.length);
  const most = Math.min(MOST_SENTENCES, SENTENCES_OF_DOCUMENT * ids.length);
  return choosePoints(points, room, most).map(({ documentId, sentence }) => ({
    documentId,
    title: titles.get(documentId) ?? '',
    text: sentence.text,
    evidence: sentence.evidence,
  }));
}
