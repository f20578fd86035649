import { parseRoute, routeHash, type Route } from './route';

/** Marks an entry of the browser's history that was made from the list of mail, so that closing the mail can go back to it. */
const FROM_LIST = { fromList: true };

export class Router {
  current = $state.raw<Route>(parseRoute(location.hash));

  /** The mail that is open, if any. */
  get mailId(): string | null {
    return this.current.view === 'briefing' ? this.current.mailId : null;
  }

  /** What the view shows of its own, if the address says so. */
  get item(): string | null {
    return this.current.view === 'briefing' ? null : (this.current.item ?? null);
  }

  /** Follows the address bar and the back button; returns the function that ends it. */
  start(): () => void {
    const follow = () => {
      this.current = parseRoute(location.hash);
    };
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }

  /** Goes there with an entry in the history. */
  go(route: Route): void {
    const fromList = this.current.view === 'briefing' && this.mailId === null;
    history.pushState(fromList ? FROM_LIST : null, '', routeHash(route));
    this.current = route;
  }

  /** Goes there in place of the present entry: stepping from mail to mail should not fill the history. */
  replace(route: Route): void {
    history.replaceState(history.state, '', routeHash(route));
    this.current = route;
  }

  /** Leaves the open mail for the list: back to it, where one came from it. */
  closeMail(): void {
    if ((history.state as typeof FROM_LIST | null)?.fromList) history.back();
    else this.go({ view: 'briefing', mailId: null });
  }
}
