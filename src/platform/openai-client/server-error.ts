import * as v from 'valibot';

/** What a server says of a failure, in whichever of the products' forms. */
export interface ServerError {
  readonly message: string;
  /** The product's name for the kind of error; empty where it gives none. */
  readonly type: string;
  /** The HTTP status that it names, where it names one: in a stream, the answer's own status said that all is well. */
  readonly status: number | null;
}

const text = v.fallback(v.string(), '');
/** Codes are strings in some products and HTTP's numbers in others. */
const NAMED = v.object({
  message: v.string(),
  type: text,
  code: v.fallback(v.nullish(v.union([v.string(), v.number()])), null),
});
/** FastAPI's, of what it does not accept. */
const DETAIL = v.object({
  detail: v.union([v.string(), v.array(v.object({ msg: v.string() }))]),
});

/**
 * Reads the body of an error: `{error: {message, type, code}}`, `{error: "…"}`, `{object: "error", message}`, `{detail}`, each possibly
 * inside another as text. Null for what is none of these.
 */
export function parseServerError(body: unknown): ServerError | null {
  const outer = v.safeParse(v.object({ error: v.unknown() }), body);
  const inner = outer.success ? outer.output.error : body;
  if (outer.success && typeof inner === 'string') return parseText(inner);
  const named = v.safeParse(NAMED, inner);
  if (named.success) {
    const { message, type, code } = named.output;
    const kinds = typeof code === 'string' ? [type, code] : [type];
    const status = typeof code === 'number' ? code : null;
    return parseNested(message) ?? { message, type: kinds.filter(Boolean).join(' '), status };
  }
  const detail = v.safeParse(DETAIL, inner);
  if (!detail.success) return null;
  const { detail: said } = detail.output;
  const message = typeof said === 'string' ? said : said.map(({ msg }) => msg).join('; ');
  return { message, type: '', status: null };
}

function parseText(message: string): ServerError {
  return parseNested(message) ?? { message, type: '', status: null };
}

/** Ollama hands on the body of the runner below it as text. */
function parseNested(message: string): ServerError | null {
  const json = parseJson(message);
  return json === undefined || typeof json !== 'object' ? null : parseServerError(json);
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether the prompt, or what is to be embedded, was too long. Older versions of the products tell only in words:
 * llama.cpp `exceed_context_size_error`, "exceeds the available context size", "too large to process"; vLLM "maximum context length",
 * "longer than the maximum model length"; LM Studio "Trying to keep the first … tokens when context overflows"; Ollama "the input length
 * exceeds the context length", "exceeded max context length"; OpenAI's own `context_length_exceeded`.
 */
export function isOverflow({ message, type }: ServerError): boolean {
  return OVERFLOW_TYPE.test(type) || OVERFLOW.test(message);
}

const OVERFLOW_TYPE = /exceed_context_size|context_length_exceeded/i;
const OVERFLOW =
  /exceeds? the (available )?context|context (size|length|window)( has been| was)? exceeded|exceeded max context|maximum (context|model) length|context( the)? overflows|input .*too (large|long)|prompt.* too long/i;
