import { canShowBadge, showBadge } from '../../platform/app-badge';
import { watchLaunches } from '../../platform/arrivals/launch-queue';
import { dropShare, waitingShares } from '../../platform/arrivals/shared-things';
import { browserLocks } from '../../platform/locks';
import type { AreaParts } from '../area-parts';
import type { DeviceApi } from './device-api';
import { keepBadge } from './keep-badge';
import { offerInstallation } from './offer-installation';
import { receiveArrivals } from './receive-arrivals';

export function createDevice({ installer, rows, settings, board, briefing, clock }: AreaParts): DeviceApi {
  keepBadge(rows.rows, settings, (count) => void showBadge(count));
  offerInstallation({ installer, board, briefing });
  return {
    installation: installer.installation,
    install: installer.ask,
    hasBadge: canShowBadge(),
    receive(receiver) {
      receiveArrivals(
        {
          address: {
            get: () => location.href,
            replace: (address) => history.replaceState(history.state, '', address),
          },
          isAppWindow: () => installer.installation.get() === 'installed',
          watchLaunches,
          shares: { waiting: waitingShares, drop: dropShare },
          locks: browserLocks(),
          now: () => new Date(clock.now()),
        },
        receiver,
      );
    },
  };
}
