import type { Attachment } from 'svelte/attachments';

/**
 * Hands the focus on when the control that has it goes away, for instance when "Install" becomes "Cancel": to the first control that
 * is there now. Otherwise someone at the keyboard would start again at the top of the page.
 */
export const keepFocus: Attachment<HTMLElement> = (group) => {
  let focused: Element | null = null;

  function remember({ target }: FocusEvent) {
    focused = target instanceof Element ? target : null;
  }

  /** Left for another place. A control that is taken out of the page has none to go to, and is still remembered. */
  function forget({ relatedTarget }: FocusEvent) {
    if (relatedTarget !== null) focused = null;
  }

  const observer = new MutationObserver(() => {
    if (focused === null || focused.isConnected) return;
    focused = null;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    group.querySelector<HTMLElement>('button:enabled, input:checked, input:enabled')?.focus();
  });

  group.addEventListener('focusin', remember);
  group.addEventListener('focusout', forget);
  observer.observe(group, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    group.removeEventListener('focusin', remember);
    group.removeEventListener('focusout', forget);
  };
};
