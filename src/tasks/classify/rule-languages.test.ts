import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRule } from '../../../tests/support/read-rule';
import { CATEGORIES, type Category } from '../../contracts/briefing';
import type { PageLanguage } from '../../contracts/settings';
import { parseRule, ruleExamplesIn } from './parse-rule';

const LANGUAGES = ['en', 'de', 'es'] as const satisfies readonly PageLanguage[];

/** Sentences put together from parts, of which it is known what they mean. */
interface Sayings {
  /** Is no part of a name in that language. */
  readonly article: RegExp;
  readonly from: (name: string) => string;
  readonly about: (topic: string) => string;
  readonly to: (address: string) => string;
  readonly mails: readonly string[];
  readonly ends: readonly (readonly [string, Category, boolean | null])[];
}

const SAYINGS: Readonly<Record<PageLanguage, Sayings>> = {
  en: {
    article: /^The /u,
    mails: ['mails', 'all messages', 'everything'],
    from: (name) => `from ${name}`,
    about: (topic) => `about ${topic}`,
    to: (address) => `to ${address}`,
    ends: [
      ['are act', 'act', null],
      ['need an urgent reply', 'reply', true],
      ['are read, not urgent', 'read', false],
      ['can be skipped', 'skip', null],
      ['are urgent', 'act', true],
      [': spam', 'skip', null],
    ],
  },
  de: {
    article: /^Die /u,
    mails: ['Mails', 'Alle Nachrichten', 'alles'],
    from: (name) => `von ${name}`,
    about: (topic) => `über ${topic}`,
    to: (address) => `an ${address}`,
    ends: [
      ['sind zu erledigen', 'act', null],
      ['brauchen dringend eine Antwort', 'reply', true],
      ['sind lesenswert, nicht dringend', 'read', false],
      ['können übersprungen werden', 'skip', null],
      ['sind dringend', 'act', true],
      [': Spam', 'skip', null],
    ],
  },
  es: {
    article: /^Los /u,
    mails: ['correos', 'todos los mensajes', 'todo lo'],
    from: (name) => `de ${name}`,
    about: (topic) => `sobre ${topic}`,
    to: (address) => `para ${address}`,
    ends: [
      ['son por hacer', 'act', null],
      ['requieren una respuesta urgente', 'reply', true],
      ['son para leer, no urgentes', 'read', false],
      ['se pueden omitir', 'skip', null],
      ['son urgentes', 'act', true],
      [': spam', 'skip', null],
    ],
  },
};
/** Some have words of another language in them. */
const NAMES = ['Acme', 'Die Zeit', 'Los Pollos Hermanos', 'The Times', 'Von Trapp', 'ana@mail.example'];
const TOPICS = ['budget', 'Rechnungen', 'presupuesto', '“sind dringend”', '„are act“', '«de la»'];

const withoutQuotes = (topic: string): string => topic.replace(/["“”„«»]/gu, '');
const catalogue = (language: PageLanguage): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(`messages/${language}/common.json`, 'utf8')) as Readonly<Record<string, string>>;

describe('a rule', () => {
  it('means the same whatever the page’s language is, also with names of another language', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...LANGUAGES),
        fc.record({
          mail: fc.nat(2),
          name: fc.constantFrom(...NAMES),
          toTeam: fc.boolean(),
          topic: fc.constantFrom(...TOPICS),
          end: fc.nat(5),
        }),
        (written, page, { mail, name, toTeam, topic, end }) => {
          const { mails, article, from, about, to, ends } = SAYINGS[written];
          const [said = '', category, urgent] = ends[end] ?? [];
          const team = 'team@x.example';
          const parts = [mails[mail], from(name), ...(toTeam ? [to(team)] : []), about(topic), said];
          expect(readRule(parts.join(' '), page), parts.join(' ')).toEqual([
            ...[category, urgent, `sender contains ${name.replace(article, '')}`],
            ...(toTeam ? [`recipient contains ${team}`] : []),
            `text contains ${withoutQuotes(topic)}`,
          ]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(LANGUAGES)(
    'in %s begins with a sentence for each way to say one, which is understood on every page',
    (language) => {
      for (const page of LANGUAGES) {
        const readings = ruleExamplesIn(language).map((example) => readRule(example, page));
        expect(readings.map((reading) => reading.slice(0, 2))).toEqual([
          ['act', null],
          ['skip', null],
          ['reply', true],
          ['skip', null],
        ]);
        const shapes = [/text .+,sender /u, /list /u, /attachment .+,sender /u, /subject /u];
        for (const [index, shape] of shapes.entries()) expect(String(readings[index])).toMatch(shape);
      }
    },
  );

  it.each([
    ['de', 'Mails von Acme gehören zu'],
    ['de', 'Mails von Acme kommen unter'],
    ['de', 'Mails von Acme:'],
    ['es', 'Los correos de Acme van a'],
    ['es', 'Los correos de Acme:'],
  ] as const)('knows the categories by the names that the page in %s gives them: %s …', (language, start) => {
    const words = catalogue(language);
    for (const category of CATEGORIES) {
      const sentence = `${start} ${words[`common_category_${category}`] ?? ''}`;
      expect(readRule(sentence, language), sentence).toEqual([category, null, 'sender contains Acme']);
    }
  });

  it.each(LANGUAGES)('that is not understood is answered with an example in %s that is', (language) => {
    for (const sentence of [
      '',
      'Acme',
      'spam',
      'xyz'.repeat(200),
      'todo lo de ayer: spam',
      'alles von gestern: Spam',
      'mails from today: spam',
    ]) {
      const problem = String(readRule(sentence, language));
      const example = / For instance: “(.+)”\.$/u.exec(problem)?.[1] ?? '';
      expect(ruleExamplesIn(language), problem).toContain(example);
    }
  });

  it('is read or refused without failing, whatever is written', () => {
    const pieces = Object.values(SAYINGS).flatMap(({ mails, ends }) => [
      ...mails,
      ...ends.map(([said]) => said),
    ]);
    const words = [
      ...pieces,
      ...Object.values(SAYINGS).map(({ from }) => from('“x')),
      ',',
      'und',
      'y',
      'nicht',
      'no',
      '„',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
        fc.constantFrom(...LANGUAGES),
        (parts, page) => {
          const reading = parseRule(parts.join(' '), page);
          if (reading.understood) expect(reading.conditions.length).toBeGreaterThan(0);
          else expect(reading.problem).toMatch(/ For instance: “/u);
        },
      ),
    );
  });
});
