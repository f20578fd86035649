import { expect, it } from 'vitest';
import { belongsToShell } from './shell-files';

it.each([
  'assets/index-a.js',
  'assets/runtime-b.wasm',
  'icons/deskside.svg',
  'index.html',
  'manifest.webmanifest',
  'samples/harbour/inbox.mbox',
])('keeps %s for visits without a network', (file) => expect(belongsToShell(file)).toBe(true));

it.each([
  'models/smol/model.onnx',
  'samples/desk-mail/mail-a.jsonl',
  'screenshots/wide.png',
  'assets/index-a.js.map',
  'assets/bench-c.js',
  'bench.html',
  '_headers',
  '.nojekyll',
  'service-worker.js',
])('leaves %s to the network', (file) => expect(belongsToShell(file)).toBe(false));
