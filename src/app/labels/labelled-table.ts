import { createPace } from '../../tasks/label/pace';
import type { LabelledRow, LabelSource } from './labels-api';

const ADDED = ['label', 'confidence', 'reasons'] as const;

/** The rows as they came, with what was found in three more columns. Below the set's confidence the label is left empty, as “not sure”. */
export async function toCsv(source: LabelSource, rows: readonly LabelledRow[]): Promise<Blob> {
  const { writeTable } = await import('../../importers/tables/write-table');
  const pace = createPace();
  const columns = [
    ...source.writtenColumns.map((column) => source.columns[column] ?? ''),
    ...ADDED.map((name) => (source.columns.includes(name) ? `${name} (Deskside)` : name)),
  ];
  const lines: string[][] = [];
  for (const { index, verdict, told } of rows) {
    lines.push([
      ...source.writtenColumns.map((column) => source.rows[index]?.[column] ?? ''),
      told ?? verdict?.label ?? '',
      told === null ? (verdict?.confidence.toFixed(3) ?? '') : '1',
      reasonsOf(told, verdict),
    ]);
    await pace();
  }
  const separator = source.separator ?? ',';
  return new Blob([writeTable(columns, lines, separator)], { type: 'text/csv;charset=utf-8' });
}

function reasonsOf(told: LabelledRow['told'], verdict: LabelledRow['verdict']): string {
  if (told !== null) return 'Given by you';
  if (!verdict) return '';
  const notSure = verdict.label === null ? [`Not sure; likeliest “${verdict.likeliest}”`] : [];
  return [...notSure, ...verdict.reasons].join('; ');
}
