/** What an adapter makes of a provider's recorded answer. */
import { askProvider } from '../../src/providers/ask-provider.ts';
import type { ChatRequest, FinishReason, ProviderAdapter, TokenUsage } from '../../src/providers/provider.ts';
import { ProviderError, type ProviderProblem } from '../../src/providers/provider-problem.ts';

export interface RecordedAnswer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly thought: string;
  readonly finish: FinishReason | null;
  readonly usage: Partial<TokenUsage>;
  /** Null when the answer is whole. */
  readonly problem: ProviderProblem | null;
}

const QUESTION: ChatRequest = {
  model: 'some-model',
  turns: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Say good morning.' },
  ],
  maxTokens: 50,
  stream: true,
};

export async function askRecorded(
  adapter: ProviderAdapter,
  answer: Response | (() => never),
  change: Partial<ChatRequest> = {},
): Promise<RecordedAnswer> {
  const target = { baseUrl: adapter.baseUrl ?? 'http://localhost:8080/v1/', apiKey: 'the-key' };
  let url = '';
  let init: RequestInit = {};
  let text = '';
  let thought = '';
  let finish: FinishReason | null = null;
  let usage: Partial<TokenUsage> = {};
  let problem: ProviderProblem | null = null;
  const asked = askProvider(
    adapter,
    target,
    { ...QUESTION, ...change },
    {
      signal: new AbortController().signal,
      fetch: (address, options) => {
        [url, init] = [address, options];
        return Promise.resolve(typeof answer === 'function' ? answer() : answer);
      },
    },
  );
  try {
    for await (const event of flat(asked)) {
      if (event.type === 'text') text += event.text;
      else if (event.type === 'thought') thought += event.text;
      else if (event.type === 'finish') finish = event.reason;
      else if (event.type === 'usage') usage = { ...usage, ...event.usage };
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ({ problem } = error);
  }
  return {
    url,
    headers: init.headers as Record<string, string>,
    body: JSON.parse(init.body as string) as Record<string, unknown>,
    text,
    thought,
    finish,
    usage,
    problem,
  };
}

async function* flat<T>(lists: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const list of lists) yield* list;
}
