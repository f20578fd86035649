import type { MailSource, SourceDraft, SourceSecrets, SourceSetup } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import { fromBase64, toBase64Url } from '../../platform/base64';
import { mayNotSaveDrafts, nonsense, ProviderRefusal } from '../provider/failures';
import { createMailApi } from '../provider/mail-api';
import { mailFile } from '../provider/mail-file';
import { createTokenKeeper } from '../provider/token-keeper';
import { createGmailChanges, roleOf } from './gmail-changes';
import { googleMeaning, googleReason } from './gmail-errors';
import { createGmailMailbox, type GmailMailbox } from './gmail-mailbox';
import { DRAFT_SCOPE, GOOGLE, type GoogleAddresses } from './google';
import { revokeAtGoogle } from './revoke-at-google';

interface GmailParts {
  readonly setup: Extract<SourceSetup, { readonly kind: 'gmail' }>;
  /** What `signInAtGmail` gave. */
  readonly secrets: SourceSecrets;
  readonly fetch: Fetch;
  /** Google's own unless a test stands in for it. */
  readonly google?: GoogleAddresses;
}

/** A mailbox at Gmail, over its REST interface. It tells of nothing by itself: that would take a server of ours. */
export function createGmailSource({ secrets, fetch, google = GOOGLE }: GmailParts): MailSource {
  const keeper = createTokenKeeper({ name: 'Gmail', secrets, renew: null, now: Date.now });
  const api = createMailApi({
    ...{ name: 'Gmail', fetch, keeper },
    ...{ reasonOf: googleReason, meaningOf: googleMeaning },
  });
  const mailbox = createGmailMailbox(api, google.mailbox);

  return {
    changes: createGmailChanges(mailbox, keeper),
    async fetch(item, signal) {
      const found = await unlessGone(mailbox.raw(item.ref, signal));
      // Thrown away, or taken for spam, since it was listed.
      if (!found || roleOf(found.labelIds) === null) return null;
      const bytes = fromBase64(found.raw);
      if (!bytes) throw nonsense('Gmail', 'no base64');
      return mailFile(item, new Blob([bytes]));
    },
    async saveDraft(draft, signal) {
      const { scopes } = await keeper.tokens();
      if (!scopes.includes(DRAFT_SCOPE)) throw mayNotSaveDrafts('Gmail', 'not asked for');
      return saveDraft(mailbox, draft, signal);
    },
    async revoke(signal) {
      const { accessToken } = await keeper.tokens();
      await revokeAtGoogle({ fetch, address: google.revoke, accessToken }, signal);
      await keeper.forget();
    },
  };
}

async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProviderRefusal && error.status === 404) return null;
    throw error;
  }
}

async function saveDraft(
  mailbox: GmailMailbox,
  { eml, inReplyTo }: SourceDraft,
  signal: AbortSignal,
): Promise<string> {
  const raw = toBase64Url(new TextEncoder().encode(eml));
  const { messages } = await mailbox.find(inReplyTo.replace(/^<|>$/gu, ''), signal);
  const threadId = messages[0]?.threadId ?? null;
  try {
    return (await mailbox.createDraft(raw, threadId, signal)).message.id;
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    if (error.failure.code === 'permission-withdrawn') throw mayNotSaveDrafts('Gmail', error.reason);
    // The thread is gone, or Gmail finds that the draft does not belong there: its headers still say what it answers.
    if (threadId === null || ![400, 404].includes(error.status)) throw error;
    return (await mailbox.createDraft(raw, null, signal)).message.id;
  }
}
