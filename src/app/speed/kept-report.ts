import type { PageStorage } from '../../platform/page-storage';
import type { SpeedReport } from './speed-report';

const STORAGE_KEY = 'deskside.speed';
/** Another one when `SpeedReport` changes: what an older version kept is then not shown. */
const FORMAT = 1;

export function keepReport(storage: PageStorage, report: SpeedReport): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify({ format: FORMAT, report }));
  } catch {
    // No room: then it is there for this visit.
  }
}

/** What an earlier visit measured; null where there is nothing that this version understands. */
export function readKeptReport(storage: PageStorage): SpeedReport | null {
  try {
    const kept = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null') as {
      readonly format: number;
      readonly report: SpeedReport;
    } | null;
    return kept?.format === FORMAT ? kept.report : null;
  } catch {
    return null;
  }
}
