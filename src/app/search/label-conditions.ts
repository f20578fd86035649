import type { SearchCondition } from '../../contracts/search';
import type { MailRow } from '../api';
import { mailItemId } from './search-items';

/** Which mails of the inbox conditions on what the briefing found out leave. */
export interface LabelSelection {
  /** Mails that do not meet them. */
  readonly refused: readonly string[];
  /** Nothing else than mail of the inbox can meet them. */
  readonly inboxOnly: boolean;
}

/** Null when a query has no such condition. */
export function selectByLabel(
  conditions: readonly SearchCondition[],
  rows: readonly MailRow[],
): LabelSelection | null {
  const own = conditions.filter((condition) => testRow(condition) !== null);
  if (own.length === 0) return null;
  return {
    refused: rows
      .filter((row) => !own.every((condition) => testRow(condition)?.(row) !== condition.negated))
      .map(({ id }) => mailItemId(id)),
    inboxOnly: own.some(({ negated }) => !negated),
  };
}

function testRow(condition: SearchCondition): ((row: MailRow) => boolean) | null {
  if (condition.field === 'label') return (row) => row.category === condition.category;
  if (condition.field === 'urgent') return (row) => row.urgent;
  if (condition.field === 'has' && condition.part === 'draft') return (row) => row.hasDraft;
  return null;
}
