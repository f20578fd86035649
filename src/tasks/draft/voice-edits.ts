import * as v from 'valibot';
import type { Owner, VoiceProfile, VoiceStyle } from '../../contracts/briefing';
import type { VoiceEdits } from '../../contracts/voice';
import { firstNameOf } from './names';

const Line = v.pipe(v.string(), v.maxLength(120));
const Edits = v.partial(
  v.object({
    greeting: Line,
    signOff: Line,
    signName: Line,
    contractions: v.nullable(v.boolean()),
    exclamations: v.boolean(),
    familiar: v.nullable(v.boolean()),
    opening: Line,
    closing: Line,
  }),
);

/** How somebody writes of whom nothing is known. */
const NEUTRAL_STYLE: VoiceStyle = {
  contractions: null,
  exclamations: false,
  familiar: null,
  opening: '',
  closing: '',
};

/** What is stored as edits; nothing where it makes no sense. */
export function parseVoiceEdits(stored: unknown): VoiceEdits {
  const parsed = v.safeParse(Edits, stored);
  // Written by another version of the app: better the learnt voice than half of another one.
  return parsed.success ? (parsed.output as VoiceEdits) : {};
}

/** The learnt voice with the user's word over it; a voice of nothing but edits where none was learnt, and null without either. */
export function applyVoiceEdits(
  learnt: VoiceProfile | null,
  edits: VoiceEdits,
  owner: Owner,
): VoiceProfile | null {
  if (Object.keys(edits).length === 0) return learnt;
  const base: VoiceProfile = learnt ?? {
    sampleCount: 0,
    greeting: 'Hello {first}',
    signOff: 'Kind regards,',
    signName: firstNameOf(owner.name),
    medianWords: 60,
  };
  const { greeting, signOff, signName, ...style } = edits;
  const { towards, ...rest } = base;
  // A greeting that the user wrote goes for everybody.
  const kept = greeting === undefined && signOff === undefined && towards ? { towards } : {};
  return {
    ...rest,
    ...kept,
    greeting: greeting ?? base.greeting,
    signOff: signOff ?? base.signOff,
    signName: signName ?? base.signName,
    style: { ...NEUTRAL_STYLE, ...base.style, ...style },
  };
}
