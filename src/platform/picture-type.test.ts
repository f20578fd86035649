import { expect, test } from 'vitest';
import { pictureType } from './picture-type';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));

test.each([
  ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['image/gif', 'GIF89a\x01\0\x01\0'],
  ['image/webp', 'RIFF\x0a\0\0\0WEBPVP8 '],
  [null, '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  [null, '<?xml version="1.0"?><svg/>'],
  [null, 'BM\x46\0\0\0'],
  [null, '%PDF-1.7'],
  [null, 'RIFF\x0a\0\0\0WAVEfmt '],
  [null, '\x89PN'],
  [null, ''],
])('%s is told from the first bytes', (type, text) => {
  expect(pictureType(latin1(text))).toBe(type);
});
