import type { Observable } from '../contracts/observable';
import { createObservable } from './observable';

/**
 * `installed`: this window is the installed app's. `offered`: the browser installs it when asked. `by-hand`: the user can, from the browser's
 * own menu, if the browser can at all.
 */
export type Installation = 'installed' | 'offered' | 'by-hand';

export interface Installer {
  readonly installation: Observable<Installation>;
  /** Opens the browser's own question; whether the user agreed. False where there is nothing to ask. */
  ask(): Promise<boolean>;
}

/** Chromium's; not in TypeScript's library. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

interface InstallerPage extends EventTarget {
  matchMedia(query: string): MediaQueryList;
}

/** To be made early: the browser offers the installation once, soon after the page has come. */
export function createInstaller(page: InstallerPage = window): Installer {
  const modes = ['standalone', 'minimal-ui', 'window-controls-overlay'];
  const inOwnWindow = modes.map((mode) => page.matchMedia(`(display-mode: ${mode})`));
  let offer: InstallPromptEvent | null = null;
  const state = (): Installation => {
    if (inOwnWindow.some(({ matches }) => matches)) return 'installed';
    return offer ? 'offered' : 'by-hand';
  };
  const installation = createObservable<Installation>(state());
  for (const mode of inOwnWindow) mode.addEventListener('change', () => installation.set(state()));
  page.addEventListener('beforeinstallprompt', (event) => {
    // Asked where it disturbs nobody, instead of in the browser's own bar.
    event.preventDefault();
    offer = event as InstallPromptEvent;
    installation.set(state());
  });
  page.addEventListener('appinstalled', () => {
    offer = null;
    installation.set('installed');
  });

  return {
    installation,
    async ask() {
      const asked = offer;
      if (!asked) return false;
      // It may be asked once only.
      offer = null;
      const { outcome } = await asked.prompt();
      if (installation.get() === 'offered') installation.set(state());
      return outcome === 'accepted';
    },
  };
}
