import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const FOLDER = 'messages';
const LOCALES = readdirSync(FOLDER);

/** A message as the catalogue's files hold it: one pattern, or one for each form of a number. */
type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

function read(locale: string): Map<string, Message> {
  const all = new Map<string, Message>();
  for (const file of readdirSync(path.join(FOLDER, locale))) {
    const messages = JSON.parse(readFileSync(path.join(FOLDER, locale, file), 'utf8'));
    for (const [key, message] of Object.entries(messages)) {
      expect(all.has(key), `${key} stands in two files`).toBe(false);
      all.set(key, message as Message);
    }
  }
  return all;
}

const patterns = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const placeholders = (message: Message): string[] =>
  [...new Set(patterns(message).flatMap((pattern) => pattern.match(/\{\w+\}/g) ?? []))].sort();

const english = read('en');

describe.each(LOCALES.filter((locale) => locale !== 'en'))('the catalogue in %s', (locale) => {
  const messages = read(locale);

  test('says all that the English one says', () => {
    expect([...messages.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('leaves no message empty, and each of its forms is whole', () => {
    for (const [key, message] of messages) {
      expect(
        patterns(message).every((pattern) => pattern.trim() !== ''),
        key,
      ).toBe(true);
    }
  });

  test('fills in what the English one fills in', () => {
    for (const [key, message] of english) {
      expect(placeholders(messages.get(key) ?? ''), key).toEqual(placeholders(message));
    }
  });

  test('has a form for every number', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, message] of messages) {
      if (typeof message === 'string') continue;
      const matches = message.flatMap(({ match }) => Object.keys(match)).join(' ');
      // `*` stands for whatever has no form of its own.
      for (const form of forms)
        expect(/=\*/.test(matches) || matches.includes(`=${form}`), `${key}: ${form}`).toBe(true);
    }
  });
});
