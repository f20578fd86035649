/** What the browser tells of the origin's storage; null where it does not tell. Bytes. */
export interface StorageFacts {
  readonly used: number | null;
  readonly quota: number | null;
  /** Whether the browser promised not to evict this origin on its own. */
  readonly persisted: boolean;
}

export type EstimateStorage = () => Promise<StorageFacts>;

/** Never rejects. */
export async function estimateStorage(
  storage: StorageManager | undefined = navigator.storage,
): Promise<StorageFacts> {
  const [estimate, persisted] = await Promise.all([
    storage?.estimate?.().catch(() => undefined),
    storage?.persisted?.().catch(() => false),
  ]);
  return {
    used: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    persisted: persisted ?? false,
  };
}

/** Asks the browser to keep this origin's storage; false when refused. Never rejects. */
export async function persistStorage(
  // Only pages have `persist`; this file also serves workers.
  storage: Pick<StorageManager, 'persisted'> & { persist?(): Promise<boolean> } = navigator.storage,
): Promise<boolean> {
  return (await storage?.persist?.().catch(() => false)) ?? false;
}
