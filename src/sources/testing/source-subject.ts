import { it } from 'vitest';
import type { MailSource } from '../../contracts/mail-source';
import type { MailboxRole } from '../../contracts/message';

/** A mail as it lies at the other end. */
export interface RemoteMail {
  /** With its angle brackets. */
  readonly messageId: string;
  /** RFC 5322, CRLF. */
  readonly eml: string;
  readonly role: MailboxRole;
  /** When it came there, ISO 8601. */
  readonly receivedAt: string;
}

/**
 * The other end of a source: a server, or a folder of files. The methods that may be missing inject a fault; a subject that leaves one out
 * names the rules that need it in `skip`.
 */
export interface RemoteMailbox {
  /** Mails that it takes three pages to list. */
  readonly threePages: number;
  add(...mails: readonly RemoteMail[]): Promise<void>;
  /** Takes the mail away. */
  delete(messageId: string): Promise<void>;
  /** Message-IDs of all that lies there but drafts. */
  messageIds(): Promise<readonly string[]>;
  /** The drafts, as bytes read as text. */
  drafts?(): Promise<readonly string[]>;
  /** From now on, the sign-in is expired or revoked, and cannot be renewed. */
  endSignIn?(): Promise<void>;
  /** From now on, the right to read is no longer there. */
  withdrawPermission?(): Promise<void>;
  /** From now on, every request is answered with this status, and a `Retry-After` of so many seconds unless that is null. */
  refuse?(status: 429 | 500 | 503, retryAfterSeconds: number | null): Promise<void>;
  /** From now on, nothing answers. */
  goOffline?(): Promise<void>;
  /** The next list breaks off in the middle of its answer; what comes after is whole. */
  cutNextList?(): Promise<void>;
  /** From now on, requests are taken and never answered. */
  stall?(): Promise<void>;
  /** Ends the last four and `refuse`. */
  mend?(): Promise<void>;
  /** Cursors given out so far are of no more use. */
  forgetCursors?(): Promise<void>;
  /** The other end's clock goes wrong by so many milliseconds. */
  skewClock?(milliseconds: number): Promise<void>;
  /** Ends the connections over which it tells of changes. */
  endPush?(): Promise<void>;
}

export interface SourceHarness {
  /** A source over the remote; each call makes one anew, as a reload of the page does, with the same secrets. */
  source(): MailSource;
  readonly remote: RemoteMailbox;
  close(): Promise<void>;
}

export type SourceRule =
  | 'lists what came since'
  | 'tells received from sent mail'
  | 'finds nothing new in what it has listed'
  | 'lists what is added once'
  | 'goes on with a cursor after a reload'
  | 'lists many mails in pages'
  | 'loses and doubles nothing when a page breaks off'
  | 'starts anew when its cursor is too old'
  | 'gives null for what was deleted in between'
  | 'says when the sign-in has ended'
  | 'says when the permission is withdrawn'
  | 'waits as long as it is told'
  | 'says when the server has trouble'
  | 'says when nothing answers, and goes on after'
  | 'stops at once when cancelled'
  | 'loses nothing to a wrong clock'
  | 'saves a draft as a reply'
  | 'tells of new mail'
  | 'says when it can tell no more'
  | 'leaves the mail as it is';

export interface SourceSubject {
  readonly name: string;
  /** An empty mailbox, and what reaches it. */
  readonly open: () => Promise<SourceHarness>;
  /** Rules that a source is excused from, each with the reason. */
  readonly skip?: Readonly<Partial<Record<SourceRule, string>>>;
  /** Milliseconds for one test. Default: 30,000. */
  readonly timeout?: number;
}

/** Declares the tests of rules, each over a mailbox of its own; those that the subject is excused from are skipped, with the reason in their names. */
export function ruleOf(subject: SourceSubject) {
  return (name: SourceRule, test: (harness: SourceHarness) => Promise<void>) => {
    const reason = subject.skip?.[name];
    if (reason) {
      it.skip(`${name} (not here: ${reason})`, () => undefined);
      return;
    }
    it(name, { timeout: subject.timeout ?? 30_000 }, async () => {
      const harness = await subject.open();
      try {
        await test(harness);
      } finally {
        await harness.close();
      }
    });
  };
}

/** A method of the remote that a rule needs. */
export function require<Name extends keyof RemoteMailbox>(
  remote: RemoteMailbox,
  name: Name,
): NonNullable<RemoteMailbox[Name]> {
  const method = remote[name];
  if (method === undefined) throw new Error(`the remote has no ${name}; name the rule in skip`);
  return (typeof method === 'function' ? method.bind(remote) : method) as NonNullable<RemoteMailbox[Name]>;
}
