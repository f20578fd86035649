import type { Settings } from '../../contracts/settings';
import type { PageStorage } from '../../platform/page-storage';

/** What the first paint of the next visit has to know before the database is open. `before-paint.ts` reads it, under the same name. */
export interface KeptLook {
  readonly theme: Settings['theme'];
  readonly language: Settings['language'];
  /** Whether a desk with mail opens, rather than the welcome. */
  readonly hasMail: boolean;
}

const KEPT_LOOK = 'deskside.look';

/** A full or forbidden storage only means that the next visit begins with the welcome, in the system's colours. */
export function keepLook(look: KeptLook, storage: PageStorage): void {
  try {
    storage.setItem(KEPT_LOOK, JSON.stringify(look));
  } catch {
    return;
  }
}
