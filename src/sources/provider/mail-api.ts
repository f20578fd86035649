import * as v from 'valibot';
import type { DesksideError } from '../../contracts/failure';
import type { Fetch } from '../../platform/fetch';
import { exchange, jsonOf } from './exchange';
import { busy, nonsense, ProviderRefusal, refused, signedOut, type ProviderName } from './failures';
import { retryAfterMs } from '../../platform/retry-delay';
import type { TokenKeeper } from './token-keeper';

export interface ProviderQuestion {
  /** Absolute. */
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST; a GET without it. */
  readonly body?: string;
}

/**
 * The interface of a provider, asked with the user's token. Rejects with a `ProviderRefusal` for what the provider answers with an error,
 * and with `signed-out`, `server-unreachable`, `integrity-failed` or `cancelled`.
 */
export interface MailApi {
  json<Schema extends v.GenericSchema>(
    question: ProviderQuestion,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<v.InferOutput<Schema>>;
  blob(question: ProviderQuestion, signal: AbortSignal): Promise<Blob>;
}

interface MailApiParts {
  readonly name: ProviderName;
  readonly fetch: Fetch;
  readonly keeper: TokenKeeper;
  /** The provider's own name for what is wrong, from the body of an error. */
  readonly reasonOf: (body: unknown) => string;
  /** What such a reason means; null where the status says all. */
  readonly meaningOf: (reason: string, retryAfterMs: number | null) => DesksideError | null;
}

export function createMailApi({ name, fetch, keeper, reasonOf, meaningOf }: MailApiParts): MailApi {
  async function ask(question: ProviderQuestion, signal: AbortSignal): Promise<Blob> {
    const token = await keeper.current(signal);
    let answer = await send(question, token, signal);
    // It ended before its time: revoked, or a clock is wrong.
    if (answer.response.status === 401)
      answer = await send(question, await keeper.renewed(token, signal), signal);
    const { response, body } = answer;
    if (response.ok) return body;
    throw await refusalOf(response, body);
  }

  const send = ({ address, headers, body }: ProviderQuestion, token: string, signal: AbortSignal) =>
    exchange(
      { name, fetch },
      address,
      {
        headers: { ...headers, Authorization: `Bearer ${token}` },
        ...(body !== undefined && { method: 'POST', body }),
      },
      signal,
    );

  async function refusalOf(response: Response, body: Blob): Promise<ProviderRefusal> {
    const { status } = response;
    const reason = reasonOf(await jsonOf(body));
    const detail = `${status} ${reason}`.trim();
    const after = retryAfterMs(response.headers.get('retry-after'), Date.now());
    if (status === 401) {
      await keeper.forget();
      return new ProviderRefusal(signedOut(name, detail), status, reason);
    }
    const isBusy = status === 429 || status >= 500;
    const error = meaningOf(reason, after) ?? (isBusy ? busy(name, detail, after) : refused(name, detail));
    return new ProviderRefusal(error, status, reason);
  }

  return {
    async json(question, schema, signal) {
      const parsed = v.safeParse(schema, await jsonOf(await ask(question, signal)));
      if (parsed.success) return parsed.output;
      throw nonsense(name, v.summarize(parsed.issues));
    },
    blob: ask,
  };
}
