import type { JsonSchema } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';

/** Which values a type allows. */
const TYPES: Readonly<Partial<Record<string, (value: unknown) => boolean>>> = {
  object: (value) => isObject(value),
  array: (value) => Array.isArray(value),
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

/** These say nothing about what is accepted. */
const ANNOTATIONS = new Set(['$schema', 'title', 'description']);

/**
 * What a grammar keeps to, and on which conditions. XGrammar passes over other keywords in silence, over some of these where they stand
 * together, and aborts on others.
 */
const CONDITIONS: Readonly<Partial<Record<string, (value: unknown, schema: JsonSchema) => boolean>>> = {
  type: (value) => String(value) in TYPES,
  properties: (value) =>
    isObject(value) && Object.keys(value).every((name) => JSON.stringify(name) === `"${name}"`),
  required: (value, { properties }) =>
    Array.isArray(value) && isObject(properties) && value.every((name) => String(name) in properties),
  // Answers have named properties only, whatever else a schema would accept besides.
  additionalProperties: (value) => typeof value === 'boolean',
  items: isObject,
  minItems: (value, { maxItems = Infinity }) => isCount(value) && value <= Number(maxItems),
  maxItems: isCount,
  minLength: (value, { maxLength = Infinity }) => isCount(value) && value <= Number(maxLength),
  maxLength: isCount,
  enum: (value, schema) => isChoice(value) && value.every((choice) => isOfType(choice, schema)),
  const: isOfType,
  anyOf: (value, schema) =>
    isChoice(value) &&
    value.every(isObject) &&
    Object.keys(schema).every((keyword) => keyword === 'anyOf' || ANNOTATIONS.has(keyword)),
};

/** Throws `request-unsupported` unless every part of the schema is one that a grammar can promise. */
export function requireGrammarSchema(schema: JsonSchema): void {
  for (const [keyword, value] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword)) continue;
    if (!CONDITIONS[keyword]?.(value, schema)) throw unsupported(`${keyword}: ${JSON.stringify(value)}`);
  }
  const { properties = {}, items, anyOf = [] } = schema;
  const parts = [...Object.values(properties as object), ...(items ? [items] : []), ...(anyOf as unknown[])];
  for (const part of parts) {
    if (!isObject(part)) throw unsupported(JSON.stringify(part));
    requireGrammarSchema(part);
  }
}

export function unsupported(detail: string): DesksideError {
  return new DesksideError({
    code: 'request-unsupported',
    message: 'The model cannot be held to the form that was asked of its answer.',
    retryable: false,
    detail,
  });
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isChoice(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isOfType(value: unknown, { type }: JsonSchema): boolean {
  return type === undefined || (TYPES[String(type)]?.(value) ?? false);
}
