import { expect, test } from 'vitest';
import type { OwnServer } from '../../contracts/own-server';
import { readServerForm, serverForm, withPick, type ServerForm } from './server-form';

const SERVER: OwnServer = {
  id: 'a1b2c3d4',
  name: 'Workstation',
  kind: 'vllm',
  baseUrl: 'https://gpu.example/v1/',
  apiKey: 'secret',
  models: [{ name: 'qwen', task: 'text-generation', contextLength: 32_768 }],
};
const FORM: ServerForm = { kind: 'ollama', name: '', address: 'localhost:11434', key: '', models: [] };

test('a server that is there survives the way through the form', () => {
  const form = serverForm(SERVER, 'ollama', 'http://localhost:11434/v1/');
  expect(readServerForm(form, SERVER.id, [SERVER], 'https:')).toEqual({ ok: true, server: SERVER });
});

test('a new one begins with the address of its kind, and is called after it', () => {
  const form = serverForm(null, 'ollama', 'http://localhost:11434/v1/');
  expect(readServerForm({ ...form, key: '  ' }, 'new', [SERVER], 'https:')).toEqual({
    ok: true,
    server: {
      id: 'new',
      name: 'Ollama',
      kind: 'ollama',
      baseUrl: 'http://localhost:11434/v1/',
      apiKey: null,
      models: [],
    },
  });
});

test('addresses that cannot be asked are told apart', () => {
  const errorOf = (address: string, protocol = 'https:') => {
    const read = readServerForm({ ...FORM, address }, 'new', [], protocol);
    return read.ok ? '' : (read.errors.address ?? '');
  };
  expect(errorOf('')).toContain('Give the address');
  expect(errorOf('not an address')).toContain('“not an address” is no address');
  expect(errorOf('http://192.168.1.5:11434')).toContain(
    'browsers let such pages ask other machines over HTTPS only',
  );
  expect(errorOf('http://192.168.1.5:11434', 'http:')).toBe('');
  expect(errorOf('http://[::1]:11434', 'http:')).toContain('IPv4');
});

test('two servers do not go by one name', () => {
  const read = readServerForm({ ...FORM, name: ' Workstation ' }, 'new', [SERVER], 'https:');
  expect(read).toMatchObject({ ok: false, errors: { name: expect.stringContaining('already') } });
});

test('a model is picked once, and can be put back', () => {
  const [qwen] = SERVER.models;
  if (!qwen) throw new Error('the server has a model');
  const llama = { ...qwen, name: 'llama' };
  expect(withPick(withPick([qwen], llama, true), llama, true)).toEqual([qwen, llama]);
  expect(withPick([qwen, llama], qwen, false)).toEqual([llama]);
});
