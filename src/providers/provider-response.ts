import { ProviderError } from './provider-problem.ts';

export interface BodyReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

/** What is used of an answer. A `Response` has it; hosts may have quicker ways to ask than `fetch`. */
export interface ProviderResponse {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  readonly body: { getReader(): BodyReader } | null;
}

/** Makes a request without following redirects. */
export type ProviderFetch = (url: string, init: RequestInit) => Promise<ProviderResponse>;

/** The text of a body, of which no more than `limit` bytes are taken. Rejects with `malformed` for a longer one unless `cut` is allowed. */
export async function readText({ body }: ProviderResponse, limit: number, cut: boolean): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) return text + decoder.decode();
    length += value.length;
    text += decoder.decode(value, { stream: true });
    if (length <= limit) continue;
    await reader.cancel().catch(() => undefined);
    if (cut) return text;
    throw new ProviderError('malformed');
  }
}
