import * as v from 'valibot';
import type { DraftVersion, VoiceRow } from '../../contracts/voice';
import type { History } from '../../history/history';
import { draftVersionsId } from '../../history/mail-row-ids';
import type { Clock } from '../../platform/clock';

/** So many are enough to find one's way back; older ones go. */
const MOST_VERSIONS = 20;

const Versions = v.array(v.object({ id: v.string(), at: v.string(), before: v.string(), text: v.string() }));

export interface DraftVersions {
  all(messageId: string): Promise<readonly DraftVersion[]>;
  keep(messageId: string, text: string, before: string): Promise<void>;
}

/** The earlier texts of drafts, kept until the mail is deleted. */
export function createDraftVersions(history: History, clock: Clock): DraftVersions {
  return {
    all: async (messageId) => versionsIn(await history.voices.get(draftVersionsId(messageId))),
    keep: (messageId, text, before) =>
      history.voices.change(draftVersionsId(messageId), (row) => {
        const kept = versionsIn(row);
        if (text.trim() === '' || kept[0]?.text === text) return null;
        const version = {
          ...{ id: crypto.randomUUID(), before, text },
          at: new Date(clock.now()).toISOString(),
        };
        return { id: draftVersionsId(messageId), value: [version, ...kept].slice(0, MOST_VERSIONS) };
      }),
  };
}

function versionsIn(row: VoiceRow | undefined): DraftVersion[] {
  const parsed = v.safeParse(Versions, row?.value);
  return parsed.success ? parsed.output : [];
}
