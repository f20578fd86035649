import * as m from '../i18n/compiled/messages';
import type { Toasts } from '../state/toasts.svelte';

/** Puts text on the clipboard, and says so or why not. */
export async function copyText(text: string, told: string, toasts: Toasts): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(told, null, 'copied');
  } catch {
    toasts.show(m.common_copy_refused(), null, 'copied');
  }
}
