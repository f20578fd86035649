import type { LabelledRow } from '../../../app/labels/labels-api';

/** What of a run is shown: everything, what it is not sure about, or what has one label. */
export type RowFilter =
  { readonly kind: 'all' } | { readonly kind: 'unsure' } | { readonly kind: 'label'; readonly label: string };

/** The label that counts: the user's word, else a sure answer; null for “not sure” and for what has not been read. */
export function labelOf({ told, verdict }: LabelledRow): string | null {
  return told ?? verdict?.label ?? null;
}

function isUnsure(row: LabelledRow): boolean {
  return row.verdict !== null && labelOf(row) === null;
}

/** Rows of the filter; where it is not sure, the least sure first, since these teach most. */
export function filterLabelled(rows: readonly LabelledRow[], filter: RowFilter): readonly LabelledRow[] {
  if (filter.kind === 'all') return rows;
  if (filter.kind === 'label') return rows.filter((row) => labelOf(row) === filter.label);
  return rows
    .filter(isUnsure)
    .sort((a, b) => (a.verdict?.confidence ?? 0) - (b.verdict?.confidence ?? 0) || a.index - b.index);
}

export interface RowCounts {
  readonly unsure: number;
  readonly told: number;
  readonly byLabel: ReadonlyMap<string, number>;
}

export function countLabelled(rows: readonly LabelledRow[]): RowCounts {
  const byLabel = new Map<string, number>();
  let unsure = 0;
  let told = 0;
  for (const row of rows) {
    const label = labelOf(row);
    if (label !== null) byLabel.set(label, (byLabel.get(label) ?? 0) + 1);
    if (isUnsure(row)) unsure += 1;
    if (row.told !== null) told += 1;
  }
  return { unsure, told, byLabel };
}
