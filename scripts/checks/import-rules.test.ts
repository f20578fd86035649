import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = process.cwd();
let folder: string;

/** Breaches of the import rules, by the rule that each must break. */
const BREACHES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'contracts-imports': { 'src/contracts/a.ts': "export { b } from '../platform/b';" },
  'tasks-imports': {
    'src/tasks/classify/a.ts': "import type { C } from '../../history/c'; export type D = C;",
  },
  'ui-imports': {
    'src/ui/views/a.svelte':
      '<script lang="ts">\n  import { b } from \'../../tasks/b\';\n</script>\n\n<p>{b}</p>',
  },
  'engine-imports': { 'src/engines/fake/a.ts': "export { t } from '../transformers/t';" },
  'transformers-vendor': {
    'src/tasks/b.ts': "import { env } from '@huggingface/transformers'; export const x = env;",
  },
  'web-llm-vendor': {
    'src/tasks/d.ts':
      "import { prebuiltAppConfig } from '@mlc-ai/web-llm'; export const x = prebuiltAppConfig;",
  },
  'wllama-vendor': {
    'src/tasks/e.ts': "import { Wllama } from '@wllama/wllama'; export const x = Wllama;",
  },
  'worker-imports': { 'workers/a.ts': "export { app } from '../src/app/app';" },
  'providers-imports': { 'src/providers/a.ts': "export { b } from '../platform/b';" },
  'relay-imports': { 'relay/a.ts': "export { b } from '../src/platform/b';" },
  'concrete-engines': { 'src/app/app.ts': "export { t as app } from '../engines/transformers/t';" },
  'logic-without-svelte': { 'src/tasks/c.ts': "import { onMount } from 'svelte'; export const y = onMount;" },
  'no-cycles': {
    'src/routing/a.ts': "import { b } from './b'; export const a = () => b;",
    'src/routing/b.ts': "import { a } from './a'; export const b = () => a;",
  },
  'no-orphans': { 'src/models/forgotten.ts': 'export const forgotten = 1;' },
};

const LAWFUL = {
  'src/platform/b.ts': 'export const b = 1;',
  'src/history/c.ts': 'export type C = 1;',
  'src/engines/transformers/t.ts': 'export const t = 1;',
  'tsconfig.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }',
  'package.json': '{ "type": "module" }',
};

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-rules-'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  for (const [file, text] of [LAWFUL, ...Object.values(BREACHES)].flatMap((files) => Object.entries(files))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it('fails for a breach of each rule, in TypeScript, types and Svelte components, and for nothing else', () => {
  const cruiser = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = path.join(ROOT, '.dependency-cruiser.cjs');
  const { status, stdout } = spawnSync(
    process.execPath,
    [cruiser, 'src', 'workers', 'relay', '--config', rules, '--output-type', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  expect(status).toBe(0);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string; severity: string } }[] };
  };
  const found = summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  // A cycle is told once, at its first file; an engine named in `app` breaks the rule of that folder as well.
  const expected = Object.entries(BREACHES).map(([rule, files]) => `${rule}: ${Object.keys(files)[0]}`);
  expected.push('app-imports: src/app/app.ts');
  expect(new Set(found)).toEqual(new Set(expected));
  expect(summary.violations.every(({ rule }) => rule.severity === 'error')).toBe(true);
}, 60_000);
