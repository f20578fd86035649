import { expect, it } from 'vitest';
import type { ModelSource } from '../contracts/model';
import { NO_MODEL_SOURCES } from '../contracts/model-sources';
import { fileAddresses } from './file-addresses';

const SOURCES = {
  hubs: ['https://hub.example/', 'https://mirror.example/'],
  folder: 'https://files.example/models/',
  redirects: [],
};

const model = (source: ModelSource, baseUrl = '') => ({ id: 'tiny', source, baseUrl });
const hub = model({ kind: 'hub', repo: 'owner/tiny', revision: 'c0ffee' });

it('asks the app’s own origin for what ships with it', () => {
  const bundled = model({ kind: 'bundled' }, 'models/tiny/');
  expect(fileAddresses(bundled, { path: 'onnx/model.onnx' }, NO_MODEL_SOURCES)).toEqual([
    'models/tiny/onnx/model.onnx',
  ]);
  expect(fileAddresses(bundled, { path: 'config.json' }, SOURCES)[0]).toBe('models/tiny/config.json');
});

it('asks the own folder, then the hubs in order, at the pinned commit', () => {
  expect(fileAddresses(hub, { path: 'onnx/a b.onnx' }, SOURCES)).toEqual([
    'https://files.example/models/tiny/onnx/a%20b.onnx',
    'https://hub.example/owner/tiny/resolve/c0ffee/onnx/a%20b.onnx',
    'https://mirror.example/owner/tiny/resolve/c0ffee/onnx/a%20b.onnx',
  ]);
});

it('has no address while no hub is allowed, nor for what came from a file', () => {
  expect(fileAddresses(hub, { path: 'config.json' }, NO_MODEL_SOURCES)).toEqual([]);
  expect(
    fileAddresses(model({ kind: 'file', name: 'x.gguf' }), { path: 'x.gguf' }, { ...SOURCES, folder: null }),
  ).toEqual([]);
});

it('asks the server of a file that has an address of its own, if the user allowed it', () => {
  const library = { path: 'lib.wasm', address: 'https://raw.example/libs/lib.wasm' };
  const folder = 'https://files.example/models/tiny/lib.wasm';
  expect(fileAddresses(hub, library, SOURCES)).toEqual([folder]);
  const allowed = { ...SOURCES, redirects: ['https://raw.example'] };
  expect(fileAddresses(hub, library, allowed)).toEqual([folder, library.address]);
  expect(fileAddresses(hub, library, { ...allowed, folder: null })).toEqual([library.address]);
});
