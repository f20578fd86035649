import type { Message } from '../../../contracts/message';
import { patternSpans } from '../../../evaluation/baselines/pattern-spans';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import { spanScore, spansWithout, type SpanOutcome, type TypedText } from '../../../evaluation/span-metrics';
import { yieldToPage } from '../../../platform/yield-to-page';
import { findPersonalData } from '../../../routing/redaction/find-personal-data';
import { damaged } from '../data-files';
import { heldOutOf } from '../held-out';
import { bareMessageId, PersonalDataLabels } from '../label-files';
import { readMailbox } from '../labelled-mailbox';
import type { RunSuite } from '../suite-run';

/** Looks for personal data in every mail that is labelled for it. */
export const runPii: RunSuite = async ({ files, importer, signal, progress }) => {
  const labels = await files.readJson('pii.json', PersonalDataLabels);
  const mailbox = await readMailbox(files, importer, signal);
  const byId = new Map(mailbox.inbox.map((message) => [bareMessageId(message.messageId), message]));
  const labelled = labels.flatMap(({ messageId, spans }) => {
    const message = byId.get(bareMessageId(messageId));
    return message ? [{ message, spans }] : [];
  });
  if (labelled.length === 0) throw damaged('pii.json', 'none of its mails is in “inbox.mbox”');

  const cases: (SpanOutcome & { readonly message: Message })[] = [];
  for (const { message, spans } of labelled) {
    cases.push({ message, expected: spans, found: findIn(message) });
    progress('Looking for personal data', cases.length, labelled.length);
    await yieldToPage();
  }
  const { recallByType, ...metrics } = spanScore(cases);
  const patterns = spanScore(
    cases.map(({ message, expected }) => ({ expected, found: patternSpans(message.text) })),
  );
  const { heldOut, sentence } = await heldOutOf(mailbox, null, 'the rules that find personal data');
  return {
    n: cases.length,
    models: [],
    heldOut,
    method: `Spans count by exact match of text and type, each text once a mail, summed over all mails. ${sentence} The baseline “patterns” has regular expressions for e-mail addresses, phone numbers, IBANs and card numbers, without checksums and without names.`,
    metrics: roundedAll(metrics),
    intervals: await bootstrapIntervals(
      cases,
      (sample) => {
        const { f1, precision, recall } = spanScore(sample);
        return { f1, precision, recall };
      },
      ['f1', 'precision', 'recall'],
      yieldToPage,
    ),
    baselines: {
      patterns: roundedAll({ f1: patterns.f1, precision: patterns.precision, recall: patterns.recall }),
    },
    recallByType: roundedAll(recallByType),
    items: cases.map(({ message, expected, found }) => {
      const missed = spansWithout(expected, found);
      const extra = spansWithout(found, expected);
      const { f1, precision, recall } = spanScore([{ expected, found }]);
      return {
        id: message.messageId,
        title: message.subject,
        expected: expected.map(inWords).join('\n'),
        said: found.map(inWords).join('\n'),
        right: missed.length + extra.length === 0 ? true : null,
        scores: { f1, precision, recall },
        notes: [
          ...missed.map((span) => `Missed: ${inWords(span)}`),
          ...extra.map((span) => `Not labelled: ${inWords(span)}`),
        ],
      };
    }),
  };
};

/** The names in a mail's headers are known wherever the app looks for personal data in it. */
function findIn(message: Message): TypedText[] {
  const people = [message.from, ...message.to, ...message.cc].flatMap((person) => person?.name ?? []);
  return findPersonalData(message.text, { people }).map(({ type, text }) => ({ type, text }));
}

function inWords({ type, text }: TypedText): string {
  return `${type}: ${text}`;
}
