import { launchAction, withoutLaunchAction } from '../../platform/arrivals/launch-actions';
import type { Launch } from '../../platform/arrivals/launch-queue';
import type { SharedThing } from '../../platform/arrivals/shared-things';
import { sortArrivals, textAsFile } from '../../platform/arrivals/sort-arrivals';
import type { Locks } from '../../platform/locks';
import type { ArrivalReceiver } from './device-api';

/** One tab at a time imports what was shared. */
const LOCK = 'deskside-shares';

export interface ArrivalParts {
  /** The page's address. */
  readonly address: {
    get(): string;
    /** Without loading anything. */
    replace(address: string): void;
  };
  /** Whether this is the installed app's window, which only the user's own sharing opens with a share. */
  readonly isAppWindow: () => boolean;
  readonly watchLaunches: (onLaunch: (launch: Launch) => void) => void;
  readonly shares: {
    waiting(): Promise<readonly SharedThing[]>;
    drop(key: string): Promise<void>;
  };
  readonly locks: Locks;
  readonly now: () => Date;
}

/** Hands over what comes from outside of the page: launches with files, shortcuts, shares. What waits from earlier visits as well. */
export function receiveArrivals(parts: ArrivalParts, receiver: ArrivalReceiver): void {
  const { address } = parts;
  const opened = address.get();
  address.replace(withoutLaunchAction(opened));
  follow(opened);
  // Left behind by a page that was closed before it could import them.
  if (launchAction(opened) !== 'shared') void importShares(false);

  parts.watchLaunches(({ targetUrl, files }) => {
    if (files.length > 0) void receiver.take(sortArrivals(files));
    else if (targetUrl !== null) {
      follow(targetUrl);
      if (new URL(targetUrl).hash !== '') receiver.open(new URL(targetUrl).hash);
    }
  });

  function follow(asked: string): void {
    switch (launchAction(asked)) {
      case 'brief':
        return receiver.brief();
      case 'import':
        return receiver.addMail();
      case 'share-failed':
        return receiver.shareFailed();
      case 'shared':
        // Any page can post a form to a tab, so a tab asks.
        return void importShares(parts.isAppWindow());
      case null:
    }
  }

  async function importShares(isWanted: boolean): Promise<void> {
    await parts.locks.run(LOCK, undefined, async () => {
      const waiting = await parts.shares.waiting();
      const filesOf = (share: SharedThing): File[] => {
        const text = share.files.length === 0 ? textAsFile(share, parts.now()) : null;
        return text ? [text] : [...share.files];
      };
      const files = waiting.flatMap(filesOf);
      const agreed =
        isWanted || files.length === 0 || (await receiver.confirm(files.map(({ name }) => name)));
      if (agreed && files.length > 0) await receiver.take(sortArrivals(files));
      // Not before they are imported: until then a closed page must find them again.
      for (const { key } of waiting) await parts.shares.drop(key);
    });
  }
}
