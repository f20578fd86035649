import * as v from 'valibot';

/** Rows from a file are checked for what the app takes for granted when it reads them. Fields that are not named here stay as they are. */
export const text = v.string();
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(2000));
export const moment = v.pipe(v.string(), v.isoTimestamp());
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const vector = v.pipe(
  v.instance(Float32Array),
  v.check((values) => values.every(Number.isFinite), 'a vector with a number that is none'),
);

const ADDRESS = v.looseObject({ name: text, address: text });

export const MESSAGE = v.looseObject({
  id,
  messageId: id,
  threadId: id,
  role: v.picklist(['inbox', 'sent']),
  subject: text,
  from: v.nullable(ADDRESS),
  to: v.array(ADDRESS),
  cc: v.array(ADDRESS),
  replyTo: v.nullable(ADDRESS),
  date: v.nullable(moment),
  dateHeader: text,
  inReplyTo: v.nullable(text),
  references: v.array(text),
  headers: v.record(v.string(), text),
  text,
  segments: v.array(
    v.looseObject({ kind: v.picklist(['body', 'quote', 'signature', 'footer']), start: whole, end: whole }),
  ),
  textSource: v.picklist(['plain', 'html', 'none']),
  attachments: v.array(v.looseObject({ name: text, mediaType: text, bytes: whole })),
  warnings: v.array(v.looseObject({ code: text, message: text })),
});

export const DOCUMENT = v.looseObject({
  id,
  path: text,
  mediaType: text,
  bytes: whole,
  title: text,
  text,
  importedAt: moment,
  warnings: v.array(v.looseObject({ code: text, message: text })),
});
