/** What tabs tell each other of mail that was deleted, or put back. */
export type MailNews =
  | { readonly kind: 'removed' | 'restored'; readonly ids: readonly string[] }
  /** All of it. */
  | { readonly kind: 'cleared' };

export interface MailChannel {
  tell(news: MailNews): void;
  /** What other tabs tell, one after the other; not what this one does. What fails is in step again after a reload. */
  listen(listener: (news: MailNews) => Promise<void>): void;
}

/** `isShared`: whether the tabs have one store. Without, each has mail of its own, and nothing is told. */
export function openMailChannel(isShared: boolean, name = 'deskside-mail'): MailChannel {
  if (!isShared) return { tell: () => undefined, listen: () => undefined };
  const channel = new BroadcastChannel(name);
  return {
    tell: (news) => channel.postMessage(news),
    listen(listener) {
      let heard: Promise<void> = Promise.resolve();
      channel.onmessage = ({ data }: MessageEvent<MailNews>) => {
        heard = heard.then(() => listener(data)).catch(() => undefined);
      };
    },
  };
}
