import * as v from 'valibot';

const FOLDER = v.object({
  /** The page to ask for in a list that goes on. */
  next: v.nullable(v.string()),
  /** Where the changes begin that are yet to be listed; null until the first list came to its end. */
  delta: v.nullable(v.string()),
  /** Mails of the first list so far. */
  listed: v.number(),
  /** When the oldest of them came, ISO 8601. */
  oldest: v.nullable(v.string()),
});

/** How far a list of a mailbox has come, folder by folder. */
const CURSOR = v.object({
  /** Id of the inbox, which no other mailbox has: a cursor says nothing of another one. */
  inbox: v.string(),
  /** Whether what was there is being listed; what comes meanwhile is asked for at its end. */
  isFirst: v.boolean(),
  /** Which folder is asked next. */
  turn: v.picklist(['inbox', 'sent']),
  folders: v.object({ inbox: FOLDER, sent: FOLDER }),
});
export type GraphFolderCursor = v.InferOutput<typeof FOLDER>;
export type GraphCursor = v.InferOutput<typeof CURSOR>;

export const UNLISTED: GraphFolderCursor = { next: null, delta: null, listed: 0, oldest: null };

export function writeGraphCursor(cursor: GraphCursor): string {
  return JSON.stringify(cursor);
}

/** Null for none, and for what another version may have kept. */
export function readGraphCursor(cursor: string | null): GraphCursor | null {
  try {
    return v.parse(CURSOR, JSON.parse(cursor ?? 'null'));
  } catch {
    return null;
  }
}
