import { readdirSync, readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes whose value people read or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'title',
  'placeholder',
  'alt',
  'label',
  'note',
  'text',
]);
/** Two letters in a row; names of keys, units and figures alone are no text. */
const WORDS = /\p{L}{2}/u;
/** What is called the same in every language. */
const NAMES =
  /^(Deskside|SHA-256|Ctrl|Cmd|Esc|Tab|JSON|CSV|PDF|DOCX|OpenAI|Ollama|wllama|WebLLM|transformers\.js|F1|ECE)$/;

/** Examples of what to type into a field. */
const ADDRESS = /^https?:\/\/\S+$/;

const isText = (text: string): boolean =>
  WORDS.test(text) && !NAMES.test(text.trim()) && !ADDRESS.test(text.trim());

function components(): string[] {
  return readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => `src/ui/${name}`);
}

/** Texts in the markup of a component that are not from the message catalogue. */
function literalsIn(source: string): string[] {
  const found: string[] = [];
  function visit(node: unknown): void {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (node !== null && typeof node === 'object') {
      const { type } = node as AST.BaseNode;
      if (type === 'Text' && isText((node as AST.Text).data)) found.push((node as AST.Text).data.trim());
      if (type === 'Attribute') {
        const { name, value } = node as AST.Attribute;
        if (SPOKEN.has(name)) visit(value);
        return;
      }
      if (type === 'StyleSheet' || type === 'StyleDirective' || type === 'Comment') return;
      Object.values(node).forEach(visit);
    }
  }
  visit(parse(source, { modern: true }).fragment);
  return found;
}

test('components take their words from the message catalogue', () => {
  const literal = components().flatMap((file) =>
    literalsIn(readFileSync(file, 'utf8')).map((text) => `${file}: ${text.replace(/\s+/g, ' ')}`),
  );
  expect(literal).toEqual([]);
});

test('words in markup and in labels are found, names and code are not', () => {
  const source = '<p title="a hint" class="wide">Hello {name}</p><b>Deskside</b><i>{m.x()}</i>';
  expect(literalsIn(source)).toEqual(['a hint', 'Hello']);
});
