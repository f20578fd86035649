import type { NoticeBoard } from '../notices';
import type { SourceCard, SourcesApi } from './sources-api';

/** States in which no mail comes until the user does something. Files to pick are no news: they are there to pick at each visit. */
const STANDS_STILL: ReadonlySet<SourceCard['state']> = new Set(['signed-out', 'asks', 'failed']);

/** Tells, wherever the user is, of a source that brought mail and no longer does: else the briefing would just be empty. */
export function tellOfNeeds(cards: SourcesApi['cards'], board: Pick<NoticeBoard, 'post' | 'dismiss'>): void {
  let told: ReadonlySet<string> = new Set();

  cards.subscribe((now) => {
    const standing = now.filter(({ id, state, syncedAt }) => {
      // A look that goes on may end as the last one did; what the user dismissed would come up again each time.
      if (state === 'looking') return told.has(id);
      return syncedAt !== null && STANDS_STILL.has(state);
    });
    const ids = new Set(standing.map(({ id }) => id));
    for (const { id, name } of standing) {
      if (told.has(id)) continue;
      const text = `“${name}” brings no new mail at the moment. See “Mail sources” in the settings.`;
      board.post({ id: noticeId(id), tone: 'warning', text });
    }
    for (const id of told) if (!ids.has(id)) board.dismiss(noticeId(id));
    told = ids;
  });
}

const noticeId = (id: string): string => `source-${id}`;
