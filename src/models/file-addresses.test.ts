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
  expect(fileAddresses(bundled, 'onnx/model.onnx', NO_MODEL_SOURCES)).toEqual([
    'models/tiny/onnx/model.onnx',
  ]);
  expect(fileAddresses(bundled, 'config.json', SOURCES)[0]).toBe('models/tiny/config.json');
});

it('asks the own folder, then the hubs in order, at the pinned commit', () => {
  expect(fileAddresses(hub, 'onnx/a b.onnx', SOURCES)).toEqual([
    'https://files.example/models/tiny/onnx/a%20b.onnx',
    'https://hub.example/owner/tiny/resolve/c0ffee/onnx/a%20b.onnx',
    'https://mirror.example/owner/tiny/resolve/c0ffee/onnx/a%20b.onnx',
  ]);
});

it('has no address while no hub is allowed, nor for what came from a file', () => {
  expect(fileAddresses(hub, 'config.json', NO_MODEL_SOURCES)).toEqual([]);
  expect(
    fileAddresses(model({ kind: 'file', name: 'x.gguf' }), 'x.gguf', { ...SOURCES, folder: null }),
  ).toEqual([]);
});
