import type { LoadOptions } from '../../src/contracts/engine';
import type { ModelEntry } from '../../src/contracts/model';
import { weightsFrom } from './weights-from';

/** What an engine is given to load a model of a server; the server is called `serverId`. */
export function serverTarget(
  model: string,
  { serverId = 'scripted', task = 'text-generation' as ModelEntry['task'], contextLength = 4096 } = {},
): LoadOptions {
  const variant = {
    engine: 'own-server',
    device: 'server',
    graph: model,
    dtype: 'server',
    files: [],
    peakBytes: 0,
  } as const;
  const entry: ModelEntry = {
    id: `server:${serverId}:${model}`,
    name: model,
    task,
    engine: 'own-server',
    purpose: 'Runs on a server.',
    license: 'as its authors say',
    languages: [],
    parameters: 0,
    contextLength,
    quantization: 'as the server runs it',
    downloadBytes: 0,
    memoryBytes: 0,
    devices: ['server'],
    requiresF16: false,
    source: { kind: 'server', serverId, model },
    evidence: 'listed',
    baseUrl: '',
    files: [],
    variants: [variant],
    prompts: null,
    knownAnswer: { kind: 'none' },
  };
  const weights = weightsFrom(entry, async () => {
    throw new Error('a model of a server has no weights here');
  });
  return { model: entry, variant, weights, threads: 1, signal: new AbortController().signal };
}
