/** Where Google answers. Parameters of the source, so that tests can stand in for them; the page uses `GOOGLE`. */
export interface GoogleAddresses {
  /** Where users sign in: OAuth 2.0 for client-side web applications. */
  readonly authorize: string;
  readonly revoke: string;
  /** Of the mailbox of whoever signed in; ends in `/`. */
  readonly mailbox: string;
}

export const GOOGLE: GoogleAddresses = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  revoke: 'https://oauth2.googleapis.com/revoke',
  mailbox: 'https://gmail.googleapis.com/gmail/v1/users/me/',
};

/** The origins that the page connects to for a source of this kind. Signing in is a window of its own, which needs none. */
export const GMAIL_ORIGINS: readonly string[] = [GOOGLE.mailbox, GOOGLE.revoke].map(
  (address) => new URL(address).origin,
);

export const READ_SCOPE = 'https://www.googleapis.com/auth/gmail.readonly';
/** Google has none for drafts alone: this one lets whoever holds it send as well, which Deskside never does. */
export const DRAFT_SCOPE = 'https://www.googleapis.com/auth/gmail.compose';
