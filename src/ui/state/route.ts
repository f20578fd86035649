/** Where the user is. Kept in the address's hash, so that reload and the back button work on any static host. */
export type Route =
  | { readonly view: 'briefing'; readonly mailId: string | null }
  | { readonly view: 'models' }
  | { readonly view: 'settings' };

/** Unknown addresses lead to the briefing. */
export function parseRoute(hash: string): Route {
  const [first, second] = hash.replace(/^#?\/?/, '').split('/');
  if (first === 'models' || first === 'settings') return { view: first };
  if (first === 'mail' && second) return { view: 'briefing', mailId: decode(second) };
  return { view: 'briefing', mailId: null };
}

export function routeHash(route: Route): string {
  if (route.view !== 'briefing') return `#/${route.view}`;
  return route.mailId === null ? '#/' : `#/mail/${encodeURIComponent(route.mailId)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
