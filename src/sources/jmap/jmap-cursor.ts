import * as v from 'valibot';

/** How far a mailbox was listed. */
export type JmapCursor = v.InferOutput<typeof CURSOR>;

const START = {
  version: v.literal(1),
  /** Of which account. */
  account: v.string(),
  /** `Email` state from which on changes are still to be asked for. */
  state: v.string(),
};

const CURSOR = v.variant('phase', [
  v.object({
    ...START,
    phase: v.literal('list'),
    /** Id of the last mail that was listed; newer ones come before it. */
    anchor: v.string(),
    /** When that mail came, by the server's clock; null where it did not tell. */
    receivedAt: v.nullable(v.string()),
  }),
  v.object({ ...START, phase: v.literal('changes') }),
]);

/** Null for what is no cursor of this version. */
export function parseCursor(text: string): JmapCursor | null {
  try {
    const parsed = v.safeParse(CURSOR, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
