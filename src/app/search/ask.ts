import { toFailure } from '../../contracts/failure';
import type { SearchItem, SearchScope } from '../../contracts/search';
import { answerQuestion, ASKED_PASSAGES } from '../../tasks/search/ask/answer-question';
import { phraseAnswer } from '../../tasks/search/ask/phrase-answer';
import type { ScoredAnswer } from '../../tasks/search/ask/score-answers';
import type { SearchClient } from '../../worker-client/search-client';
import type { AreaParts } from '../area-parts';
import { plainTask } from '../routing/text-task';
import type { Answer, Citation } from './search-api';
import { documentItem, isMailItem, mailItem, storedId } from './search-items';

interface AskOptions {
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: Answer) => void;
}

/** A question, and where the answer may be. */
interface Question extends Omit<SearchScope, 'vector'> {
  /** As it was typed, with its filters. */
  readonly typed: string;
}

/** Answers with the sentences that say it, at once; then, where there is a language model, in its words as far as these bear them. */
export async function ask(
  { typed, query, byLabel }: Question,
  { models, router, history }: Pick<AreaParts, 'models' | 'router' | 'history'>,
  client: SearchClient,
  { signal, onAnswer }: AskOptions,
): Promise<void> {
  const question = query.words;
  const looking: Answer = {
    question: typed,
    ...{ citations: [], nearest: [], phrased: null, writer: null, phase: 'looking' },
  };
  onAnswer(looking);
  const embedder = await models.embedder(signal);
  const [vector = null] = await embedder.embed([question], { signal });
  const candidates = await client.call((api) =>
    api.candidates({ query, byLabel, vector, passages: ASKED_PASSAGES }),
  );
  const found = await answerQuestion(question, { vector, candidates }, embedder, { signal });
  signal.throwIfAborted();

  const instructing = new Set<string>();
  const cite = async (scored: readonly ScoredAnswer[]): Promise<Citation[]> => {
    const citations: Citation[] = [];
    for (const { id, title, text, start, end } of scored) {
      const stored = isMailItem(id)
        ? await history.messages.get(storedId(id))
        : await history.documents.get(storedId(id));
      // Deleted since it was found.
      if (!stored) continue;
      if (stored.warnings.some(({ code }) => code === 'instructions-to-assistant')) instructing.add(id);
      const { facts }: SearchItem = 'role' in stored ? mailItem(stored) : documentItem(stored);
      citations.push({ itemId: id, title, facts, text, start, end });
    }
    return citations;
  };
  const citations = await cite(found.sentences);
  const answer: Answer = {
    ...looking,
    citations,
    nearest: await cite(found.nearest),
    phase: 'phrasing',
  };
  signal.throwIfAborted();
  // A text that instructs assistants is not shown to one.
  const readable = citations.filter(({ itemId }) => !instructing.has(itemId));
  if (readable.length === 0) return onAnswer({ ...answer, phase: 'done' });
  onAnswer(answer);
  try {
    const texts = readable.map(({ text }) => text);
    const task = plainTask('draft', [question, ...texts].join('\n\n'));
    await (
      await router()
    ).run(task, signal, async ({ generator }) => {
      const phrased = generator && (await phraseAnswer(question, texts, generator, { signal }));
      signal.throwIfAborted();
      onAnswer({ ...answer, phrased, writer: (phrased && generator?.writer) || null, phase: 'done' });
    });
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    // The answer stands without the model's words.
    console.warn(`An answer was not worded: ${toFailure(thrown).code}`);
    onAnswer({ ...answer, phase: 'done' });
  }
}
