import * as v from 'valibot';

/** How far a list of Gmail's mail has come. */
const CURSOR = v.object({
  /** Address of the mailbox: a cursor says nothing of another one. */
  account: v.string(),
  /** What is listed: the mail that was there, by label, then what has happened since. */
  stage: v.picklist(['INBOX', 'SENT', 'history']),
  pageToken: v.nullable(v.string()),
  /** What has happened after this is yet to be listed. */
  historyId: v.string(),
  /** In the middle of a list of what happened: where the next one begins. What happens meanwhile is in that one. */
  nextHistoryId: v.nullable(v.string()),
});
export type GmailCursor = v.InferOutput<typeof CURSOR>;

export function writeGmailCursor(cursor: GmailCursor): string {
  return JSON.stringify(cursor);
}

/** Null for none, and for what another version may have kept. */
export function readGmailCursor(cursor: string | null): GmailCursor | null {
  try {
    return v.parse(CURSOR, JSON.parse(cursor ?? 'null'));
  } catch {
    return null;
  }
}
