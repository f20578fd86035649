import type { SourceRow } from '../../contracts/mail-source';
import type { KindOfSource } from './source-kinds';
import type { SourceStatus } from './source-keeper';
import type { SourceCard } from './sources-api';

/** @param mails that came from it and are here */
export function cardOf(
  row: SourceRow,
  status: SourceStatus,
  kind: Pick<KindOfSource, 'drafts'>,
  mails: number,
): SourceCard {
  const { id, name, days, syncedAt, setup } = row;
  return {
    ...{ id, name, days, syncedAt, mails },
    ...status,
    kind: setup.kind,
    origin: row.origins[0] ?? null,
    drafts: draftsOf(row, kind),
  };
}

function draftsOf(
  { draftsAllowed }: SourceRow,
  { drafts }: Pick<KindOfSource, 'drafts'>,
): SourceCard['drafts'] {
  if (drafts === 'never') return 'no';
  return drafts === 'always' || draftsAllowed ? 'yes' : 'ask';
}
