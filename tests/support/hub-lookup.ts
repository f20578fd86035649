import { afterEach, expect } from 'vitest';
import { toFailure, type Failure } from '../../src/contracts/failure';
import type { MachineProfile } from '../../src/contracts/machine';
import type { ModelEntry } from '../../src/contracts/model';
import { resolveHubModel, type HubModelRequest } from '../../src/models/hub/resolve-hub-model';
import { startHubServer, type HubServer } from './hub-server';
import type { HubRepository } from './hub-server/repository';
import { onnxFolder } from './onnx-folder';

export const WITHOUT_GPU: MachineProfile = {
  ...{ gpu: null, threads: 4, memoryGiB: 8, freeBytes: null, probe: null },
};
const WITH_GPU: MachineProfile = {
  ...WITHOUT_GPU,
  gpu: {
    name: 'test',
    shaderF16: true,
    isFallback: false,
    maxBufferSize: 2 ** 30,
    maxStorageBufferBindingSize: 2 ** 30,
  },
};

export const tinyWriter = (files = onnxFolder(), more: Partial<HubRepository> = {}): HubRepository => ({
  id: 'desk/Tiny-Writer-ONNX',
  files,
  lfsFromBytes: 1000,
  pipelineTag: 'text-generation',
  license: 'apache-2.0',
  languages: ['en', 'code', 'de'],
  ...more,
});

export interface HubLookup {
  /** Starts a hub with these repositories, in place of the one before. */
  serve(...repositories: HubRepository[]): Promise<HubServer>;
  /** Looks a model up there, the tiny writer unless told otherwise, for a machine with a GPU. */
  resolve(more?: Partial<HubModelRequest>): Promise<ModelEntry>;
}

/** For the tests of a file, each of which has a hub of its own. */
export function useHubLookup(): HubLookup {
  let hub: HubServer | null = null;
  const close = async (): Promise<void> => {
    await hub?.close();
    hub = null;
  };
  afterEach(close);
  return {
    async serve(...repositories) {
      await close();
      hub = await startHubServer({ repositories });
      return hub;
    },
    resolve: (more = {}) =>
      resolveHubModel({
        repo: 'desk/Tiny-Writer-ONNX',
        revision: 'main',
        listing: null,
        hubs: hub ? [hub.url] : [],
        fetch,
        machine: WITH_GPU,
        ...more,
      }),
  };
}

export async function failureOf(resolving: Promise<unknown>): Promise<Failure> {
  return resolving.then(
    () => expect.unreachable('resolved'),
    (error: unknown) => toFailure(error),
  );
}

export const pathsOf = (entry: ModelEntry): string[] => entry.files.map(({ path }) => path);
