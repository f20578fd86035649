import type { GenerateRequest, JsonSchema } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';

/** What the fake engine says: JSON of the schema where one is given, else the last user turn, shuffled when it samples. */
export function answerOf(request: GenerateRequest): string {
  if (request.schema) return JSON.stringify(instanceOf(request.schema));
  const temperature = request.temperature ?? 0;
  return temperature > 0 ? shuffled(echo(request), request.seed) : echo(request);
}

/** Words with the white space before them. */
export function toTokens(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}

/** The last user turn, ten times, so that there is enough to cancel in. */
function echo({ turns }: GenerateRequest): string {
  const words = turns.findLast(({ role }) => role === 'user')?.content ?? '';
  return new Array(10).fill(words).join(' ');
}

/** The words in the order of a linear congruential generator (Numerical Recipes). */
function shuffled(text: string, seed = Math.floor(Math.random() * 2 ** 32)): string {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  next();
  return text
    .split(' ')
    .map((word) => ({ word, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ word }) => word)
    .join(' ');
}

/** The first value that comes to mind of those that a schema allows. */
function instanceOf(schema: JsonSchema): unknown {
  if ('const' in schema) return schema['const'];
  const choices = schema['enum'] ?? schema['anyOf'];
  if (Array.isArray(choices)) return schema['enum'] ? choices[0] : instanceOf(choices[0] as JsonSchema);
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, field]) => [
          name,
          instanceOf(field),
        ]),
      );
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 0) }, () =>
        instanceOf((schema['items'] ?? { type: 'string' }) as JsonSchema),
      );
    case 'string':
      return '';
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    default:
      throw new DesksideError({
        code: 'request-unsupported',
        message: 'The fake engine does not understand this schema.',
        retryable: false,
        detail: JSON.stringify(schema),
      });
  }
}
