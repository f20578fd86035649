/** All of an answer but how it goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export function textAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return sized(status, Buffer.from(text), { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
}

export function jsonAnswer(
  status: number,
  content: object,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return sized(status, Buffer.from(JSON.stringify(content)), {
    'Content-Type': 'application/json; charset=utf-8',
    ...headers,
  });
}

export function redirectAnswer(
  status: 302 | 307,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return textAnswer(status, `Redirecting to ${location}`, { Location: location, ...headers });
}

function sized(status: number, body: Uint8Array, headers: Readonly<Record<string, string>>): Answer {
  return { status, body, headers: { ...headers, 'Content-Length': String(body.byteLength) } };
}
