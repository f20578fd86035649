import * as m from '../i18n/compiled/messages';
import { keptWord } from './kept-word';

const kept = keptWord('deskside.notifications');

/** Tells through the system that long work has ended, while nobody looks at the page. Off until the user turns it on, and the browser is not asked before. */
export class Notifier {
  enabled = $state(isSupported() && kept.read() === 'on' && Notification.permission === 'granted');

  get supported(): boolean {
    return isSupported();
  }

  /** Null when it is as wanted now, else why not, in a sentence. */
  async setEnabled(enabled: boolean): Promise<string | null> {
    // At once, so that the switch stands where it was put until the browser has its answer.
    this.enabled = enabled;
    if (enabled && (await Notification.requestPermission()) !== 'granted') {
      this.enabled = false;
      return m.shell_notifications_refused();
    }
    kept.write(enabled ? 'on' : 'off');
    return null;
  }

  /** Whether it was told; false while the page is in view, and where notifications are off. */
  tell(text: string): boolean {
    if (!this.enabled || document.visibilityState === 'visible') return false;
    try {
      const notification = new Notification('Deskside', { body: text, tag: 'deskside-work' });
      notification.onclick = () => {
        window.focus();
        notification.close();
      };
    } catch {
      // Phones allow it to service workers only.
      void navigator.serviceWorker.ready
        .then((worker) => worker.showNotification('Deskside', { body: text, tag: 'deskside-work' }))
        .catch(() => undefined);
    }
    return true;
  }
}

function isSupported(): boolean {
  return 'Notification' in globalThis;
}
