import { DesksideError } from '../../contracts/failure';
import type { LabelSet } from '../../contracts/labels';
import { createObservable } from '../../platform/observable';
import { usualSayings } from '../../tasks/label/label-words';
import { usualDescription } from '../../tasks/label/usual-labels';
import type { AreaParts } from '../area-parts';
import { elsewhere } from '../change-bus';
import { labelTemplates } from './label-templates';
import type { LabelRunSummary, LabelsApi, LabelSession, LabelSource, Undo } from './labels-api';
import { openSession } from './run-session';
import { createRunStore, type ChangeRuns } from './run-store';
import { createSetStore } from './set-store';

/** Of a document that much is stored with the run; the model reads no more. */
const DOCUMENT_CHARS = 2000;
/** Examples of one label that a table's column brings at most. */
const MOST_GIVEN = 60;

export async function createLabels(parts: AreaParts): Promise<LabelsApi> {
  const { history, importer, models, settings, clock, spawnLabels, changes } = parts;
  const sets = await createSetStore(history.labelSets);
  const store = createRunStore(history.labelRuns);
  const runs = createObservable(await store.list());
  await store.sweep(runs.get());
  let current: LabelSession | null = null;
  let opening: Promise<unknown> = Promise.resolve();

  async function changeRuns(change: ChangeRuns): Promise<void> {
    runs.set(await store.changeList(change));
  }

  async function followRuns(): Promise<void> {
    runs.set(await store.list());
    closeIf(({ id }) => runs.get().every((run) => run.id !== id));
  }

  function closeIf(isGone: (run: { readonly id: string }) => boolean): void {
    if (!current || !isGone(current)) return;
    current.close();
    current = null;
  }

  async function addRun(setId: string, source: LabelSource): Promise<string> {
    if (source.rows.length === 0) throw nothingIn('There is no row to label.');
    const { labelColumn } = source;
    sets.require(setId);
    if (labelColumn !== null) await sets.change(setId, (set) => withGivenLabels(set, source, labelColumn));
    const run: LabelRunSummary = {
      id: crypto.randomUUID(),
      labelSetId: setId,
      name: source.name,
      total: source.rows.length,
      done: 0,
      startedAt: new Date(clock.now()).toISOString(),
    };
    await store.addRows(run, source);
    await changeRuns((now) => [run, ...now]);
    return run.id;
  }

  async function open(runId: string): Promise<LabelSession> {
    if (current?.id === runId) return current;
    const run = runs.get().find(({ id }) => id === runId);
    const source = run ? await store.source(run) : null;
    if (!run || !source)
      throw nothingIn('This table is not stored whole, or is gone. Please add the file again.');
    current?.close();
    current = null;
    current = await openSession({
      ...{ run, source, store, sets, models, spawnLabels },
      embedderId: settings.get().embedderId,
      onDone: (done) =>
        void changeRuns((now) => now.map((other) => (other.id === runId ? { ...other, done } : other))).catch(
          // The rows and their vectors are stored; the number in the list is found again when the run is opened.
          () => undefined,
        ),
    });
    return current;
  }

  /** Takes runs off the list; their rows are deleted at the next start. */
  async function removeRuns(isGone: (run: LabelRunSummary) => boolean): Promise<Undo> {
    const gone = runs.get().filter(isGone);
    const ids = new Set(gone.map(({ id }) => id));
    const others: ChangeRuns = (now) => now.filter(({ id }) => !ids.has(id));
    closeIf(({ id }) => ids.has(id));
    await store.changeRemoved((now) => [...now, ...gone]);
    await changeRuns(others);
    return async () => {
      await changeRuns((now) => [...gone, ...now].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1)));
      await store.changeRemoved(others);
    };
  }

  changes.on(elsewhere('labelSets'), () => void sets.follow().catch(() => undefined));
  changes.on(elsewhere('labelRuns'), () => void followRuns().catch(() => undefined));

  return {
    templates: labelTemplates,
    sets: sets.sets,
    createSet: sets.create,
    changeSet: sets.change,
    duplicateSet: sets.duplicate,
    async removeSet(id) {
      const restoreSet = await sets.remove(id);
      const restoreRuns = await removeRuns(({ labelSetId }) => labelSetId === id);
      return async () => {
        await restoreSet();
        await restoreRuns();
      };
    },
    usualMeaning: (name) => usualDescription(name) ?? usualSayings(name)[0] ?? null,

    readTable: (file, options = {}) => importer.readTable(file, options),
    documentCount: async () => (await history.documents.all()).length,

    runs,
    addRun,
    async addDocumentRun(setId) {
      const documents = await history.documents.all();
      if (documents.length === 0)
        throw nothingIn('There are no documents in Deskside yet. Please add some under Documents.');
      return addRun(setId, {
        name: documents.length === 1 ? '1 document' : `${documents.length} documents`,
        columns: ['path', 'title', 'text'],
        rows: documents.map(({ path, title, text }) => [path, title, beginningOf(text, title)]),
        separator: ',',
        textColumns: [1, 2],
        titleColumn: 1,
        labelColumn: null,
        writtenColumns: [0, 1],
      });
    },
    async addTextRun(setId, text) {
      const texts = text
        .split(/\n\s*\n/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
      if (texts.length === 0) throw nothingIn('There is no text to label. Please paste some.');
      return addRun(setId, {
        name: texts.length === 1 ? '1 pasted text' : `${texts.length} pasted texts`,
        columns: ['text'],
        rows: texts.map((one) => [one]),
        separator: ',',
        textColumns: [0],
        titleColumn: null,
        labelColumn: null,
        writtenColumns: [0],
      });
    },
    current: () => current,
    open(runId) {
      const opened = opening.then(() => open(runId));
      opening = opened.catch(() => undefined);
      return opened;
    },
    removeRun: (runId) => removeRuns(({ id }) => id === runId),
  };
}

/** Without the title, which most documents begin with. */
function beginningOf(text: string, title: string): string {
  const own = text.trimStart();
  return (own.startsWith(title) ? own.slice(title.length).trimStart() : own).slice(0, DOCUMENT_CHARS);
}

/** Labels in a column of the table become labels of the set where they are new, and its rows examples. */
function withGivenLabels(set: LabelSet, { rows, textColumns }: LabelSource, labelColumn: number): LabelSet {
  const known = new Set(set.examples.map(({ text }) => text));
  const counts = new Map<string, number>();
  const examples = rows.flatMap((row) => {
    const label = (row[labelColumn] ?? '').trim();
    const text = textColumns
      .map((column) => row[column] ?? '')
      .join('\n')
      .trim();
    const count = counts.get(label) ?? 0;
    if (label === '' || text === '' || known.has(text) || count >= MOST_GIVEN) return [];
    counts.set(label, count + 1);
    return [{ text, label }];
  });
  const names = new Set(set.labels.map(({ name }) => name));
  const added = [...counts.keys()].filter((name) => !names.has(name));
  if (added.length > MOST_LABELS)
    throw nothingIn(
      `The column of labels has ${added.length} different values, so it cannot be one of labels. Please choose another column.`,
    );
  return {
    ...set,
    labels: [...set.labels, ...added.map((name) => ({ name, description: '' }))],
    examples: [...set.examples, ...examples],
  };
}

const MOST_LABELS = 100;

function nothingIn(message: string): DesksideError {
  return new DesksideError({ code: 'import-empty', message, retryable: false });
}
