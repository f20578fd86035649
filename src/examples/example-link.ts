import { EXAMPLES, type Example, type ExampleInput } from './examples';

/** The address's hash that opens an example with its input filled in. */
export function exampleHash(example: Example, input: ExampleInput): string {
  const filled = example.fields.filter(({ name, value }) => input[name] !== value);
  const query = new URLSearchParams(filled.map(({ name }) => [name, input[name] ?? '']));
  return `#${example.id}${filled.length === 0 ? '' : `?${query.toString()}`}`;
}

/** The example that a hash names, with its input; the first one for any other hash. */
export function readExampleHash(hash: string): { readonly example: Example; readonly input: ExampleInput } {
  const [id, query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [first] = EXAMPLES;
  const example = EXAMPLES.find((each) => each.id === id) ?? first;
  if (!example) throw new Error('There are no examples.');
  const given = new URLSearchParams(query);
  const input = Object.fromEntries(example.fields.map(({ name, value }) => [name, given.get(name) ?? value]));
  return { example, input };
}
