import { readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import english from '../../../messages/en/pages.json';
import { EXAMPLES } from '../../examples/examples';
import type { Patterns } from './translate-text';

const WORDS: Patterns = english;
/** By the attribute that names them: the texts of a page as it stands in its file. */
type Texts = { key: string | null; text: string }[];

function textsIn(file: string): Texts {
  const found: Texts = [];
  const source = readFileSync(file, 'utf8').replace('<!doctype html>', '');
  visit(parse(source, { modern: true }).fragment, null);
  return found;

  function visit(node: unknown, key: string | null): void {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, key));
    if (node === null || typeof node !== 'object') return;
    const {
      type,
      data,
      name,
      attributes = [],
      fragment,
    } = node as Partial<Omit<AST.Text, 'type'> & Omit<AST.RegularElement, 'type'>> & { type?: string };
    if (name === 'code') return;
    const valueOf = (wanted: string): string | null => {
      const attribute = attributes.find((each) => each.type === 'Attribute' && each.name === wanted);
      const [value] =
        attribute && 'value' in attribute && Array.isArray(attribute.value) ? attribute.value : [];
      return value?.type === 'Text' ? value.data : null;
    };
    const label = valueOf('aria-label');
    if (label !== null) found.push({ key: valueOf('data-label'), text: label });
    if (type === 'Text' && data !== undefined && /\p{L}/u.test(data))
      found.push({ key, text: data.replace(/\s+/gu, ' ').trim() });
    visit(fragment?.nodes ?? (node as AST.Fragment).nodes, valueOf('data-words'));
  }
}

describe.each(['examples.html', 'verify.html', 'bench.html'])('%s', (file) => {
  test('begins with what the catalogue says in English', () => {
    const texts = textsIn(file);
    expect(texts.length).toBeGreaterThan(4);
    expect(texts).toEqual(texts.map(({ key }) => ({ key, text: WORDS[key ?? ''] })));
  });
});

test('each example and each of its fields is called something', () => {
  const keys = EXAMPLES.flatMap(({ id, fields }) => {
    const name = `examples_${id.replaceAll('-', '_')}`;
    return [name, `${name}_about`, ...fields.map(({ label }) => label)];
  });
  expect(keys.filter((key) => WORDS[key] === undefined)).toEqual([]);
});
