import * as v from 'valibot';
import { CATEGORIES, FACT_KINDS, STANCES } from '../../contracts/briefing';
import { id, moment, share, text, vector, whole } from './message-schema';

export const CATEGORY = v.picklist(CATEGORIES);
const EVIDENCE = v.looseObject({ quote: text, start: whole, end: whole });

const TRIAGE = v.looseObject({
  category: CATEGORY,
  urgent: v.boolean(),
  confidence: share,
  probabilities: v.looseObject({ reply: v.number(), act: v.number(), read: v.number(), skip: v.number() }),
  urgency: share,
  source: v.picklist(['rule', 'classifier', 'correction', 'user']),
  reasons: v.array(text),
});

const SUMMARY = v.looseObject({
  sentences: v.array(
    v.looseObject({ text, evidence: v.array(EVIDENCE), origin: v.picklist(['extracted', 'model']) }),
  ),
  leftOut: v.nullable(text),
});

const DRAFT = v.looseObject({
  subject: text,
  to: v.array(text),
  text,
  covers: v.array(text),
  unsupported: v.array(v.looseObject({ kind: v.picklist(FACT_KINDS), text, start: whole, end: whole })),
  origin: v.picklist(['model', 'template', 'user']),
});

export const RESULT = v.looseObject({
  id,
  triage: v.nullable(TRIAGE),
  summary: v.nullable(SUMMARY),
  asks: v.nullable(v.array(v.looseObject({ id: text, text, evidence: EVIDENCE }))),
  draft: v.nullable(DRAFT),
  phrased: v.boolean(),
  timings: v.record(v.string(), v.number()),
});

export const CORRECTION = v.looseObject({
  id,
  category: CATEGORY,
  urgent: v.boolean(),
  madeAt: moment,
  sender: text,
  embedding: vector,
});

export const ANSWERS = v.looseObject({
  id,
  answers: v.array(v.looseObject({ askId: text, stance: v.nullable(v.picklist(STANCES)), note: text })),
});

export const VERDICT = v.looseObject({
  id,
  category: CATEGORY,
  urgent: v.boolean(),
  said: v.looseObject({ category: CATEGORY, urgent: v.boolean(), confidence: share }),
  madeAt: moment,
});
