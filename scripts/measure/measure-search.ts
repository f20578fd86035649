/**
 * How well search finds: the documents of the sample by its questions, alone and among its mails, and mails by what a person wrote about them;
 * hybrid against words alone and vectors alone. And how well questions are answered: with the sample's questions, and with questions about things
 * that are nowhere in it. Writes `benchmarks/results/search.json`.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { TextEmbedder } from '../../src/contracts/capabilities';
import { unwrap } from '../../src/contracts/failure';
import type { Message } from '../../src/contracts/message';
import type { SearchItem, SearchWorkerApi } from '../../src/contracts/search';
import { answerQuestion, ASKED_PASSAGES } from '../../src/tasks/search/ask/answer-question';
import { createHybridIndex } from '../../src/tasks/search/hybrid-index';
import type { SearchMode, SearchText } from '../../src/tasks/search/search-index';
import { createSearchService } from '../../src/tasks/search/search-service';
import { bodyRanges } from '../../src/tasks/text/body';
import { readDeskSummaries, readNight, type LabelledSummary } from './labelled-summaries';
import { createNodeEmbedder } from './node-embedder';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HARBOUR = path.join(ROOT, 'public/samples/harbour');
/** Nothing was chosen on this night. */
const WARD = path.join(ROOT, 'benchmarks/data/ward-night');
const ABSENT = path.join(ROOT, 'benchmarks/data/ask-absent/questions.json');
const RESULTS = path.join(ROOT, 'benchmarks/results');
const MODES: readonly SearchMode[] = ['hybrid', 'keywords', 'vectors'];
const DEPTH = 10;

const Queries = v.array(v.object({ query: v.string(), file: v.string(), answer: v.string() }));

interface Wanted {
  readonly query: string;
  readonly id: string;
}

async function readDocuments(): Promise<SearchText[]> {
  const folder = path.join(HARBOUR, 'documents');
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (id) => {
      const text = await readFile(path.join(folder, id), 'utf8');
      const title = /^#\s+(.+)$/mu.exec(text)?.[1] ?? path.parse(id).name;
      return { id, title, text };
    }),
  );
}

const textOf = (message: Message): SearchText => ({
  ...{ id: message.id, title: message.subject, text: message.text, ranges: bodyRanges(message) },
});

/** nDCG and recall with one relevant text a query (Järvelin & Kekäläinen 2002), and mean reciprocal rank; all within the first ten. */
async function rankQuality(texts: readonly SearchText[], queries: readonly Wanted[], embedder: TextEmbedder) {
  const index = createHybridIndex(embedder);
  await index.add(texts);
  const quality: Partial<Record<SearchMode, Record<string, number>>> = {};
  for (const mode of MODES) {
    const sum = { ndcg10: 0, recall5: 0, mrr: 0 };
    for (const { query, id } of queries) {
      const ranked = await index.rank(query, { limit: DEPTH, mode });
      const place = ranked.findIndex((each) => each.id === id) + 1;
      if (place === 0) continue;
      sum.ndcg10 += 1 / Math.log2(place + 1);
      sum.recall5 += place <= 5 ? 1 : 0;
      sum.mrr += 1 / place;
    }
    quality[mode] = Object.fromEntries(
      Object.entries(sum).map(([name, total]) => [name, Number((total / queries.length).toFixed(4))]),
    );
  }
  return { texts: texts.length, queries: queries.length, ...quality };
}

/** A mail is looked for by what a person wrote about it. */
const mailQueries = (mails: readonly LabelledSummary[]): Wanted[] =>
  mails.flatMap(({ message, reference }) => (reference ? [{ query: reference, id: message.id }] : []));

function itemOf({ id, title, text, ranges }: SearchText): SearchItem {
  return {
    ...{ id, title, text, ranges: ranges ?? [{ start: 0, end: text.length }] },
    facts: {
      ...{ source: 'document', threadId: id, sent: false, from: '', to: '', cc: '', date: null },
      hasAttachment: false,
    },
  };
}

async function indexed(texts: readonly SearchText[], embedder: TextEmbedder): Promise<SearchWorkerApi> {
  const items = texts.map(itemOf);
  const service = createSearchService(async (ids) => items.filter(({ id }) => ids.includes(id)));
  unwrap(await service.add(items));
  for (;;) {
    const batch = unwrap(await service.unembedded(64));
    if (batch.length === 0) return service;
    const items = [];
    for (const { id, passages } of batch) items.push({ id, vectors: await embedder.embed(passages) });
    unwrap(await service.setVectors(items));
  }
}

const telling = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}€]+/gu) ?? [])
      .filter((word) => word.length > 2 || /\d/u.test(word))
      .map((word) => word.slice(0, 5)),
  );

/** A sentence answers when it holds at least seven tenths of the words of the written answer. */
function says(sentence: string, answer: string): boolean {
  const [said, wanted] = [telling(sentence), [...telling(answer)]];
  return wanted.filter((word) => said.has(word)).length >= 0.7 * wanted.length;
}

async function answerQuality(texts: readonly SearchText[], embedder: TextEmbedder) {
  const service = await indexed(texts, embedder);
  const first = async (question: string) => {
    const [vector = null] = await embedder.embed([question]);
    const candidates = unwrap(
      await service.candidates({
        query: { words: question, phrases: [], without: [], conditions: [] },
        byLabel: null,
        vector,
        passages: ASKED_PASSAGES,
      }),
    );
    return (await answerQuestion(question, { vector, candidates }, embedder)).sentences[0];
  };
  const queries = v.parse(Queries, JSON.parse(await readFile(path.join(HARBOUR, 'queries.json'), 'utf8')));
  const absent = v.parse(v.array(v.string()), JSON.parse(await readFile(ABSENT, 'utf8')));
  let [answered, right, invented] = [0, 0, 0];
  for (const { query, file, answer } of queries) {
    const sentence = await first(query);
    if (!sentence) continue;
    answered += 1;
    if (sentence.id === file && says(sentence.text, answer)) right += 1;
  }
  for (const question of absent) if (await first(question)) invented += 1;
  return {
    questions: queries.length,
    answered,
    right,
    precision: answered > 0 ? right / answered : null,
    coverage: answered / queries.length,
    ...{ absentQuestions: absent.length, absentAnswered: invented },
  };
}

const embedder = await createNodeEmbedder();
const documents = await readDocuments();
const night = await readNight(HARBOUR);
const ward = await readNight(WARD);
const desk = await readDeskSummaries();
const queries = v
  .parse(Queries, JSON.parse(await readFile(path.join(HARBOUR, 'queries.json'), 'utf8')))
  .map(({ query, file }) => ({ query, id: file }));
const everything = [...documents, ...night.map(({ message }) => textOf(message))];
const results = {
  measuredAt: new Date().toISOString().slice(0, 10),
  documents: await rankQuality(documents, queries, embedder),
  documentsAmongMails: await rankQuality(everything, queries, embedder),
  nightMails: await rankQuality(everything, mailQueries(night), embedder),
  heldOutNight: await rankQuality(
    ward.map(({ message }) => textOf(message)),
    mailQueries(ward),
    embedder,
  ),
  deskMails: await rankQuality(
    desk.map(({ message }) => textOf(message)),
    mailQueries(desk),
    embedder,
  ),
  answers: await answerQuality(everything, embedder),
};
console.log(JSON.stringify(results, null, 2));
await mkdir(RESULTS, { recursive: true });
await writeFile(path.join(RESULTS, 'search.json'), `${JSON.stringify(results, null, 2)}\n`);
