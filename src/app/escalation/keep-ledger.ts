import type { EgressConsent, EgressRow } from '../../contracts/escalation';
import type { ForeignRequest, RequestPurpose } from '../../contracts/foreign-request';
import type { History } from '../../history/history';

const REASONS: Readonly<Record<RequestPurpose, string>> = {
  'model-files': 'Files of a model',
  'server-check': 'What an own server has',
  'server-writing': 'A text to be worded by an own server',
  'relay-setup': 'Sign-in, offer and consent at the relay',
  'relay-asking': 'A text for a model elsewhere',
  'mail-source': 'Mail of a source, or a draft for it',
  unknown: 'Seen by the browser; nobody told of it',
};

/** Rows that are kept; the oldest go first. */
const MOST_ROWS = 20_000;

export interface LedgerKeeper {
  /** Takes all requests of the visit so far, as they are known now. */
  keep(requests: readonly ForeignRequest[]): Promise<void>;
}

/** Keeps the requests of this visit beside those of earlier ones, one change after the other. */
export function createLedgerKeeper(history: History): LedgerKeeper {
  const visit = crypto.randomUUID();
  const kept = new Map<string, string>();
  /** What only the browser saw is numbered within the visit. */
  const rowId = ({ id, purpose }: ForeignRequest): string => (purpose === 'unknown' ? `${visit} ${id}` : id);
  let tail: Promise<void> = Promise.resolve();

  async function write(requests: readonly ForeignRequest[]): Promise<void> {
    const rows = requests.map((request) => rowOf(request, rowId(request)));
    const changed = rows.filter((row) => kept.get(row.id) !== JSON.stringify(row));
    const ids = new Set(rows.map(({ id }) => id));
    // What the browser saw first, and somebody told of later, stands under another id from then on.
    const gone = [...kept.keys()].filter((id) => !ids.has(id));
    if (changed.length > 0) await history.egress.put(...changed);
    if (gone.length > 0) await history.egress.delete(...gone);
    for (const row of changed) kept.set(row.id, JSON.stringify(row));
    for (const id of gone) kept.delete(id);
  }

  async function prune(): Promise<void> {
    const all = await history.egress.all();
    // What an earlier visit left under way ended with its page, and nobody knows how.
    const left = all.filter(({ id, state }) => state === 'running' && !kept.has(id));
    if (left.length > 0)
      await history.egress.put(...left.map((row) => ({ ...row, state: 'failed' as const })));
    const old = all.toSorted((a, b) => b.at - a.at).slice(MOST_ROWS);
    if (old.length > 0) await history.egress.delete(...old.map(({ id }) => id));
  }

  let isPruned = false;
  return {
    keep(requests) {
      const turn = tail.then(async () => {
        await write(requests);
        if (!isPruned) await prune();
        isPruned = true;
      });
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}

export function rowOf(request: ForeignRequest, id: string): EgressRow {
  const { origin, pathname } = new URL(request.url);
  return {
    id,
    at: request.startedAt,
    origin,
    path: pathname,
    sentBytes: request.sentBytes,
    bytes: request.bytes,
    hash: request.escalated?.hash ?? null,
    reason: REASONS[request.purpose],
    consent: request.escalated?.consent ?? consentOf(request.purpose),
    state: request.state,
  };
}

/** Every place but those that a text goes to by itself was set up by the user, or the page could not reach it. */
function consentOf(purpose: RequestPurpose): EgressConsent {
  return purpose === 'unknown' ? 'none' : 'setting';
}
