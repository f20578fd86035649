import type { MessageResult } from '../../contracts/briefing';
import type { EscalationSetup } from '../../contracts/escalation';
import type { VoiceRow } from '../../contracts/voice';
import type { HistoryRows, SettingsRow, TableName } from '../history-tables';
import { isVoiceOfMail } from '../mail-row-ids';
import { parseSettings } from '../settings-schema';
import { OUTGOING_TABLES, type OutgoingTable } from './merge-rules';

export interface OutgoingChoice {
  /** Texts of mails and documents with what was made of them. */
  readonly texts: boolean;
  /** Keys of own servers and the code of the relay. */
  readonly secrets: boolean;
}

/** Rows that hold words of mails or documents, or vectors of all that they say. */
const OF_TEXTS: ReadonlySet<TableName> = new Set([
  'messages',
  'originals',
  'embeddings',
  'search',
  'documents',
  'documentSummaries',
  'labelRuns',
]);

/** The tables that go into a file, in order. */
export function outgoingTables({ texts }: OutgoingChoice): readonly OutgoingTable[] {
  return OUTGOING_TABLES.filter((name) => texts || !OF_TEXTS.has(name));
}

/** The row as it goes into a file; null when none of it does. */
export function outgoingRow<Name extends TableName>(
  name: Name,
  row: HistoryRows[Name],
  choice: OutgoingChoice,
): unknown {
  switch (name) {
    case 'settings':
      return choice.secrets ? row : withoutKeys(row as SettingsRow);
    case 'escalationSetup':
      return choice.secrets ? row : { ...(row as EscalationSetup), code: '' };
    case 'voices':
      return choice.texts || !isVoiceOfMail((row as VoiceRow).id) ? row : null;
    case 'results':
      return choice.texts ? row : withoutQuotes(row as MessageResult);
    default:
      return row;
  }
}

function withoutKeys({ key, value }: SettingsRow): SettingsRow {
  const settings = parseSettings(value);
  const ownServers = settings.ownServers.map((server) => ({ ...server, apiKey: null }));
  return { key, value: { ...settings, ownServers } };
}

/** Where it was sorted, and the draft that the user wrote; what quotes the mail is made anew when the mail is imported again. */
function withoutQuotes(result: MessageResult): MessageResult {
  const { triage, draft } = result;
  return {
    ...result,
    triage: triage && {
      ...triage,
      reasons: triage.source === 'user' ? ['You said so.'] : ['Sorted before it was moved.'],
    },
    summary: null,
    asks: null,
    draft: draft?.origin === 'user' ? { ...draft, unsupported: [] } : null,
    phrased: false,
  };
}
