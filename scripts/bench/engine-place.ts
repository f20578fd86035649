import { symlink } from 'node:fs/promises';
import path from 'node:path';
import type { VariantPin } from '../../src/contracts/model-choice';
import { ALL_MINILM_L6_V2 } from '../../src/models/catalogue/all-minilm-l6-v2';
import { SMOLLM2_135M_DESK } from '../../src/models/catalogue/smollm2-135m-desk';
import { ensureSourceModel } from '../fixtures/source-model';
import { peakPageMemory } from '../lib/process-memory';
import { startStaticServer } from '../lib/static-server';
import { withBenchBrowser, withProfile } from './bench-browser';
import { createServedBuild } from './served-build';

/** Where the contest is held. */
export interface EnginePlace {
  readonly origin: string;
  /** A browser's profile in which all models are installed. */
  readonly profile: string;
  /** One in which nothing is. */
  readonly bareProfile: string;
  /** The model that the starter generator was tuned from, as installed from its GGUF file. */
  readonly gguf: {
    readonly modelId: string;
    /** On the server. */
    readonly address: string;
    /** On the disk. */
    readonly file: string;
  };
  /** The ways that a page without a GPU has for each model, the likeliest first. */
  readonly ways: Readonly<Record<string, readonly VariantPin[]>>;
  readonly browserVersion: string;
  /** Bytes of a page without a model; null where the system does not tell. */
  readonly idleBytes: number | null;
  /** Bytes that so many threads read from memory in a second. */
  memorySpeed(threads: number): Promise<number>;
}

const GGUF_NAME = 'SmolLM2-135M-Instruct.Q4_1.gguf';
const STARTERS = [SMOLLM2_135M_DESK.id, ALL_MINILM_L6_V2.id];

/** Serves the built app with the GGUF file beside it, installs the models, and runs `work`. Rejects with `FixtureUnavailable` without the file. */
export async function withEnginePlace<T>(
  log: (line: string) => void,
  work: (place: EnginePlace) => Promise<T>,
): Promise<T> {
  const file = await ensureSourceModel(log);
  const build = await createServedBuild();
  await symlink(file, path.join(build.root, GGUF_NAME));
  const server = await startStaticServer({ root: build.root });
  try {
    return await withProfile((bareProfile) =>
      withProfile(async (profile) => work({ ...(await furnish(server.url, profile, file)), bareProfile })),
    );
  } finally {
    await server.close();
    await build.remove();
  }
}

async function furnish(
  origin: string,
  profile: string,
  file: string,
): Promise<Omit<EnginePlace, 'bareProfile'>> {
  const address = new URL(GGUF_NAME, origin).href;
  const installed = await withBenchBrowser({ origin, profile }, async ({ context, page }) => {
    for (const modelId of STARTERS)
      await page.evaluate((id) => globalThis.desksideBench.installModel(id), modelId);
    const modelId = await page.evaluate((url) => globalThis.desksideBench.engines.importModel(url), address);
    const ways: Record<string, readonly VariantPin[]> = {};
    for (const id of [...STARTERS, modelId])
      ways[id] = await page.evaluate((asked) => globalThis.desksideBench.engines.ways(asked), id);
    return {
      gguf: { modelId, address, file },
      ways,
      browserVersion: context.browser()?.version() ?? 'unknown',
    };
  });
  return {
    ...{ origin, profile },
    ...installed,
    idleBytes: await withBenchBrowser({ origin, profile }, ({ context }) => peakPageMemory(context)),
    memorySpeed: (threads) =>
      withBenchBrowser({ origin, profile }, ({ page }) =>
        page.evaluate((count) => globalThis.desksideBench.engines.measureMemorySpeed(count), threads),
      ),
  };
}
