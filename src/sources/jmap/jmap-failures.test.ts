import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createTranslator, type Patterns } from '../../ui/i18n/translate-text';
import * as failures from './jmap-failures';

const words = (locale: string): Patterns =>
  JSON.parse(readFileSync(`messages/${locale}/failures.json`, 'utf8')) as Patterns;

const HOST = 'mail.example:8443';

it.each(['de', 'es'])('says what is wrong in %s, with the host that it is about', (locale) => {
  const translate = createTranslator(words('en'), words(locale), String);
  const { noAddress, signedOut, busy, elsewhere, ...others } = failures;
  const all = [
    noAddress('two words'),
    signedOut(HOST, 'password', '401'),
    signedOut(HOST, 'bearer', '401'),
    busy(HOST, null, '503'),
    elsewhere(HOST, 'https://api.example'),
    ...Object.values(others).map((make) => make(HOST, 'limit')),
  ].map(({ failure }) => failure.message);
  expect(all.map((text) => [text, translate(text)]).filter(([, said]) => said === null)).toEqual([]);
  for (const text of all.slice(1)) expect(translate(text)).toContain(HOST);
});
