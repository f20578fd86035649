import { expect, test } from 'vitest';
import { languageName } from './model-labels';

test('languages are named, and what is no tag stays as it is', () => {
  expect(['en', 'pt-BR', 'multilingual'].map(languageName)).toEqual([
    'English',
    'Brazilian Portuguese',
    'multilingual',
  ]);
});
