/** What the user noted on a mail that no model has a say in. */
export interface MailMark {
  /** `Message.id`. */
  readonly id: string;
  /** When the user was done with it, ISO 8601. */
  readonly doneAt: string;
}
