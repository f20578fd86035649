import { fakerDE, fakerEN, fakerES, type Faker } from '@faker-js/faker';

export interface MadePerson {
  readonly name: string;
  readonly address: string;
}

/** What the mails of a mailbox are put together from: made once, because inventing each sentence anew would take longer than reading it. */
export interface WordStock {
  readonly owner: MadePerson;
  readonly people: readonly MadePerson[];
  /** By language; those of the last two need more than ASCII. */
  readonly languages: readonly LanguageStock[];
  readonly fileNames: readonly string[];
}

export interface LanguageStock {
  readonly sentences: readonly string[];
  readonly subjects: readonly string[];
  readonly greeting: string;
  readonly signOff: string;
}

const PEOPLE = 400;
const SENTENCES = 1_500;
const SUBJECTS = 800;

export function createWordStock(seed: number): WordStock {
  const owner = { name: 'Dana Whitfield', address: 'dana.whitfield@harbour.example' };
  for (const faker of [fakerEN, fakerDE, fakerES]) faker.seed(seed);
  return {
    owner,
    people: Array.from({ length: PEOPLE }, (_, nth) =>
      person([fakerEN, fakerDE, fakerES][nth % 3] ?? fakerEN, nth),
    ),
    languages: [
      languageStock(fakerEN, 'Hi Dana,', 'Best,', [
        'Could you send me the figures for {thing} by Friday?',
        'The meeting about {thing} moves to 14:30 on Thursday.',
        'We spent 1,250 EUR on {thing} last month.',
        '{name} has looked at {thing} and found nothing wrong with it.',
        'From our side nothing is missing for {thing}.',
      ]),
      languageStock(fakerDE, 'Hallo Dana,', 'Viele Grüße', [
        'Könntest du mir bis Freitag die Zahlen für {thing} schicken?',
        'Die Prüfung von {thing} läuft noch bis zum 14. März.',
        'Für {thing} müssten wir über 1.250 € ausgeben.',
      ]),
      languageStock(fakerES, 'Hola Dana:', 'Un saludo', [
        '¿Podrías enviarme las cifras de {thing} antes del viernes?',
        'La reunión sobre {thing} será mañana a las 10:00.',
        'El señor {name} ya revisó {thing} y está de acuerdo.',
      ]),
    ],
    fileNames: Array.from({ length: 200 }, () => fakerEN.system.commonFileName()),
  };
}

function person(faker: Faker, nth: number): MadePerson {
  const [first, last] = [faker.person.firstName(), faker.person.lastName()];
  const local = `${first}.${last}.${nth}`.normalize('NFD').replace(/[^\w.]/g, '');
  return {
    name: `${first} ${last}`,
    address: `${local}@${nth % 4 === 0 ? 'harbour' : `firm${nth % 40}`}.example`.toLowerCase(),
  };
}

function languageStock(
  faker: Faker,
  greeting: string,
  signOff: string,
  patterns: readonly string[],
): LanguageStock {
  const sentence = (nth: number): string =>
    nth % 3 === 0
      ? faker.helpers
          .arrayElement(patterns)
          .replace('{thing}', faker.commerce.productName())
          .replace('{name}', faker.person.lastName())
      : faker.lorem.sentence({ min: 6, max: 18 });
  return {
    greeting,
    signOff,
    sentences: Array.from({ length: SENTENCES }, (_, nth) => sentence(nth)),
    subjects: Array.from(
      { length: SUBJECTS },
      () => `${faker.commerce.productName()}, ${faker.location.city()}`,
    ),
  };
}
