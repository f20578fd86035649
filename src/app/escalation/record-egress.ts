import { toFailure } from '../../contracts/failure';
import type { History } from '../../history/history';
import type { EgressLog } from '../egress';
import { lazily } from '../lazily';
import type { NoticeBoard } from '../notices';

/** Keeps what leaves the page on record from now on. What does so is loaded once something has left. */
export function recordEgress({ requests }: EgressLog, history: History, board: NoticeBoard): void {
  const ledger = lazily(async () => (await import('./keep-ledger')).createLedgerKeeper(history));
  requests.subscribe((all) => {
    if (all.length === 0) return;
    ledger()
      .then((keeper) => keeper.keep(all))
      .catch((thrown: unknown) =>
        board.post({
          id: 'ledger-not-kept',
          tone: 'warning',
          text: `What left this page cannot be kept on record. ${toFailure(thrown).message}`,
        }),
      );
  });
}
