import { toTokens } from '../../src/engines/fake/fake-answer';
import type {
  BuiltInApis,
  BuiltInAvailability,
  SummarizerOptions,
  SummarizerSession,
} from '../../src/platform/built-in-ai';

export interface StandInSummarizerBrowser {
  availability: BuiltInAvailability;
  inputQuota: number;
  readonly asked: { readonly input: string; readonly context: string | undefined }[];
}

/** Stands in for Chrome's Summarizer API, with sessions that are destroyed by the signal that they were made with, too. Its summary is the first sentence after the headers. */
export function standInSummarizer(): {
  readonly browser: StandInSummarizerBrowser;
  readonly apis: BuiltInApis;
} {
  const browser: StandInSummarizerBrowser = { availability: 'available', inputQuota: 400, asked: [] };
  const summarizer: NonNullable<BuiltInApis['summarizer']> = {
    availability: async () => browser.availability,
    create: async (options) => openSession(browser, options),
  };
  return { browser, apis: { languageModel: null, summarizer } };
}

function openSession(
  browser: StandInSummarizerBrowser,
  { signal: making }: SummarizerOptions = {},
): SummarizerSession {
  let destroyed = false;
  const destroy = (): void => void (destroyed = true);
  const requireAlive = (): void => {
    if (destroyed) throw new DOMException('The session was destroyed.', 'InvalidStateError');
  };
  making?.throwIfAborted();
  making?.addEventListener('abort', destroy);
  return {
    get inputQuota() {
      return browser.inputQuota;
    },
    async measureInputUsage(input, { context = '' } = {}) {
      requireAlive();
      return 5 + toTokens(input).length + toTokens(context).length;
    },
    summarizeStreaming(input, { context, signal } = {}) {
      requireAlive();
      browser.asked.push({ input, context });
      const sentence =
        input
          .split('\n\n')
          .at(-1)
          ?.match(/^[^.]*\./)?.[0] ?? '';
      const tokens = toTokens(sentence);
      return new ReadableStream<string>(
        {
          async pull(controller) {
            await new Promise((resolve) => setTimeout(resolve, 0));
            if (signal?.aborted) return controller.error(signal.reason);
            requireAlive();
            const token = tokens.shift();
            if (token === undefined) controller.close();
            else controller.enqueue(token);
          },
        },
        { highWaterMark: 0 },
      );
    },
    destroy,
  };
}
