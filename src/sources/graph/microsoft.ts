/** Where Microsoft answers. Parameters of the source, so that tests can stand in for them; the page uses `MICROSOFT`. */
export interface MicrosoftAddresses {
  /** Where users sign in and tokens come from, before the tenant; ends in `/`. */
  readonly login: string;
  /** Of the interface, with its version; ends in `/`. */
  readonly graph: string;
}

export const MICROSOFT: MicrosoftAddresses = {
  login: 'https://login.microsoftonline.com/',
  graph: 'https://graph.microsoft.com/v1.0/',
};

/** The origins that the page connects to for a source of this kind. */
export const GRAPH_ORIGINS: readonly string[] = [MICROSOFT.graph, MICROSOFT.login].map(
  (address) => new URL(address).origin,
);

export const READ_SCOPE = 'Mail.Read';
/** Graph has none for drafts alone: this one lets whoever holds it change and delete mail, which Deskside never does. It does not let anyone send. */
export const DRAFT_SCOPE = 'Mail.ReadWrite';
/** For refresh tokens. */
export const OFFLINE_SCOPE = 'offline_access';

/** Microsoft names scopes in answers with or without the address of the interface before them. */
export function holdsScope(scopes: readonly string[], wanted: string): boolean {
  return scopes.some((scope) => scope.toLowerCase().split('/').at(-1) === wanted.toLowerCase());
}
