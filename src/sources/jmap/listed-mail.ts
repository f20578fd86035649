import type { JmapEmail } from './jmap-answers';

/** Mails that are remembered; more than a visit brings. */
const MOST = 20_000;

/** A page of a list, as it was given out. */
interface GivenPage {
  readonly cursor: string;
  readonly ids: readonly string[];
}

/**
 * What was listed in this visit. A mail that was stored need not be read again because it was marked as read elsewhere; that the mails of a page are
 * stored is known once it is gone on from its cursor.
 */
export class ListedMail {
  readonly #blobs = new Map<string, string>();
  readonly #stored = new Set<string>();
  #last: GivenPage | null = null;

  /** Id of a mail's blob, if it was listed. Neither ever changes. */
  blobOf(id: string): string | undefined {
    return this.#blobs.get(id);
  }

  isStored(id: string): boolean {
    return this.#stored.has(id);
  }

  /** Told of the cursor that the next page is asked for with. */
  goOnFrom(cursor: string | null): void {
    if (cursor !== this.#last?.cursor) return;
    for (const id of this.#last.ids) this.#stored.add(id);
    forgetOldest(this.#stored);
  }

  give(cursor: string, emails: readonly JmapEmail[], removed: readonly string[]): void {
    this.#last = { cursor, ids: emails.map(({ id }) => id) };
    for (const { id, blobId } of emails) this.#blobs.set(id, blobId);
    for (const id of removed) this.#stored.delete(id);
    forgetOldest(this.#blobs);
  }
}

function forgetOldest(kept: Pick<Map<string, unknown>, 'size' | 'keys' | 'delete'> | Set<string>): void {
  for (const id of kept.keys()) {
    if (kept.size <= MOST) return;
    kept.delete(id);
  }
}
