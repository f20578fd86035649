import type { Attachment } from 'svelte/attachments';

/** Where the focus goes from a control that has left the page; null to let it go. */
export type FindFocus = (lost: Element, group: HTMLElement) => HTMLElement | null;

const firstControl: FindFocus = (_, group) =>
  group.querySelector<HTMLElement>('button:enabled, input:checked, input:enabled');

/**
 * Hands the focus on when the control that has it goes away, for instance when "Install" becomes "Cancel": as a rule to the first control
 * that is there now. Otherwise someone at the keyboard would start again at the top of the page.
 */
export function keepFocusBy(find: FindFocus): Attachment<HTMLElement> {
  return (group) => {
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
      const lost = focused;
      focused = null;
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      find(lost, group)?.focus();
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
}

export const keepFocus = keepFocusBy(firstControl);
