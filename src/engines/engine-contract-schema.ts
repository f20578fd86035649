import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import type { JsonSchema } from '../contracts/capabilities';
import { HARD_CHARACTERS, LONE_SURROGATE } from './engine-contract-characters';
import { ask, failureOf, ruleOf, type ContractSubject, type SharedModel } from './engine-contract-subject';

/** A schema and the independent judge of what it allows. */
interface SchemaCase {
  readonly schema: JsonSchema;
  readonly accepts: v.GenericSchema;
}

/** JSON of these has at most some 60 tokens, whatever a model chooses. */
const ENOUGH_TOKENS = 120;

const anyWord = fc.constantFrom('pay', 'reply', 'ignore', 'urgent', 'later', 'Größe');
const anyLeaf: fc.Arbitrary<SchemaCase> = fc.oneof(
  fc.constant({ schema: { type: 'boolean' }, accepts: v.boolean() }),
  fc.uniqueArray(anyWord, { minLength: 1, maxLength: 4 }).map((words) => ({
    schema: { type: 'string', enum: words },
    accepts: v.picklist(words),
  })),
  fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 4 }).map((numbers) => ({
    schema: { enum: numbers },
    accepts: v.picklist(numbers),
  })),
);
const anyList: fc.Arbitrary<SchemaCase> = fc
  .tuple(anyLeaf, fc.integer({ min: 1, max: 3 }))
  .map(([item, length]) => ({
    schema: { type: 'array', items: item.schema, minItems: length, maxItems: length },
    accepts: v.pipe(v.array(item.accepts), v.length(length)),
  }));

function objectOf(fields: Readonly<Record<string, SchemaCase>>): SchemaCase {
  const pick = <T>(of: (field: SchemaCase) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]));
  return {
    schema: {
      type: 'object',
      properties: pick(({ schema }) => schema),
      required: Object.keys(fields),
      additionalProperties: false,
    },
    accepts: v.strictObject(pick(({ accepts }) => accepts)),
  };
}

const anyName = fc.constantFrom('label', 'action', 'count', 'due', 'open');
const anyObject = fc
  .dictionary(anyName, fc.oneof(anyLeaf, anyList), { minKeys: 1, maxKeys: 3, noNullPrototype: true })
  .map(objectOf);

/** Answers that a program reads. */
export function describeSchema(subject: ContractSubject, loaded: SharedModel): void {
  const rule = ruleOf(subject);
  const skipped = subject.skip?.['keeps to a schema'];

  rule('keeps to a schema', async () => {
    const free = (await ask(loaded())).result.text;
    await fc.assert(
      fc.asyncProperty(anyObject, async ({ schema, accepts }) => {
        const { result, pieces } = await ask(loaded(), { schema, maxTokens: ENOUGH_TOKENS });
        expect(result.finish).toBe('stop');
        expect(pieces.join('')).toBe(result.text);
        expect(v.safeParse(accepts, JSON.parse(result.text)).issues).toBeUndefined();
      }),
      { numRuns: subject.propertyRuns },
    );
    // The next answer is free again.
    expect((await ask(loaded())).result.text).toBe(free);
  });

  rule(
    'writes every character that a schema asks for',
    async () => {
      const { schema } = objectOf({
        text: { schema: { const: HARD_CHARACTERS.join(' ') }, accepts: v.any() },
      });
      const { result, pieces } = await ask(loaded(), { schema, maxTokens: ENOUGH_TOKENS });
      expect(JSON.parse(result.text)).toEqual({ text: HARD_CHARACTERS.join(' ') });
      for (const piece of pieces) expect(piece).not.toMatch(LONE_SURROGATE);
      expect(pieces.join('')).toBe(result.text);
    },
    skipped,
  );

  rule(
    'refuses a schema that it cannot keep to',
    async () => {
      const asked = ask(loaded(), { schema: { type: 'object' } });
      expect(await failureOf(asked)).toBe('request-unsupported');
    },
    skipped ? undefined : 'it keeps to schemas',
  );
}
