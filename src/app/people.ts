import type { Owner, VoiceProfile } from '../contracts/briefing';
import type { Message } from '../contracts/message';
import type { Observable } from '../contracts/observable';
import type { Settings } from '../contracts/settings';
import { VOICE_EDITS_ID } from '../contracts/voice';
import type { History } from '../history/history';
import { createObservable } from '../platform/observable';
import type { MailRows } from './mail-rows';
import { readMessages } from './read-messages';

/** Mails looked at to find out whose mailbox it is and how they write; more change nothing. */
const SAMPLE = 200;

export interface People {
  readonly voice: Observable<VoiceProfile | null>;
  /** What the mail alone shows. */
  readonly detectedOwner: Observable<Owner>;
  /** What the settings say, and where they say nothing, what the mail shows. */
  owner(): Owner;
  /** Looks at the mail again, after an import. */
  learn(): Promise<void>;
}

const NOBODY: Owner = { name: '', address: '', role: '' };

export function createPeople(history: History, rows: MailRows, settings: Observable<Settings>): People {
  const voice = createObservable<VoiceProfile | null>(null);
  const detectedOwner = createObservable(NOBODY);

  function owner(): Owner {
    const { ownerName, ownerAddress, ownerRole } = settings.get();
    const detected = detectedOwner.get();
    return {
      name: ownerName || detected.name,
      address: ownerAddress.toLowerCase() || detected.address,
      role: ownerRole || detected.role,
    };
  }

  function messagesOf(ids: readonly string[]): Promise<Message[]> {
    return readMessages(history, ids.slice(0, SAMPLE));
  }

  return {
    voice,
    detectedOwner,
    owner,
    async learn() {
      if (rows.current().length === 0) {
        detectedOwner.set(NOBODY);
        voice.set(null);
        return;
      }
      const inbox = await messagesOf(rows.current().map(({ id }) => id));
      const sent = await messagesOf((await history.messages.list({ role: 'sent' })).map(({ id }) => id));
      const [{ detectOwner }, { learnVoice }, { applyVoiceEdits, parseVoiceEdits }] = await Promise.all([
        import('../tasks/draft/owner'),
        import('../tasks/draft/voice'),
        import('../tasks/draft/voice-edits'),
      ]);
      detectedOwner.set(detectOwner(inbox, sent));
      const edited = parseVoiceEdits((await history.voices.get(VOICE_EDITS_ID))?.value);
      voice.set(applyVoiceEdits(learnVoice(sent, owner()), edited, owner()));
    },
  };
}
