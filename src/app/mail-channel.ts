/** What tabs tell each other of what became of mail. It is in the store by then. */
export type MailNews =
  /** `open`: not done any more. `changed`: something was made of it, or corrected, or its draft was edited. */
  | {
      readonly kind: 'removed' | 'restored' | 'done' | 'open' | 'changed';
      readonly ids: readonly string[];
    }
  /** All of it was deleted. */
  | { readonly kind: 'cleared' };

export interface MailChannel {
  tell(news: MailNews): void;
  /** Tells that a mail has changed: the first at once, those that follow soon after it together. */
  tellChanged(id: string): void;
  /** What other tabs tell, one after the other; not what this one does. What fails is in step again after a reload. */
  listen(listener: (news: MailNews) => Promise<void>): void;
}

/** A briefing changes some hundred mails a second; the other tabs need not read each by itself. */
const GATHER_MS = 150;

/** `isShared`: whether the tabs have one store. Without, each has mail of its own, and nothing is told. */
export function openMailChannel(isShared: boolean, name = 'deskside-mail'): MailChannel {
  if (!isShared) return { tell: () => undefined, tellChanged: () => undefined, listen: () => undefined };
  const channel = new BroadcastChannel(name);
  const gathered = new Set<string>();
  let isGathering = false;

  function tell(news: MailNews): void {
    channel.postMessage(news);
  }

  function passOn(): void {
    isGathering = gathered.size > 0;
    if (!isGathering) return;
    tell({ kind: 'changed', ids: [...gathered] });
    gathered.clear();
    setTimeout(passOn, GATHER_MS);
  }

  return {
    tell,
    tellChanged(id) {
      gathered.add(id);
      if (!isGathering) passOn();
    },
    listen(listener) {
      let heard: Promise<void> = Promise.resolve();
      channel.onmessage = ({ data }: MessageEvent<MailNews>) => {
        heard = heard.then(() => listener(data)).catch(() => undefined);
      };
    },
  };
}
