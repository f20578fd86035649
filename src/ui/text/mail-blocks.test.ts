import { expect, test } from 'vitest';
import { mailBlocks } from './mail-blocks';

const text = 'Hello\n\n\n> one\n> two\n\n-- \nAnn\n';
const blocks = mailBlocks({
  text,
  segments: [
    { kind: 'body', start: 0, end: 7 },
    { kind: 'quote', start: 7, end: 14 },
    { kind: 'quote', start: 14, end: 21 },
    { kind: 'signature', start: 21, end: text.length },
  ],
});

test('neighbours of one kind are one block', () => {
  expect(blocks.map(({ kind }) => kind)).toEqual(['body', 'quote', 'signature']);
});

test('blank lines at the edges are left out, and offsets still point into the mail', () => {
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual([
    'Hello',
    '> one\n> two',
    '-- \nAnn',
  ]);
  expect(blocks.map(({ lines }) => lines)).toEqual([1, 2, 2]);
});

test('a block of nothing but blank lines is not shown', () => {
  expect(mailBlocks({ text: ' \n\n', segments: [{ kind: 'body', start: 0, end: 3 }] })).toEqual([]);
});
