import type {
  AnswersRow,
  EmbeddingRow,
  HistoryRows,
  HistoryStorage,
  RowPage,
  Table,
  Tables,
} from './history-tables';
import { forgetWords } from './forget-words';
import { draftVersionsId, isSentVectorsId, mailItemId, taskRecordIds } from './mail-row-ids';
import type { MessageOutline } from './message-outline';
import type { MessageTable } from './message-table';
import { markRemoved, unmarkRemoved } from './source-marks';

/** Everything that was stored of some mails, so that it can be put back. */
export interface RemovedMail {
  readonly messages: readonly HistoryRows['messages'][];
  readonly outlines: readonly MessageOutline[];
  readonly results: readonly HistoryRows['results'][];
  readonly embeddings: readonly EmbeddingRow[];
  readonly corrections: readonly HistoryRows['corrections'][];
  readonly answers: readonly AnswersRow[];
  readonly verdicts: readonly HistoryRows['verdicts'][];
  readonly voices: readonly HistoryRows['voices'][];
  readonly taskRecords: readonly HistoryRows['taskRecords'][];
  readonly marks: readonly HistoryRows['marks'][];
  readonly originals: readonly HistoryRows['originals'][];
  readonly sourceMail: readonly HistoryRows['sourceMail'][];
}

/** What the user put into a mail, which a clean-up must not take without a word. */
export type OwnWork = 'draft' | 'answer' | 'correction' | 'verdict';

export interface MailRemoval {
  /** Deletes these mails with all that was made of them, in one transaction. Ids that are not stored are passed over. */
  remove(ids: readonly string[]): Promise<RemovedMail>;
  /** The same for good: nothing is read that could be put back. */
  purge(ids: readonly string[]): Promise<void>;
  /** Puts back what `remove` took, in the threads as they are now, and returns the outlines. The vectors of the search are made anew. */
  restore(removed: RemovedMail): Promise<readonly MessageOutline[]>;
  /** By `Message.id`, what of the user's own is tied to it; mails without any are not in it. */
  ownWork(): Promise<Map<string, readonly OwnWork[]>>;
}

const KEPT_FOR_UNDO = [
  'messages',
  'results',
  'embeddings',
  'corrections',
  'answers',
  'verdicts',
  'voices',
  'taskRecords',
  'marks',
  'originals',
] as const;
const OF_MAIL = [
  ...KEPT_FOR_UNDO,
  'outlines',
  'threadLinks',
  'search',
  'searchSegments',
  'sourceMail',
] as const;
const RESTORED = KEPT_FOR_UNDO.filter((name) => name !== 'messages');

export function createMailRemoval(storage: HistoryStorage, messages: MessageTable): MailRemoval {
  return {
    remove: (ids) =>
      storage.transact(OF_MAIL, 'readwrite', async (tables) => {
        const found = await findMails(ids, tables);
        const kept = await readAll(found, tables);
        return { ...kept, sourceMail: await deleteAll(found, tables) };
      }),
    purge: (ids) =>
      storage.transact(
        OF_MAIL,
        'readwrite',
        async (tables) => void (await deleteAll(await findMails(ids, tables), tables)),
      ),
    async restore(removed) {
      await messages.add(removed.messages);
      return storage.transact([...RESTORED, 'outlines', 'sourceMail'], 'readwrite', async (tables) => {
        await unmarkRemoved(removed.sourceMail, tables);
        await Promise.all(
          RESTORED.flatMap((name) =>
            removed[name].map((row) => (tables[name] as { put(row: unknown): Promise<void> }).put(row)),
          ),
        );
        return present(
          await Promise.all(removed.outlines.map((before) => dateBack(before, tables.outlines))),
        );
      });
    },
    ownWork: () =>
      storage.transact(
        ['results', 'answers', 'corrections', 'verdicts'],
        'readonly',
        async ({ results, answers, corrections, verdicts }) => {
          const found = new Map<string, OwnWork[]>();
          const note = (id: string, kind: OwnWork): void => {
            found.set(id, [...(found.get(id) ?? []), kind]);
          };
          for await (const { id, draft } of inPages(results)) if (draft?.origin === 'user') note(id, 'draft');
          for (const row of await answers.all()) if (isTaken(row)) note(row.id, 'answer');
          for (const [id = ''] of await corrections.keys()) note(id, 'correction');
          for (const [id = ''] of await verdicts.keys()) note(id, 'verdict');
          return found;
        },
      ),
  };
}

function isTaken({ answers }: AnswersRow): boolean {
  return answers.some(({ stance, note }) => stance !== null || note.trim() !== '');
}

/** The outline of a mail that was put back, as old as it was: to delete it and think better of it makes no mail new. */
async function dateBack(
  { id, addedAt }: MessageOutline,
  outlines: Tables['outlines'],
): Promise<MessageOutline | undefined> {
  const outline = await outlines.get(id);
  if (!outline || addedAt === undefined) return outline;
  const dated = { ...outline, addedAt };
  await outlines.put(dated);
  return dated;
}

/** Rows that are read at once: results hold texts, and all of many thousand would fill the memory. */
const PAGE = 250;

async function* inPages<Row>(table: Pick<Table<Row>, 'page'>): AsyncGenerator<Row, void> {
  let after: readonly string[] | null = null;
  do {
    const page: RowPage<Row> = await table.page(after, PAGE);
    yield* page.rows;
    after = page.last;
  } while (after !== null);
}

type MailTables = Pick<Tables, (typeof OF_MAIL)[number]>;

/** The tables whose rows are named by `Message.id`. */
const BY_ID = [
  'messages',
  'outlines',
  'results',
  'corrections',
  'answers',
  'verdicts',
  'marks',
  'originals',
] as const;

/** Mails that are to go, and what has to be known of them for it. */
interface FoundMails {
  readonly ids: readonly string[];
  readonly outlines: readonly MessageOutline[];
  /** Of every model. */
  readonly vectors: readonly (readonly [modelId: string, id: string])[];
}

async function findMails(ids: readonly string[], { outlines, embeddings }: MailTables): Promise<FoundMails> {
  // To look for them among the keys of all vectors would take longer than their deletion.
  const models = await embeddings.valuesOf('modelId');
  return {
    ids,
    outlines: present(await Promise.all(ids.map((id) => outlines.get(id)))),
    vectors: models.flatMap((modelId) => ids.map((id) => [modelId, id] as const)),
  };
}

async function readAll(
  { ids, outlines, vectors }: FoundMails,
  tables: MailTables,
): Promise<Omit<RemovedMail, 'sourceMail'>> {
  const read = async <Row>(table: { get(id: string): Promise<Row | undefined> }, keys = ids) =>
    present(await Promise.all(keys.map((key) => table.get(key))));
  return {
    messages: await read(tables.messages),
    outlines,
    results: await read(tables.results),
    embeddings: present(await Promise.all(vectors.map((key) => tables.embeddings.get(...key)))),
    corrections: await read(tables.corrections),
    answers: await read(tables.answers),
    verdicts: await read(tables.verdicts),
    voices: await read(tables.voices, ids.map(draftVersionsId)),
    taskRecords: await read(tables.taskRecords, ids.flatMap(taskRecordIds)),
    marks: await read(tables.marks),
    originals: await read(tables.originals),
  };
}

/** Returns what was noted of the sources that brought them. */
async function deleteAll(
  { ids, outlines, vectors }: FoundMails,
  tables: MailTables,
): Promise<RemovedMail['sourceMail']> {
  const sourceMail = await markRemoved(ids, tables);
  await Promise.all([
    ...BY_ID.flatMap((name) => ids.map((id) => tables[name].delete(id))),
    ...vectors.map((key) => tables.embeddings.delete(...key)),
    ...ids.map((id) => tables.voices.delete(draftVersionsId(id))),
    ...ids.flatMap(taskRecordIds).map((id) => tables.taskRecords.delete(id)),
    ...ids.map((id) => tables.search.delete(mailItemId(id))),
    forgetWords(ids.map(mailItemId), tables),
  ]);
  if (outlines.some(({ role }) => role === 'sent')) await forgetSentVectors(tables);
  await forgetThreads(new Set(outlines.map(({ threadId }) => threadId)), tables);
  return sourceMail;
}

/** One row holds those of many mails. They are made anew when a draft asks for them. */
async function forgetSentVectors({ voices }: MailTables): Promise<void> {
  const rows = (await voices.keys()).filter(([id = '']) => isSentVectorsId(id));
  await Promise.all(rows.map((key) => voices.delete(...key)));
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}

/** Message-IDs of a thread of which no mail is left. */
async function forgetThreads(threadIds: ReadonlySet<string>, tables: MailTables): Promise<void> {
  for (const threadId of threadIds) {
    if ((await tables.outlines.allBy('threadId', threadId)).length > 0) continue;
    const links = await tables.threadLinks.allBy('threadId', threadId);
    await Promise.all(links.map(({ link }) => tables.threadLinks.delete(link)));
  }
}
