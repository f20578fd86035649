import { parseRoute, routeHash, type Route } from './route';

export class Router {
  current = $state.raw<Route>(parseRoute(location.hash));

  /** The mail that is open, if any. */
  get mailId(): string | null {
    return this.current.view === 'briefing' ? this.current.mailId : null;
  }

  /** Follows the address bar; returns the function that ends it. */
  start(): () => void {
    const follow = () => {
      this.current = parseRoute(location.hash);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }

  /** Goes there with an entry in the history. */
  go(route: Route): void {
    location.hash = routeHash(route);
    this.current = route;
  }

  /** Goes there in place of the present entry: stepping from mail to mail should not fill the history. */
  replace(route: Route): void {
    history.replaceState(history.state, '', routeHash(route));
    this.current = route;
  }
}
