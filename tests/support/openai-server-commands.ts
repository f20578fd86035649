/** Commands by which tests in a browser start and stop the real OpenAI-compatible server. */
import type { BrowserCommand } from 'vitest/node';
import { reasonToSkip } from '../../scripts/fixtures/fixture-unavailable.ts';
import {
  startOpenAiServer,
  type OpenAiServer,
  type OpenAiServerOptions,
} from '../../scripts/fixtures/openai-server.ts';
import { ensureSourceModel } from '../../scripts/fixtures/source-model.ts';

/** What a started server is known by; or why there is none on this machine. */
export type StartedOpenAiServer =
  | { readonly baseUrl: string; readonly model: string; readonly unavailable: null }
  | { readonly unavailable: string };

export type OpenAiServerStart = Omit<OpenAiServerOptions, 'model'>;

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Serves the source model. Where the server cannot be had, tests are to be skipped by name; on CI this rejects instead. */
    startOpenAiServer(options: OpenAiServerStart): Promise<StartedOpenAiServer>;
    /** Ends the server, whatever it is doing. */
    stopOpenAiServer(baseUrl: string): Promise<void>;
  }
}

const running = new Map<string, OpenAiServer>();

const start: BrowserCommand<[OpenAiServerStart]> = async (
  _context,
  options,
): Promise<StartedOpenAiServer> => {
  try {
    const model = await ensureSourceModel(console.log);
    const server = await startOpenAiServer({ ...options, model });
    running.set(server.baseUrl, server);
    return { baseUrl: server.baseUrl, model: server.model, unavailable: null };
  } catch (error) {
    return { unavailable: reasonToSkip(error) };
  }
};

const stop: BrowserCommand<[string]> = async (_context, baseUrl): Promise<void> => {
  await running.get(baseUrl)?.stop();
  running.delete(baseUrl);
};

export const OPENAI_SERVER_COMMANDS = { startOpenAiServer: start, stopOpenAiServer: stop };
