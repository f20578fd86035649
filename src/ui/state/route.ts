/** Where the user is. Kept in the address's hash, so that reload and the back button work on any static host. */
export type Route =
  | { readonly view: 'briefing'; readonly mailId: string | null }
  /** `item`: what the view shows of its own, for instance the query of a search or the id of a document. */
  | { readonly view: PlainView; readonly item?: string };

/** The views besides the briefing. */
export const PLAIN_VIEWS = [
  'search',
  'sources',
  'documents',
  'labels',
  'learning',
  'voice',
  'evaluation',
  'escalation',
  'models',
  'speed',
  'settings',
  'data',
] as const;
export type PlainView = (typeof PLAIN_VIEWS)[number];

/** Unknown addresses lead to the briefing. */
export function parseRoute(hash: string): Route {
  const [first, second] = hash.replace(/^#?\/?/, '').split('/');
  const plain = PLAIN_VIEWS.find((view) => view === first);
  if (plain) return second ? { view: plain, item: decode(second) } : { view: plain };
  if (first === 'mail' && second) return { view: 'briefing', mailId: decode(second) };
  return { view: 'briefing', mailId: null };
}

export function routeHash(route: Route): string {
  if (route.view !== 'briefing')
    return route.item ? `#/${route.view}/${encodeURIComponent(route.item)}` : `#/${route.view}`;
  return route.mailId === null ? '#/' : `#/mail/${encodeURIComponent(route.mailId)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
