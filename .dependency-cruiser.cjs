/**
 * Who may import whom. Each rule is the design's, and each breach fails the build.
 * Folders not named in `may` are forbidden; tests may import anything.
 */
const may = {
  contracts: [],
  platform: ['contracts'],
  models: ['contracts', 'platform'],
  importers: ['contracts', 'platform'],
  // Each kind in a folder of its own; the app loads a kind when there is a source of it.
  // Of importers, those for local files: where a mail begins and ends is decided in one place.
  sources: ['contracts', 'platform', 'importers'],
  history: ['contracts', 'platform'],
  // The file that holds everything; knows no table.
  'workspace-file': ['contracts', 'platform'],
  routing: ['contracts', 'platform'],
  // Shared by the page and the relay.
  providers: ['contracts'],
  tasks: ['contracts', 'platform'],
  'worker-client': ['contracts', 'platform'],
  evaluation: ['contracts', 'tasks', 'routing'],
  app: [
    'contracts',
    'platform',
    'models',
    'importers',
    'sources',
    'history',
    'routing',
    'providers',
    'tasks',
    'worker-client',
    'evaluation',
  ],
  // Modules for other projects; no part of the app.
  library: ['contracts', 'platform', 'models', 'importers', 'tasks', 'worker-client'],
  examples: ['contracts', 'library'],
  ui: ['contracts', 'platform', 'app'],
  // Measured by the page `bench.html`; no part of the app.
  benchmarks: ['contracts', 'platform', 'models', 'worker-client', 'app', 'engines'],
};

const folderRules = Object.entries(may).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import only ${['itself', ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^(src|workers|relay|scripts|tests)/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    {
      name: 'engine-imports',
      comment:
        'An engine imports contracts, platform and its own folder; the shared helpers stand directly in src/engines.',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/' },
      to: {
        path: '^(src|workers|relay|scripts|tests)/',
        pathNot: ['^src/(contracts|platform)/', '^src/engines/$1/', '^src/engines/[^/]+\\.ts$'],
      },
    },
    ...Object.entries({
      transformers: '@huggingface/transformers|onnxruntime-web|@mlc-ai/web-xgrammar',
      'web-llm': '@mlc-ai/web-llm',
      wllama: '@wllama/wllama',
    }).map(([engine, vendor]) => ({
      name: `${engine}-vendor`,
      comment: 'Of the app, only the engine of that name imports the vendor package.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: `^src/(engines/${engine}|benchmarks)/` },
      to: { path: `node_modules/(${vendor})/` },
    })),
    {
      name: 'worker-imports',
      comment:
        'Workers are thin entries over contracts, platform, engines, models, importers, tasks and the workspace file.',
      severity: 'error',
      from: { path: '^workers/' },
      to: {
        path: '^src/',
        pathNot: '^src/(contracts|platform|engines|models|importers|tasks|workspace-file)/',
      },
    },
    {
      name: 'relay-imports',
      comment:
        'The relay imports contracts and what it shares with the page; nothing imports the relay but scripts.',
      severity: 'error',
      from: { path: '^relay/' },
      to: { path: '^(src|workers|scripts|tests)/', pathNot: '^src/(contracts|providers)/' },
    },
    {
      name: 'concrete-engines',
      comment:
        'Concrete engines are named only in main.ts, what it loads for models of the page, workers and benchmarks.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(main|page-models)\\.ts$', '^src/(engines|benchmarks)/'] },
      to: { path: '^src/engines/' },
    },
    {
      name: 'logic-without-svelte',
      comment: 'Logic knows nothing of Svelte.',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: ['^src/ui/', '^src/main\\.ts$'] },
      to: { path: 'node_modules/(svelte|bits-ui|virtua|@lucide)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|workers)/',
        // The measures of evaluation are read by scripts, which stand outside this graph.
        pathNot: ['\\.d\\.ts$', '^src/main\\.ts$', '^workers/', '^src/evaluation/'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(browser\\.)?test\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'browser', 'import', 'default'],
    },
    extraExtensionsToScan: [],
  },
};
