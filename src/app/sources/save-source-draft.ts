import { DesksideError, toFailure } from '../../contracts/failure';
import type { SourceDesk } from './source-desk';
import { mailGone, takesNoDrafts } from './source-failures';
import type { SourcesApi } from './sources-api';

/** Mail programs open a file with it for editing; a draft on a server needs none, and it would be sent along. */
const UNSENT = /^X-Unsent: 1\r\n/m;

/** Putting replies among the drafts of a source. Only ever done on the user's call; nothing is sent. */
export function createSourceDrafts(desk: SourceDesk): Pick<SourcesApi, 'draftTargets' | 'saveDraft'> {
  const { history, drafts } = desk.parts;
  return {
    async draftTargets(mailId) {
      const from = new Set(await desk.mail.sourcesOf(mailId));
      const able = desk.cards.get().filter(({ drafts }) => drafts !== 'no');
      return [...able.filter(({ id }) => from.has(id)), ...able.filter(({ id }) => !from.has(id))];
    },
    async saveDraft(sourceId, mailId) {
      const source = desk.require(sourceId);
      const { name } = source.row;
      const message = await history.messages.get(mailId);
      if (!message) throw mailGone();
      const eml = await (await (await drafts()).asEml(mailId)).text();
      const opened = await source.open();
      if (!('source' in opened)) throw new DesksideError(opened.failure);
      if (!opened.source.saveDraft) throw takesNoDrafts(name);
      const { signal } = new AbortController();
      try {
        const draft = { eml: eml.replace(UNSENT, ''), inReplyTo: message.messageId };
        await opened.source.saveDraft(draft, signal);
      } catch (thrown) {
        // The right was taken back: it has to be asked for anew.
        if (toFailure(thrown).code === 'permission-withdrawn')
          await desk.change(sourceId, (now) => ({ ...now, draftsAllowed: false }));
        throw thrown;
      }
    },
  };
}
