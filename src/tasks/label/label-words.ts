import type { LabelDefinition } from '../../contracts/labels';
import { splitSentences } from '../text/sentences';
import { LABEL_GLOSSARY } from './label-glossary';
import { stemOf, wordsOf } from './terms';
import { asRead, englishName } from './usual-labels';

/** A label in words: what is embedded for it, and what its words are. */
export interface LabelWords {
  /** The name as words: `how-to` is `how to`. */
  readonly phrase: string;
  /** What the user says of it, a sentence each; empty where that is no more than the name. */
  readonly described: readonly string[];
  /** What such a name usually means, a sentence each; empty when it is not a usual one. */
  readonly usual: readonly string[];
}

export function labelWords(label: LabelDefinition): LabelWords {
  const { name, description } = asRead(label);
  const phrase = spelledOut(name);
  const described = splitSentences(description)
    .map(({ start, end }) => description.slice(start, end).trim())
    .filter((sentence) => sentence !== '' && keyOf(spelledOut(sentence)) !== keyOf(phrase));
  return { phrase, described, usual: usualSayings(phrase) };
}

/** What a name usually means, in words; empty when it is not a usual one. */
export function usualSayings(name: string): readonly string[] {
  const key = keyOf(spelledOut(englishName(name)));
  return GLOSSARY.get(key) ?? [];
}

/** `featureRequest`, `feature_request` and `Feature/request` are all `feature request`. */
function spelledOut(name: string): string {
  const spaced = name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').replace(/[^\p{L}\p{N}]+/gu, ' ');
  return spaced.trim().toLowerCase() || name;
}

function keyOf(phrase: string): string {
  return wordsOf(phrase).map(stemOf).join(' ');
}

const GLOSSARY: ReadonlyMap<string, readonly string[]> = new Map(
  LABEL_GLOSSARY.flatMap(({ names, sayings }) => names.map((name) => [keyOf(name), sayings] as const)),
);
