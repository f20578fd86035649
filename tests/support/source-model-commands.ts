/** The command by which tests in a browser have the source model fetched. */
import type { BrowserCommand } from 'vitest/node';
import { reasonToSkip } from '../../scripts/fixtures/fixture-unavailable.ts';
import { ensureSourceModel } from '../../scripts/fixtures/source-model.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Null once the file is there; else why it cannot be had, so that tests are to be skipped by name. On CI this rejects instead. */
    ensureSourceModel(): Promise<string | null>;
  }
}

const ensure: BrowserCommand<[]> = async (): Promise<string | null> => {
  try {
    await ensureSourceModel(console.log);
    return null;
  } catch (error) {
    return reasonToSkip(error);
  }
};

export const SOURCE_MODEL_COMMANDS = { ensureSourceModel: ensure };
