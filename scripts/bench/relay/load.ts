import { Pool } from 'undici';
import { FIRST_WORD, LAST_WORD } from './upstream-answer.ts';

/** A request by POST. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type AnswerKind = 'whole' | 'stream';

export interface Timing {
  /** To the first word of the answer. */
  readonly firstWordMs: number;
  /** To the end of the answer. */
  readonly totalMs: number;
}

export interface Answer extends Timing {
  readonly text: string;
}

/** Asks by undici's dispatcher, the quickest way there is on Node.js. */
export class LoadClient {
  readonly #pool: Pool;

  /** @param connections that are kept open; as many requests go at a time */
  constructor(url: string, connections: number) {
    this.#pool = new Pool(url, { connections, pipelining: 1 });
  }

  /** Rejects when anything but 200 comes. */
  post({ path, headers, body }: LoadRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const parts: Buffer[] = [];
      let status = 0;
      let firstWordMs: number | null = null;
      this.#pool.dispatch(
        { path, method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, code) => void (status = code),
          onResponseData(_controller, part) {
            if (firstWordMs === null && part.includes(FIRST_WORD))
              firstWordMs = performance.now() - startedAt;
            parts.push(part);
          },
          onResponseEnd() {
            const totalMs = performance.now() - startedAt;
            const text = Buffer.concat(parts).toString();
            if (status !== 200) reject(new Error(`${path} answered ${status}: ${text.slice(0, 500)}`));
            else resolve({ firstWordMs: firstWordMs ?? totalMs, totalMs, text });
          },
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  }

  /** As `post`, for a question whose answer must be whole. */
  async ask(request: LoadRequest, kind: AnswerKind): Promise<Timing> {
    const answer = await this.post(request);
    const isWhole = answer.text.includes(LAST_WORD) && (kind === 'whole' || answer.text.includes('[DONE]'));
    if (!isWhole) throw new Error(`The answer is not whole: ${answer.text.slice(-500)}`);
    return answer;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/**
 * Runs `work` for each of `count` numbers, `parallel` at a time, until `limitMs` have passed.
 *
 * @returns what came of it, in the order in which it ended
 */
export async function inParallel<T>(
  {
    count,
    parallel,
    limitMs,
  }: { readonly count: number; readonly parallel: number; readonly limitMs: number },
  work: (nth: number) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  const deadline = performance.now() + limitMs;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && performance.now() < deadline) results.push(await work(next++));
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return results;
}
