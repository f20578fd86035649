import type { MailSource, SourceDraft, SourceSecrets } from '../../contracts/mail-source';
import type { Fetch } from '../../platform/fetch';
import { toBase64 } from '../../platform/base64';
import { mayNotSaveDrafts, ProviderRefusal } from '../provider/failures';
import { createMailApi } from '../provider/mail-api';
import { mailFile } from '../provider/mail-file';
import { createTokenKeeper } from '../provider/token-keeper';
import { createGraphChanges } from './graph-changes';
import { graphMeaning, graphReason } from './graph-errors';
import { createGraphMailbox, type GraphMailbox } from './graph-mailbox';
import { renewTokens, type GraphSetup } from './graph-tokens';
import { DRAFT_SCOPE, holdsScope, MICROSOFT, type MicrosoftAddresses } from './microsoft';

interface GraphParts {
  readonly setup: GraphSetup;
  /** What `signInAtGraph` gave; renewed in place. */
  readonly secrets: SourceSecrets;
  readonly fetch: Fetch;
  /** Microsoft's own unless a test stands in for it. */
  readonly microsoft?: MicrosoftAddresses;
  /** Milliseconds since 1970. Default: this machine's clock. */
  readonly now?: () => number;
}

const NAME = 'Microsoft 365';

/**
 * A mailbox at Microsoft 365 or Outlook.com, over Graph. It tells of nothing by itself: that would take a server of ours. Microsoft has no way for a
 * page to take back what was granted; users do that in their account.
 */
export function createGraphSource({
  setup,
  secrets,
  fetch,
  microsoft = MICROSOFT,
  now = Date.now,
}: GraphParts): MailSource {
  const client = { setup, fetch, microsoft, now };
  const keeper = createTokenKeeper({
    ...{ name: NAME, secrets, now },
    renew: (refreshToken, scopes) => renewTokens(client, refreshToken, scopes),
  });
  const api = createMailApi({
    ...{ name: NAME, fetch, keeper },
    ...{ reasonOf: graphReason, meaningOf: graphMeaning },
  });
  const mailbox = createGraphMailbox(api, microsoft.graph);

  return {
    changes: createGraphChanges(mailbox, keeper),
    async fetch(item, signal) {
      try {
        return mailFile(item, await mailbox.mime(item.role, item.ref, signal));
      } catch (error) {
        if (error instanceof ProviderRefusal && error.status === 404) return null;
        throw error;
      }
    },
    async saveDraft(draft, signal) {
      const { scopes } = await keeper.tokens();
      if (!holdsScope(scopes, DRAFT_SCOPE)) throw mayNotSaveDrafts(NAME, 'not asked for');
      return saveDraft(mailbox, draft, signal);
    },
  };
}

/** As a reply to the mail where that is still there, so that it stands in its conversation; the headers say what it answers in any case. */
async function saveDraft(
  mailbox: GraphMailbox,
  { eml, inReplyTo }: SourceDraft,
  signal: AbortSignal,
): Promise<string> {
  const mime = toBase64(new TextEncoder().encode(eml));
  const { value } = await mailbox.find(inReplyTo, signal);
  const answered = value.find(({ isDraft }) => !isDraft);
  try {
    if (!answered) return (await mailbox.createDraft(mime, signal)).id;
    return (await mailbox.createReply(answered.id, mime, signal)).id;
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    if (error.failure.code === 'permission-withdrawn') throw mayNotSaveDrafts(NAME, error.reason);
    if (!answered || ![400, 404].includes(error.status)) throw error;
    return (await mailbox.createDraft(mime, signal)).id;
  }
}
