import { createObservable } from '../platform/observable';
import type { Observable } from '../contracts/observable';
import type { Notice } from './api';

export interface NoticeBoard {
  readonly notices: Observable<readonly Notice[]>;
  /** Shows a notice; one with the same id is replaced. */
  post(notice: Notice): void;
  dismiss(id: string): void;
}

export function createNoticeBoard(): NoticeBoard {
  const notices = createObservable<readonly Notice[]>([]);
  return {
    notices,
    post(notice) {
      notices.update((all) => [...all.filter((other) => other.id !== notice.id), notice]);
    },
    dismiss(id) {
      notices.update((all) => all.filter((notice) => notice.id !== id));
    },
  };
}
