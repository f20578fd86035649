import { CATEGORIES, type Category } from '../../contracts/briefing';
import { toBase64 } from '../../platform/base64';
import type { CueName } from './cues';
import type { LearningExample } from './learnt-head';

/**
 * Labelled mails of other people, reduced to what learning needs; written by `npm run train`. Each is scored by a head that has not seen
 * its night, so that rehearsal and check tell what a head can do on mail that is new to it.
 */
export interface Exemplars {
  readonly embedderId: string;
  readonly dimensions: number;
  readonly cues: readonly CueName[];
  readonly mails: readonly ExemplarMail[];
}

export interface ExemplarMail {
  readonly night: string;
  /** Index into `CATEGORIES`. */
  readonly category: number;
  /** Log-odds. */
  readonly scores: readonly number[];
  /** Those cues that are not zero: index and value. */
  readonly cues: readonly (readonly number[])[];
  /** The vector in 8-bit steps, as base64; divide by `step`. */
  readonly vector: string;
  readonly step: number;
}

/** Mails to rehearse with and, of other nights, mails to check with. */
export interface ExemplarSets {
  readonly rehearsal: readonly LearningExample[];
  readonly check: readonly LearningExample[];
}

/** The nights that no learning sees: the last two by name. */
const CHECK_NIGHTS = 2;

interface ReadOptions {
  /** Names of nights that are left out. */
  readonly without?: readonly string[];
  /** Names of the cues, in the order of the head that is to learn; as they are stored when left out. */
  readonly cues?: readonly string[];
}

export function readExemplars(
  exemplars: Exemplars,
  { without = [], cues = exemplars.cues }: ReadOptions = {},
): ExemplarSets {
  const places = cues.map((name) => exemplars.cues.findIndex((cue) => cue === name));
  const mails = exemplars.mails.filter(({ night }) => !without.includes(night));
  const nights = [...new Set(mails.map(({ night }) => night))].sort();
  const kept = new Set(nights.slice(-CHECK_NIGHTS));
  const exampleOf = (mail: ExemplarMail): LearningExample => ({
    embedding: vectorOf(mail),
    cues: places.map((place) => mail.cues.find(([index]) => index === place)?.[1] ?? 0),
    scores: mail.scores,
    category: categoryAt(mail.category),
  });
  return {
    rehearsal: mails.filter(({ night }) => !kept.has(night)).map(exampleOf),
    check: mails.filter(({ night }) => kept.has(night)).map(exampleOf),
  };
}

export function exemplarMail(
  night: string,
  { embedding, cues, scores, category }: LearningExample,
): ExemplarMail {
  const largest = embedding.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const step = Math.round(127 / (largest || 1));
  const bytes = Int8Array.from(embedding, (value) => Math.round(value * step));
  return {
    night,
    category: CATEGORIES.indexOf(category),
    scores: scores.map(rounded),
    cues: cues.flatMap((value, index) => (value === 0 ? [] : [[index, rounded(value)]])),
    vector: toBase64(new Uint8Array(bytes.buffer)),
    step,
  };
}

function vectorOf({ vector, step }: ExemplarMail): Float32Array {
  const bytes = Uint8Array.from(atob(vector), (character) => character.charCodeAt(0));
  return Float32Array.from(new Int8Array(bytes.buffer), (value) => value / step);
}

function categoryAt(index: number): Category {
  const category = CATEGORIES[index];
  if (!category) throw new Error('An exemplar has no category; run the training again.');
  return category;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
