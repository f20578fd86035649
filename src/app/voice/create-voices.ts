import { VOICE_EDITS_ID, type VoiceEdits, type VoiceField } from '../../contracts/voice';
import { diffWordsWithSpace } from 'diff';
import { toFailure } from '../../contracts/failure';
import { learnVoice } from '../../tasks/draft/voice';
import { parseVoiceEdits } from '../../tasks/draft/voice-edits';
import { writtenText } from '../../tasks/draft/written-text';
import type { AreaParts } from '../area-parts';
import { requireMessages } from '../briefing/require-messages';
import { COMPLETION_ID, createCompletion } from './completion';
import { createDraftTexts } from './draft-texts';
import { createDraftVersions } from './draft-versions';
import { createOwnWriting } from './own-writing';
import type { VoiceApi, VoiceView } from './voice-api';

export async function createVoices(parts: AreaParts): Promise<VoiceApi> {
  const { history, people, models } = parts;
  const writing = createOwnWriting(history, people.owner);
  const texts = createDraftTexts(parts);
  const versions = createDraftVersions(history, parts.clock);
  const completion = createCompletion(parts, writing, texts);
  await completion.load();
  parts.changes.on(COMPLETION_ID, () => void completion.load().catch(() => undefined));

  async function edits(): Promise<VoiceEdits> {
    return parseVoiceEdits((await history.voices.get(VOICE_EDITS_ID))?.value);
  }

  async function look(): Promise<VoiceView> {
    const letters = await writing.letters();
    return {
      learnt: learnVoice(
        letters.map(({ message }) => message),
        people.owner(),
      ),
      edits: await edits(),
      current: people.voice.get(),
      phrases: await writing.phrases(),
    };
  }

  async function change(to: (before: VoiceEdits) => VoiceEdits): Promise<VoiceView> {
    await history.voices.change(VOICE_EDITS_ID, (row) => ({
      id: VOICE_EDITS_ID,
      value: to(parseVoiceEdits(row?.value)),
    }));
    await people.learn();
    return look();
  }

  return {
    look,
    edit: (fields) => change((before) => ({ ...before, ...fields })),
    reset: (fields) =>
      change((before) =>
        Object.fromEntries(
          Object.entries(before).filter(
            ([field]) => fields !== undefined && !fields.includes(field as VoiceField),
          ),
        ),
      ),
    async similarReplies(messageId, options) {
      const [message] = await requireMessages(history, [messageId]);
      const embedder = await models
        .embedder(options.signal ?? new AbortController().signal)
        .catch((thrown: unknown) => {
          if (toFailure(thrown).code === 'cancelled') throw thrown;
          return null;
        });
      return writing.similarTo(`${message.subject}\n${writtenText(message)}`, embedder, options);
    },
    variants: texts.variants,
    restyle: texts.restyle,
    rewrite: texts.rewrite,
    takeUp: texts.takeUp,
    toolsFor: texts.toolsFor,
    subjects: texts.subjects,
    setSubject: texts.setSubject,
    versions: versions.all,
    keepVersion: versions.keep,
    compare: (before, after) =>
      Promise.resolve(
        diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
          kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
          text: value,
        })),
      ),
    completer: completion.completerFor,
    completion: completion.choice,
    setCompletion: completion.set,
    tryModelCompletion: completion.tryModel,
  };
}
