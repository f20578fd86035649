import { failureText } from '../i18n/app-words.svelte';
import * as m from '../i18n/compiled/messages';
import type { Desk } from './desk.svelte';
import { briefingNews, installNews } from './work-news';

/** Tells when long work has ended: through the system while nobody looks, and otherwise where the work itself does not show. Returns the function that ends it. */
export function tellOfWork(desk: Desk): () => void {
  const { app, notifier, toasts, router } = desk;
  let briefing = app.briefing.get();
  let models = app.models.get();

  const ends = [
    app.briefing.subscribe((now) => {
      const news = briefingNews(briefing, now, failureText);
      briefing = now;
      if (news === null || notifier.tell(news) || router.current.view === 'briefing') return;
      const run = () => router.go({ view: 'briefing', mailId: null });
      toasts.show(news, { label: m.common_open(), run }, 'briefing');
    }),
    app.models.subscribe((now) => {
      const news = installNews(models, now);
      models = now;
      if (news === null || notifier.tell(news) || router.current.view === 'models') return;
      toasts.show(news, null, 'models');
    }),
  ];
  return () => ends.forEach((end) => end());
}
