import type { History } from '../history/history';
import { ALL_MAIL, type ChangeBus } from './change-bus';
import type { MailNews } from './mail-channel';
import type { MailWorkParts } from './mail-work';

interface FollowParts extends Pick<MailWorkParts, 'rows' | 'apart' | 'follow'> {
  readonly history: History;
  readonly changes: ChangeBus;
  /** Brings the rows in step with what is stored. */
  readonly reload: () => Promise<void>;
  readonly stopWork: () => Promise<void>;
}

/** Shows what another tab did with mail, in the list and where a mail is open. It is in the store already. */
export async function followMailNews(news: MailNews, parts: FollowParts): Promise<void> {
  const { history, rows, changes, apart, follow, reload, stopWork } = parts;
  const ids = news.kind === 'cleared' ? rows.current().map(({ id }) => id) : news.ids;
  switch (news.kind) {
    case 'removed':
      // Nothing is to be made any more of what is gone.
      await apart(async () => rows.remove(ids));
      break;
    case 'restored':
      await reload();
      break;
    case 'done':
    case 'open':
      return rows.setDone(ids, news.kind === 'done');
    case 'changed':
      rows.showResults(await history.results.outlinesOf(ids));
      for (const id of ids) changes.emit(id);
      return;
    case 'cleared':
      await stopWork();
      rows.clear();
      changes.emit(ALL_MAIL);
  }
  for (const id of ids) changes.emit(id);
  await follow();
}
