import type { History } from '../history/history';
import type { FollowParts } from './follow-tabs';
import type { Joined } from './tab-channel';

export interface OtherTabs {
  /** Tells them what this tab writes, and shows what they write. */
  follow(parts: FollowParts): void;
}

/** Hears the other tabs from here on, so that nothing is missed that they write while this one reads the store. */
export function joinTabs(history: History): OtherTabs {
  // Where the browser keeps nothing, each tab has mail of its own.
  if (history.notice) return { follow: () => undefined };
  const joined: Joined = { channel: new BroadcastChannel('deskside-store'), heard: [], written: [] };
  joined.channel.onmessage = (event) => joined.heard.push(event);
  history.onWrites((writes) => joined.written.push(...writes));
  return {
    follow: (parts) =>
      void import('./follow-tabs')
        .then(({ followTabs }) => followTabs(joined, parts))
        .catch(() => history.onWrites(() => undefined)),
  };
}
