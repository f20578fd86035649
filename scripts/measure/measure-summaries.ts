/**
 * How much of what matters extracted summaries keep, at what length, and whether they say anything that the mail does not. Writes
 * `benchmarks/results/summaries.json` for the sample night and the desk mail, which the weights were trained on; an argument names another folder
 * laid out like the sample night, whose figures go to `summaries-<folder>.json`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '../../src/contracts/message';
import { extractSummary } from '../../src/tasks/summarise/extract-summary';
import { bodyRanges } from '../../src/tasks/text/body';
import { collapse } from '../../src/tasks/text/sentences';
import { readDeskSummaries, readNight, type LabelledSummary } from './labelled-summaries';
import { createNodeEmbedder } from './node-embedder';
import { missingSpecifics } from '../../src/evaluation/specifics';
import { factRecall } from '../../src/evaluation/fact-recall';
import { mean } from '../../src/evaluation/mean';
import { joined } from './summary-metrics';

const RESULTS = fileURLToPath(new URL('../../benchmarks/results', import.meta.url));

/** The length of a mail is the shorter of its whole text and the stretches that were written for it, white space collapsed. */
const bodyChars = (message: Message): number =>
  Math.min(
    collapse(message.text).length,
    bodyRanges(message).reduce(
      (sum, { start, end }) => sum + collapse(message.text.slice(start, end)).length,
      0,
    ),
  );

/** What may support a summary: the text and the From, To, Cc, Date and Subject headers. */
function sourceOf(message: Message): string {
  const people = [message.from, ...message.to, ...message.cc].flatMap((person) =>
    person ? [person.name, person.address] : [],
  );
  return [message.text, message.subject, message.dateHeader, ...people].join('\n');
}

interface Measured {
  readonly subject: string;
  readonly chars: number;
  readonly bodyChars: number;
  readonly sentences: number;
  /** Null where the label lists no facts. */
  readonly recall: number | null;
  readonly brokenEvidence: number;
  readonly unsupported: readonly string[];
}

async function measure(mails: readonly LabelledSummary[], withEmbedder: boolean) {
  const embedder = withEmbedder ? await createNodeEmbedder() : null;
  const items: Measured[] = [];
  for (const { message, facts } of mails) {
    const { sentences } = await extractSummary(message, embedder);
    const text = joined(sentences);
    items.push({
      subject: message.subject,
      chars: text.length,
      bodyChars: bodyChars(message),
      sentences: sentences.length,
      recall: facts.length > 0 ? factRecall(text, facts) : null,
      brokenEvidence: sentences
        .flatMap(({ evidence }) => evidence)
        .filter(({ quote, start, end }) => message.text.slice(start, end) !== quote).length,
      unsupported: missingSpecifics(text, sourceOf(message)),
    });
  }
  const withBody = items.filter((item) => item.bodyChars > 0);
  const sum = (pick: (item: Measured) => number) => withBody.reduce((total, item) => total + pick(item), 0);
  return {
    mails: items.length,
    factRecall: mean(items.flatMap(({ recall }) => recall ?? [])),
    lengthOfAllMail: sum(({ chars }) => chars) / sum((item) => item.bodyChars),
    meanLengthOfMail: mean(withBody.map((item) => item.chars / item.bodyChars)),
    mailsOver35Percent: withBody.filter((item) => item.chars > 0.35 * item.bodyChars).length,
    mostSentences: Math.max(...items.map(({ sentences }) => sentences)),
    unsupportedSpecifics: items.flatMap(({ subject, unsupported }) =>
      unsupported.map((specific) => ({ subject, specific })),
    ),
    brokenEvidence: items.reduce((total, { brokenEvidence }) => total + brokenEvidence, 0),
  };
}

const folder = process.argv[2];
const night = await readNight(folder);
const results = {
  measuredAt: new Date().toISOString().slice(0, 10),
  night: await measure(night, true),
  nightWithoutEmbedder: await measure(night, false),
  ...(folder ? {} : { deskMail: await measure(await readDeskSummaries(), true) }),
};
console.log(JSON.stringify(results, null, 2));
await mkdir(RESULTS, { recursive: true });
const file = folder ? `summaries-${path.basename(path.resolve(folder))}.json` : 'summaries.json';
await writeFile(path.join(RESULTS, file), `${JSON.stringify(results, null, 2)}\n`);
