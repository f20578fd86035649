import type { History } from '../history/history';
import type { FollowParts } from './follow-tabs';
import type { Joined } from './tab-channel';

export interface OtherTabs {
  /** Tells them what this tab writes, and shows what they write. */
  follow(parts: FollowParts): void;
}

/**
 * Hears the other tabs from here on, so that nothing is missed that they write while this one reads the store. What follows them is loaded
 * when there is something to tell or to follow: most visits are alone, and the first one writes nothing before someone acts.
 */
export function joinTabs(history: History): OtherTabs {
  // Where the browser keeps nothing, each tab has mail of its own.
  if (history.notice) return { follow: () => undefined };
  const joined: Joined = { channel: new BroadcastChannel('deskside-store'), heard: [], written: [] };
  let parts: FollowParts | null = null;
  let isLoading = false;

  function load(): void {
    if (parts === null || isLoading || joined.heard.length + joined.written.length === 0) return;
    isLoading = true;
    const given = parts;
    void import('./follow-tabs').then(({ followTabs }) => followTabs(joined, given)).catch(leave);
  }

  function leave(): void {
    joined.channel.close();
    history.onWrites(() => undefined);
  }

  joined.channel.onmessage = (event) => {
    joined.heard.push(event);
    load();
  };
  history.onWrites((writes) => {
    joined.written.push(...writes);
    load();
  });
  return {
    follow(given) {
      parts = given;
      load();
    },
  };
}
