import * as v from 'valibot';
import { CATEGORIES } from '../../contracts/briefing';

/** A Message-ID however it is written: without angle brackets. */
export function bareMessageId(id: string): string {
  return id.trim().replace(/^<|>$/gu, '');
}

/** `labels.json`: whose mailbox it is, and what each mail should be sorted as, summarised to and answered with. */
export const MailLabels = v.object({
  owner: v.optional(v.object({ name: v.string(), email: v.string(), role: v.optional(v.string(), '') })),
  messages: v.array(
    v.object({
      messageId: v.string(),
      category: v.picklist(CATEGORIES),
      urgent: v.boolean(),
      summary: v.optional(v.string(), ''),
      facts: v.optional(v.array(v.string()), []),
      reply: v.nullish(v.object({ mustCover: v.array(v.string()) })),
    }),
  ),
});
export type MailLabel = v.InferOutput<typeof MailLabels>['messages'][number];

/** `pii.json`: the personal data in the text of some mails; a type that the app does not know counts as missed. */
export const PersonalDataLabels = v.array(
  v.object({
    messageId: v.string(),
    spans: v.array(v.object({ text: v.string(), type: v.string() })),
  }),
);

/** `documents.json`: the kind of each document. */
export const DocumentLabels = v.array(v.object({ file: v.string(), kind: v.string() }));

/** `queries.json`: the document that answers each query. */
export const QueryLabels = v.array(
  v.object({ query: v.string(), file: v.string(), answer: v.optional(v.string(), '') }),
);

const Described = v.object({ name: v.string(), description: v.optional(v.string(), '') });
const DescribedByName = v.record(v.string(), v.string());

/**
 * What `labels.json` says of labels of tickets, in the shapes that people write: a list of names with descriptions, or an object from name to
 * description, alone or as `labels`. Empty where it is about something else, as beside the sample's tickets.
 */
export function readDescriptions(value: unknown): ReadonlyMap<string, string> {
  const wrapped = v.safeParse(v.object({ labels: v.unknown() }), value);
  const inner = wrapped.success ? wrapped.output.labels : value;
  const list = v.safeParse(v.array(Described), inner);
  if (list.success) return new Map(list.output.map(({ name, description }) => [name, description]));
  const record = v.safeParse(DescribedByName, inner);
  return new Map(record.success ? Object.entries(record.output) : []);
}
