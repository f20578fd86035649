import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../contracts/capabilities';
import { DesksideError } from '../../contracts/failure';
import { requireGrammarSchema } from './schema-keywords';

function refusalOf(schema: JsonSchema): string | null {
  try {
    requireGrammarSchema(schema);
    return null;
  } catch (error) {
    if (!(error instanceof DesksideError)) throw error;
    expect(error.failure).toMatchObject({ code: 'request-unsupported', retryable: false });
    return error.failure.detail ?? '';
  }
}

describe('requireGrammarSchema', () => {
  it.each<[string, JsonSchema]>([
    [
      'objects with named properties',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: {
          label: { type: 'string', enum: ['pay', 'reply'] },
          due: { anyOf: [{ type: 'string', maxLength: 20 }, { type: 'null' }] },
          points: {
            type: 'array',
            items: { type: 'object', properties: { n: { type: 'integer' } } },
            maxItems: 3,
          },
        },
        required: ['label', 'due'],
        additionalProperties: false,
      },
    ],
    ['constants of any kind', { const: { a: [1, 'x'] } }],
    ['whatever is JSON', {}],
  ])('lets pass %s', (_, schema) => {
    expect(refusalOf(schema)).toBeNull();
  });

  it.each<[string, JsonSchema]>([
    ['a keyword that grammars do not know', { type: 'array', uniqueItems: true }],
    ['one deep inside', { type: 'object', properties: { a: { type: 'array', items: { not: {} } } } }],
    ['one under a choice', { anyOf: [{ type: 'string' }, { type: 'string', format: 'date' }] }],
    ['a type that does not exist', { type: 'nonsense' }],
    ['a reference', { $ref: '#/definitions/x' }],
    ['something required of which nothing is said', { type: 'object', properties: {}, required: ['a'] }],
    ['a name that JSON would have to escape', { type: 'object', properties: { 'a"b': { type: 'null' } } }],
    ['no choice at all', { enum: [] }],
    ['a choice that its type forbids', { type: 'integer', enum: [1, 'a'] }],
    ['more than it may have', { type: 'array', minItems: 3, maxItems: 2 }],
    ['a choice beside other conditions', { type: 'object', anyOf: [{ required: [] }] }],
    ['items one by one', { type: 'array', items: [{ type: 'null' }] }],
    ['what is no schema', { type: 'object', properties: { a: true } }],
  ])('refuses %s', (_, schema) => {
    expect(refusalOf(schema)).not.toBeNull();
  });
});
