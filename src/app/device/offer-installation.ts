import type { Observable } from '../../contracts/observable';
import type { Installer } from '../../platform/installation';
import { pageStorage, type PageStorage } from '../../platform/page-storage';
import type { BriefingProgress } from '../api';
import type { NoticeBoard } from '../notices';

/** Set once the installation was offered: the settings offer it for ever, a notice does it once. */
const OFFERED_KEY = 'deskside-install-offered';
const NOTICE_ID = 'install-deskside';

export interface OfferParts {
  readonly installer: Installer;
  readonly board: NoticeBoard;
  readonly briefing: Observable<BriefingProgress>;
  readonly storage?: PageStorage;
}

/** Offers the installation once, after the first briefing that the user has seen to its end, where the browser can do it. */
export function offerInstallation({ installer, board, briefing, storage = pageStorage() }: OfferParts): void {
  if (storage.getItem(OFFERED_KEY) !== null) return;

  function lookAgain(): void {
    if (storage.getItem(OFFERED_KEY) !== null) return;
    if (briefing.get().state !== 'done' || installer.installation.get() !== 'offered') return;
    storage.setItem(OFFERED_KEY, 'yes');
    board.post({
      id: NOTICE_ID,
      tone: 'info',
      text: 'Deskside can be installed: it then opens in a window of its own, also without a network.',
      action: {
        label: 'Install',
        run: () => {
          board.dismiss(NOTICE_ID);
          void installer.ask();
        },
      },
    });
  }
  briefing.subscribe(lookAgain);
  installer.installation.subscribe(lookAgain);
}
