import { readFileSync } from 'node:fs';
import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import type { TextEmbedder } from '../../contracts/capabilities';
import { unwrap } from '../../contracts/failure';
import { SUITES, type Suite } from '../../contracts/evaluation';
import type { ImportFile } from '../../contracts/import-api';
import { createImportApi } from '../../importers/create-import-api';
import exemplars from '../../tasks/classify/exemplars.json' with { type: 'json' };
import { createLearningService } from '../../tasks/classify/learning-service';
import { startInPageWorker } from '../../worker-client/in-page-worker';
import { createEvaluation } from './create-evaluation';

/** Texts that share words have vectors that are close. */
const embedder: TextEmbedder = {
  modelId: 'words',
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(384);
      for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [])
        vector[[...word].reduce((hash, char) => (hash * 31 + (char.codePointAt(0) ?? 0)) % 384, 7)] = 1;
      const norm = Math.hypot(...vector) || 1;
      return vector.map((value) => value / norm);
    }),
};

const api = createImportApi();
const evaluation = createEvaluation({
  models: {
    embedder: async () => embedder,
    generator: async () => null,
    withModel: () => Promise.reject(new Error('No model is asked for by name.')),
  },
  importer: {
    importFiles: async (files, role, { onBatch }) =>
      unwrap(await api.importFiles({ requestId: role, role, files }, onBatch, () => undefined)),
  } as Parameters<typeof createEvaluation>[0]['importer'],
  spawnLearner: () =>
    startInPageWorker((port) =>
      Comlink.expose(
        createLearningService(async () => exemplars as never),
        port as Comlink.Endpoint,
      ),
    ),
});

const MAILS = [
  {
    id: 'question',
    subject: 'Numbers for the board',
    text: 'Hi Dana,\n\nCould you send me the two figures for the board by 10:00 today? The meeting with Marlow Freight is at 11:30 and I need to know what we owe them.\n\nAda',
    label: {
      category: 'reply',
      urgent: true,
      summary: 'Ada needs two figures for the board by 10:00.',
      facts: ['10:00'],
      reply: { mustCover: ['The two figures for the board'] },
    },
  },
  {
    id: 'news',
    subject: 'Canteen',
    text: 'Hi all,\n\nFYI: the canteen is closed on Friday. Nothing to do for you. It opens again on Monday.\n\nAda',
    label: {
      category: 'read',
      urgent: false,
      summary: 'The canteen is closed on Friday.',
      facts: ['Friday'],
      reply: null,
    },
  },
];

const mbox = MAILS.map(
  ({ id, subject, text }) =>
    `From ada@y.example Mon Oct 12 18:00:00 2026\nFrom: Ada Byron <ada@y.example>\nTo: Dana Whitfield <dana@y.example>\nDate: Mon, 12 Oct 2026 18:00:00 +0200\nMessage-ID: <${id}@y.example>\nSubject: ${subject}\n\n${text}\n\n`,
).join('');

const json = (value: unknown): string => JSON.stringify(value);
const CONTENT: Readonly<Record<string, string>> = {
  'inbox.mbox': mbox,
  'labels.json': json({
    owner: { name: 'Dana Whitfield', email: 'dana@y.example' },
    messages: MAILS.map(({ id, label }) => ({ messageId: `<${id}@y.example>`, ...label })),
  }),
  'pii.json': json([{ messageId: 'question@y.example', spans: [{ text: 'Dana', type: 'person' }] }]),
  'documents.json': json([
    { file: 'lease.md', kind: 'contract' },
    { file: 'minutes.md', kind: 'meeting minutes' },
  ]),
  'lease.md': '# Lease contract\n\nThis contract between the parties lets the depot for two years.',
  'minutes.md':
    '# Meeting minutes\n\nPresent at the meeting: Ada and Dana. The gate outage drill is on Wednesday.',
  'queries.json': json([{ query: 'when is the gate outage drill', file: 'minutes.md', answer: 'Wednesday' }]),
  'tickets.csv': `id,text,label\n${Array.from({ length: 8 }, (_, index) =>
    index % 2 === 0
      ? `t${index},"The invoice ${index} is wrong, please correct the payment",billing`
      : `t${index},"The service is down, nothing loads since ${index} o'clock",outage`,
  ).join('\n')}\n`,
};

function files(overrides: Readonly<Record<string, string | null>> = {}): ImportFile[] {
  return Object.entries({ ...CONTENT, ...overrides }).flatMap(([name, text]) =>
    text === null ? [] : [{ name: `ward/${name}`, blob: new Blob([text]) }],
  );
}

const run = (suite: Suite, data = files()) =>
  evaluation.run(suite, data, { signal: new AbortController().signal });

describe('createEvaluation', () => {
  it.each([
    ['triage', ['accuracy', 'macroF1', 'urgentF1', 'ece'], ['majority', 'keywordRules', 'nearestCentroid']],
    [
      'summary',
      ['factRecall', 'unsupportedRate', 'compression', 'rouge1', 'rouge2', 'rougeL'],
      ['lead2', 'textRank', 'lexRank'],
    ],
    ['draft', ['coverage', 'unmarkedUnsupported'], ['acknowledgement', 'quote']],
    ['tickets', ['accuracy', 'macroF1', 'zeroShotMacroF1'], ['majority', 'keywords', 'nearestCentroid']],
    ['documents', ['accuracy'], ['majority', 'keywords', 'nearestName']],
    ['search', ['ndcg10', 'recall5', 'mrr'], ['bm25', 'keywords', 'vectors']],
    ['pii', ['f1', 'precision', 'recall'], ['patterns']],
  ] as const)(
    'scores %s with an interval for each metric, beside its baselines',
    async (suite, metrics, baselines) => {
      const result = await run(suite);
      expect(result).toMatchObject({ suite, data: 'ward', heldOut: true });
      expect(result.items.length).toBe(result.n);
      expect(Object.keys(result.baselines)).toEqual(baselines);
      for (const metric of metrics) {
        const value = result.metrics[metric] ?? Number.NaN;
        expect(value).toBeGreaterThanOrEqual(0);
        const [low = 1, high = 0] = result.intervals[metric] ?? [];
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    },
  );

  it('tells from the files which suites can be scored', () => {
    expect(evaluation.suitesIn(files())).toEqual(SUITES);
    expect(evaluation.suitesIn(files({ 'inbox.mbox': null }))).toEqual(['tickets', 'documents', 'search']);
  });

  it('sorts as the app does, and says what was expected', async () => {
    const { items, classification } = await run('triage');
    expect(items[0]).toMatchObject({
      title: 'Numbers for the board',
      expected: 'reply, urgent',
      right: true,
    });
    expect(classification?.perLabel.find(({ label }) => label === 'reply')?.support).toBe(1);
  });

  it('counts a type of personal data that the app does not know as missed', async () => {
    const spans = [
      { text: 'Ada', type: 'person' },
      { text: '10:00', type: 'time of day' },
    ];
    const labels = json([{ messageId: '<question@y.example>', spans }]);
    const { recallByType } = await run('pii', files({ 'pii.json': labels }));
    expect(recallByType?.['time of day']).toBe(0);
  });

  it('uses the weights that were fitted without data that is trained on, and says so', async () => {
    const { default: head } = await import('../../tasks/classify/triage-head.json');
    const { default: salience } = await import('../../tasks/summarise/salience-weights.json');
    // A head that calls everything noise is told from the one that ships.
    const category = head.category.map((row, index) => ({
      embedding: row.embedding.map(() => 0),
      cues: row.cues.map(() => 0),
      wordings: row.wordings.map(() => 0),
      bias: index === 3 ? 9 : 0,
    }));
    const settings = {
      data: 'harbour',
      generator: false,
      heldOut: { head: { ...head, category }, salience, nights: ['harbour'] },
    };
    const result = await run('triage', files({ 'evaluation-run.json': json(settings) }));
    expect(result).toMatchObject({ data: 'harbour', heldOut: true });
    expect(result.method).toContain('without “harbour”');
    expect(result.items.map(({ said }) => said)).toEqual(['skip', 'skip']);
  });

  it('takes the words of the labels where labels.json is about mail, and its descriptions where it has some', async () => {
    const described = json([
      { name: 'billing', description: 'nothing loads, the service is down' },
      { name: 'outage', description: 'an invoice or a payment is wrong' },
    ]);
    const plain = await run('tickets');
    const swapped = await run('tickets', files({ 'labels.json': described }));
    expect(plain.metrics['zeroShotMacroF1']).toBeGreaterThan(swapped.metrics['zeroShotMacroF1'] ?? 1);
    expect(swapped.metrics['macroF1']).toBeGreaterThan(0.5);
  });

  it.each([
    ['triage', { 'labels.json': null }, 'import-empty', /no “labels\.json”/u],
    ['triage', { 'inbox.mbox': null }, 'import-empty', /no “inbox\.mbox”/u],
    [
      'triage',
      { 'labels.json': '{' },
      'import-damaged',
      /“labels\.json” cannot be used: it is no valid JSON/u,
    ],
    ['pii', { 'pii.json': '[{"messageId":1}]' }, 'import-damaged', /“0\.messageId” is not as expected/u],
    ['search', { 'minutes.md': null }, 'import-empty', /no “minutes\.md”/u],
    ['tickets', { 'tickets.csv': 'a,b\n1,2' }, 'import-damaged', /a column “text” and a column “label”/u],
  ] as const)('says what is wrong with the data of %s: %o', async (suite, overrides, code, sentence) => {
    const failed = run(suite, files(overrides));
    await expect(failed).rejects.toMatchObject({ failure: { code } });
    await expect(failed).rejects.toThrow(sentence);
  });

  it('ends when it is cancelled', async () => {
    const cancelled = new AbortController();
    const ended = evaluation.run('tickets', files(), {
      signal: cancelled.signal,
      onProgress: () => cancelled.abort(),
    });
    await expect(ended).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('scoreTriage', () => {
  it('scores what the user judged, without reading any mail', async () => {
    const said = { category: 'reply', urgent: false, confidence: 0.9 } as const;
    const judged = [
      { id: '1', title: 'One', expected: { category: 'reply', urgent: false }, said },
      { id: '2', title: 'Two', expected: { category: 'act', urgent: true }, said },
    ] as const;
    const result = await evaluation.scoreTriage(judged, 'My mail');
    expect(result).toMatchObject({
      data: 'My mail',
      n: 2,
      metrics: { accuracy: 0.5, urgentF1: 0, ece: 0.4 },
    });
    expect(result.items[1]).toMatchObject({ expected: 'act, urgent', said: 'reply', right: false });
  });

  it('does not pass mail that was trained on off as the user’s own', async () => {
    const { messages } = JSON.parse(
      readFileSync(new URL('../../../public/samples/harbour/labels.json', import.meta.url), 'utf8'),
    ) as { messages: readonly { messageId: string }[] };
    const said = { category: 'reply', urgent: false, confidence: 0.9 } as const;
    const judged = { id: '1', title: 'One', expected: { category: 'reply', urgent: false }, said } as const;
    const score = (messageId: string) => evaluation.scoreTriage([{ ...judged, messageId }], 'My mail');
    expect(await score('<own@y.example>')).toMatchObject({ heldOut: true });
    const sample = await score(messages[0]?.messageId ?? '');
    expect(sample.heldOut).toBe(false);
    expect(sample.method).toContain('1 of these 1 mails were used to train it');
  });
});
