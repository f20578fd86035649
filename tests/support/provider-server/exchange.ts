/** A request to a provider's stand-in, and its answer: so that it can be asked over HTTP, and by a browser whose requests a test answers. */
export interface ProviderRequest {
  readonly method: string;
  readonly url: URL;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ProviderAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function redirect(location: string): ProviderAnswer {
  return { status: 302, headers: { location }, body: '' };
}

/** What providers show to users whose client is not set up as it should be; it leads nowhere. */
export function errorPage(sentence: string): ProviderAnswer {
  return { status: 400, headers: { 'content-type': 'text/html' }, body: `<h1>${sentence}</h1>` };
}

/** The token of the request; empty without one. */
export function bearerOf({ headers }: ProviderRequest): string {
  return /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
}
