/** Tells whether the content security policy stopped a request, which `fetch` itself reports as a broken connection. */
export interface BlockedRequests {
  /** Whether the policy stopped a request to this address, or where it was redirected to, since the last time that was asked. */
  wasBlocked(address: string): Promise<boolean>;
}

interface Violation extends Event {
  readonly blockedURI: string;
}

export function watchBlockedRequests(target: EventTarget = globalThis): BlockedRequests {
  const blocked = new Set<string>();
  target.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI } = event as Violation;
    if (URL.canParse(blockedURI)) blocked.add(new URL(blockedURI).origin);
  });
  return {
    async wasBlocked(address) {
      // The event is a task of its own, which may come after the failure.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return blocked.delete(new URL(address).origin);
    },
  };
}
