import { SUITES, type EvaluationResult, type Suite } from '../../contracts/evaluation';
import { DesksideError, toFailure } from '../../contracts/failure';
import type { ImportFile } from '../../contracts/import-api';
import { countTrainingMail } from '../../evaluation/training-mail';
import { createLearningClient } from '../../worker-client/learning-client';
import type { AreaParts } from '../area-parts';
import { lazily } from '../lazily';
import { createDataFiles, type DataFiles } from './data-files';
import type { EvaluationApi, EvaluationRunOptions } from './evaluation-api';
import { VectorCache } from '../vector-cache';
import { readRunFile, RUN_FILE } from './run-file';
import { scoreJudged } from './score-judged';
import type { RunSuite } from './suite-run';

/** The files of the sample that hold or need labels, in its folder. */
const SAMPLE_FILES = [
  'inbox.mbox',
  'sent.mbox',
  'labels.json',
  'pii.json',
  'queries.json',
  'tickets.csv',
  'documents.json',
  RUN_FILE,
];
const SAMPLE_FOLDER = 'samples/harbour';

/** The file that tells that a folder can be scored by a suite. */
const LABEL_FILE: Readonly<Record<Suite, string>> = {
  triage: 'labels.json',
  summary: 'labels.json',
  draft: 'labels.json',
  tickets: 'tickets.csv',
  documents: 'documents.json',
  search: 'queries.json',
  pii: 'pii.json',
};
const NEEDS_MAIL: ReadonlySet<Suite> = new Set(['triage', 'summary', 'draft', 'pii']);

/** Each is loaded when it is first run. */
const RUN: Readonly<Record<Suite, () => Promise<RunSuite>>> = {
  triage: async () => (await import('./run-suites/triage')).runTriage,
  summary: async () => (await import('./run-suites/summary')).runSummary,
  draft: async () => (await import('./run-suites/draft')).runDraft,
  tickets: async () => (await import('./run-suites/tickets')).runTickets,
  documents: async () => (await import('./run-suites/documents')).runDocuments,
  search: async () => (await import('./run-suites/search')).runSearch,
  pii: async () => (await import('./run-suites/pii')).runPii,
};

/** Few, so that a cancel takes hold soon. */
const TEXTS_AT_A_TIME = 8;

export function createEvaluation({
  models,
  importer,
  spawnLearner,
}: Pick<AreaParts, 'models' | 'importer' | 'spawnLearner'>): EvaluationApi {
  async function runSuite(
    suite: Suite,
    files: readonly ImportFile[],
    { signal, onProgress, generator = false }: EvaluationRunOptions,
  ): Promise<EvaluationResult> {
    const data = createDataFiles(files);
    const settings = await readRunFile(data);
    const run = await RUN[suite]();
    const findings = await run({
      files: data,
      importer,
      signal,
      embedder: lazily(async () => {
        const embedder = await models.embedder(signal);
        // Baselines ask for the same texts.
        return new VectorCache(embedder.modelId, async () => embedder, TEXTS_AT_A_TIME);
      }),
      generator: async (work) => ((settings?.generator ?? generator) ? models.generator(signal, work) : null),
      learn: createLearningClient(spawnLearner).train,
      heldOut: settings?.heldOut ?? null,
      progress: (activity, done, total) => onProgress?.({ activity, done, total }),
    });
    signal.throwIfAborted();
    return { suite, data: settings?.data ?? nameOf(files), ...findings };
  }

  return {
    sampleFiles,
    suitesIn(files) {
      const data = createDataFiles(files);
      return SUITES.filter(
        (suite) => data.has(LABEL_FILE[suite]) && (!NEEDS_MAIL.has(suite) || data.has('inbox.mbox')),
      );
    },
    run: (suite, files, options) => asDesksideError(() => runSuite(suite, files, options)),
    async scoreTriage(judged, data) {
      const known = await countTrainingMail(judged.flatMap(({ messageId }) => messageId ?? []));
      return {
        suite: 'triage',
        data,
        models: [],
        heldOut: known === 0,
        method: `What Deskside said of each mail before you judged it, beside what you say.${
          known === 0
            ? ''
            : ` ${known} of these ${judged.length} mails were used to train it, so the figures flatter; those of your own mail tell more.`
        }`,
        baselines: {},
        ...(await scoreJudged(judged)),
      };
    },
  };
}

/** A cancelled run ends with an `AbortError` of the signal, which is none of ours. */
async function asDesksideError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw thrown instanceof DesksideError ? thrown : new DesksideError(toFailure(thrown), { cause: thrown });
  }
}

/** The folder that all files lie in, else the one file that says what they are. */
function nameOf(files: readonly ImportFile[]): string {
  const folders = new Set(
    files.map(({ name }) => (name.includes('/') ? name.slice(0, name.indexOf('/')) : '')),
  );
  const [folder] = folders;
  return folders.size === 1 && folder ? folder : (files[0]?.name ?? '');
}

async function sampleFiles(): Promise<readonly ImportFile[]> {
  const files = await Promise.all(SAMPLE_FILES.map(fetchSample));
  const documents = await createSampleDocuments(createDataFiles(files));
  return [...files, ...documents];
}

async function createSampleDocuments(data: DataFiles): Promise<readonly ImportFile[]> {
  const { DocumentLabels } = await import('./label-files');
  const kinds = await data.readJson('documents.json', DocumentLabels);
  return Promise.all(kinds.map(({ file }) => fetchSample(`documents/${file}`)));
}

async function fetchSample(name: string): Promise<ImportFile> {
  const response = await fetch(`${SAMPLE_FOLDER}/${name}`).catch((cause: unknown) => {
    throw sampleFailure(name, cause);
  });
  if (!response.ok) throw sampleFailure(name, new Error(`status ${response.status}`));
  return { name: `harbour/${name}`, blob: await response.blob() };
}

function sampleFailure(name: string, cause: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'download-failed',
      message: `The sample’s “${name}” could not be loaded. Check that the page’s server is running, and try again.`,
      retryable: true,
    },
    { cause },
  );
}
