import { CANCELLED, DesksideError, type Failure } from '../../contracts/failure';
import type { ChangeOptions, MailSource, SourceChanges, SourceItem } from '../../contracts/mail-source';
import type { RemoteMail, RemoteMailbox, SourceHarness } from './source-subject';

/** Mails to a page. */
const PAGE = 5;

type Event = { readonly kind: 'added' | 'deleted'; readonly ref: string };

interface FakeCursor {
  readonly epoch: number;
  /** Events that were listed. */
  readonly at: number;
  /** What `since` bounds: the events that were there when the list began. */
  readonly boundUntil: number;
}

/** How the fake behaves, for tests of what uses sources. */
export interface FakeMailbox extends SourceHarness {
  readonly remote: Required<RemoteMailbox>;
  /** Refs of the items that were fetched, in order. */
  readonly fetched: readonly string[];
  /** Cursors that were asked with, in order. */
  readonly asked: readonly (string | null)[];
  /** Called before each answer, for what happens in the middle. */
  onRequest: ((what: 'changes' | 'fetch', ref?: string) => Promise<void> | void) | null;
  /** Whether what the user granted was taken back. */
  revoked: boolean;
  /** Lets the user in again. */
  signIn(): void;
}

/** A mailbox in memory and a source over it, with every fault that the contract knows. */
export function createFakeMailbox(): FakeMailbox {
  const mails = new Map<string, RemoteMail>();
  const drafts: string[] = [];
  const events: Event[] = [];
  const fetched: string[] = [];
  const asked: (string | null)[] = [];
  const watchers = new Set<{ tell: () => void; end: (failure: Failure) => void }>();
  let epoch = 1;
  let fault: Failure | 'stalled' | null = null;
  let signedOut = false;
  let withdrawn = false;
  let cutsNext = false;
  let skew = 0;

  async function answer<T>(signal: AbortSignal, give: () => T): Promise<T> {
    if (signal.aborted) throw new DesksideError(CANCELLED);
    await Promise.resolve();
    if (fault === 'stalled') await stalled(signal);
    else if (fault) throw new DesksideError(fault);
    if (signedOut) throw new DesksideError(SIGNED_OUT);
    if (withdrawn) throw new DesksideError(WITHDRAWN);
    return give();
  }

  function list(cursor: string | null, { since }: ChangeOptions): SourceChanges {
    if (cutsNext) {
      cutsNext = false;
      throw new DesksideError(UNREACHABLE);
    }
    const kept = cursor === null ? null : (JSON.parse(cursor) as FakeCursor);
    const restarted = kept !== null && kept.epoch !== epoch;
    const from = kept && !restarted ? kept : { epoch, at: 0, boundUntil: events.length };
    const until = Math.min(from.at + PAGE, events.length);
    const items: SourceItem[] = [];
    const removed: string[] = [];
    for (let at = from.at; at < until; at += 1) {
      const event = events[at];
      if (event?.kind === 'deleted') removed.push(event.ref);
      const mail = event?.kind === 'added' ? mails.get(event.ref) : undefined;
      if (event && mail && (at >= from.boundUntil || mail.receivedAt >= since))
        items.push(itemOf(event.ref, mail));
    }
    const next: FakeCursor = { ...from, at: until };
    return { items, removed, cursor: JSON.stringify(next), more: until < events.length, restarted };
  }

  const source = (): MailSource => ({
    async changes(cursor, options) {
      asked.push(cursor);
      await mailbox.onRequest?.('changes');
      return answer(options.signal, () => list(cursor, options));
    },
    async fetch(item, signal) {
      await mailbox.onRequest?.('fetch', item.ref);
      return answer(signal, () => {
        const mail = mails.get(item.ref);
        if (!mail) return null;
        fetched.push(item.ref);
        return { name: `${item.folder}/${item.ref}.eml`, blob: new Blob([mail.eml]) };
      });
    },
    saveDraft: (draft, signal) =>
      answer(signal, () => {
        drafts.push(draft.eml);
        return `draft-${drafts.length}`;
      }),
    watch: (onChange, signal) =>
      answer(signal, () => undefined).then(
        () =>
          new Promise<void>((resolve, reject) => {
            const watcher = {
              tell: onChange,
              end: (failure: Failure) => reject(new DesksideError(failure)),
            };
            watchers.add(watcher);
            signal.addEventListener('abort', () => {
              watchers.delete(watcher);
              resolve();
            });
          }),
      ),
    async revoke() {
      mailbox.revoked = true;
    },
  });

  const mailbox: FakeMailbox = {
    source,
    fetched,
    asked,
    onRequest: null,
    revoked: false,
    signIn: () => {
      signedOut = false;
      withdrawn = false;
    },
    close: async () => watchers.clear(),
    remote: {
      threePages: 2 * PAGE + 1,
      async add(...added) {
        for (const mail of added) {
          const ref = `ref-${events.length}`;
          const receivedAt = new Date(Date.parse(mail.receivedAt) + skew).toISOString();
          mails.set(ref, { ...mail, receivedAt });
          events.push({ kind: 'added', ref });
        }
        for (const { tell } of watchers) tell();
      },
      async delete(messageId) {
        for (const [ref, mail] of mails) {
          if (mail.messageId !== messageId) continue;
          mails.delete(ref);
          events.push({ kind: 'deleted', ref });
        }
      },
      messageIds: async () => [...mails.values()].map(({ messageId }) => messageId),
      drafts: async () => drafts,
      endSignIn: async () => void (signedOut = true),
      withdrawPermission: async () => void (withdrawn = true),
      refuse: async (_status, seconds) => {
        fault = seconds === null ? BUSY : { ...BUSY, retryAfterMs: seconds * 1000 };
      },
      goOffline: async () => void (fault = UNREACHABLE),
      cutNextList: async () => void (cutsNext = true),
      stall: async () => void (fault = 'stalled'),
      mend: async () => void (fault = null),
      forgetCursors: async () => void (epoch += 1),
      skewClock: async (milliseconds) => void (skew = milliseconds),
      async endPush() {
        for (const { end } of watchers) end(UNREACHABLE);
        watchers.clear();
      },
    },
  };
  return mailbox;
}

function itemOf(ref: string, { role, eml }: RemoteMail): SourceItem {
  return { ref, role, folder: role === 'sent' ? 'Sent' : 'Inbox', bytes: eml.length };
}

/** Rejects once the signal aborts. */
function stalled(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DesksideError(CANCELLED)), { once: true });
  });
}

const SIGNED_OUT: Failure = { code: 'signed-out', message: 'Sign in again.', retryable: false };
const WITHDRAWN: Failure = { code: 'permission-withdrawn', message: 'Allow it again.', retryable: false };
const UNREACHABLE: Failure = { code: 'server-unreachable', message: 'Nothing answers.', retryable: true };
const BUSY: Failure = { code: 'source-busy', message: 'Try later.', retryable: true };
