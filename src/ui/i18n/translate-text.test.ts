import { expect, test } from 'vitest';
import { createTranslator } from './translate-text';

const ENGLISH = {
  empty: 'The file is empty.',
  wanted: 'Deskside reads mail.',
  read: '{count} mails were read.',
  long: 'It is very long: {parts} were left out.',
  words: 'the last {count} words',
  bytes: 'the last {count} MiB',
  asks: 'Asks: “{quote}”',
  sorted: 'You sorted it as {category}',
  reply: 'reply',
  failed: '{name} failed.',
  failedLoading: '{name} failed while it was loading.',
  deleted: '{mails} were deleted.',
  kept: '{mails} stay, because of your own drafts.',
  mails: '{count} mails',
  costs: 'It could cost {cost}.',
};
const GERMAN = {
  empty: 'Die Datei ist leer.',
  wanted: 'Deskside liest E-Mails.',
  read: '{count} E-Mails wurden gelesen.',
  long: 'Sehr lang; ausgelassen: {parts}.',
  words: 'die letzten {count} Wörter',
  bytes: 'die letzten {count} MiB',
  asks: 'Fragt: „{quote}“',
  sorted: 'Sortiert unter „{category}“',
  reply: 'Antworten',
  failed: '{name} ist gescheitert.',
  failedLoading: '{name} ist beim Laden gescheitert.',
  deleted: '{mails} wurden gelöscht.',
  kept: 'Wegen eigener Entwürfe bleiben {mails}.',
  mails: '{count} E-Mails',
  costs: 'Es könnte {cost} kosten.',
};
const german = createTranslator(ENGLISH, GERMAN, (value, decimals, options) =>
  value.toLocaleString('de', { ...options, minimumFractionDigits: decimals }),
);

test('a text is said as its pattern says it, with what stood at its placeholders', () => {
  expect(german('The file is empty.')).toBe('Die Datei ist leer.');
  expect(german('tiny-model failed.')).toBe('tiny-model ist gescheitert.');
});

test('the most particular pattern wins', () => {
  expect(german('tiny-model failed while it was loading.')).toBe('tiny-model ist beim Laden gescheitert.');
});

test('sentences are known one by one, and one that is not stays as it is', () => {
  expect(german('The file is empty. Deskside reads mail.')).toBe(
    'Die Datei ist leer. Deskside liest E-Mails.',
  );
  expect(german('Never heard of. The file is empty.')).toBe('Never heard of. Die Datei ist leer.');
  expect(german('The file is empty. Never heard of.')).toBe('Die Datei ist leer. Never heard of.');
  expect(german('Never heard of.')).toBeNull();
});

test('a sentence is not taken for what stands at a placeholder of the next', () => {
  expect(german('7 mails were deleted. 1,200 mails stay, because of your own drafts.')).toBe(
    '7 E-Mails wurden gelöscht. Wegen eigener Entwürfe bleiben 1.200 E-Mails.',
  );
});

test('numbers are written anew, and parts are translated too', () => {
  expect(german('12,345 mails were read.')).toBe('12.345 E-Mails wurden gelesen.');
  expect(german('It is very long: the last 1,200 words; the last 3 MiB were left out.')).toBe(
    'Sehr lang; ausgelassen: die letzten 1.200 Wörter; die letzten 3 MiB.',
  );
  expect(german('You sorted it as reply')).toBe('Sortiert unter „Antworten“');
});

test('amounts of dollars are written as the language writes them', () => {
  expect(german('It could cost $1,200.50.')).toBe('Es könnte 1.200,50\u00a0$ kosten.');
  expect(german('It could cost $0.712345.')).toBe('Es könnte 0,712345\u00a0$ kosten.');
});

test('what is quoted is nobody’s to translate', () => {
  expect(german('Asks: “The file is empty.”')).toBe('Fragt: „The file is empty.“');
  expect(german('Asks: “reply”')).toBe('Fragt: „reply“');
});

test('a name with marks that mean something to patterns is carried over', () => {
  expect(german('a$&b (c) {count} failed.')).toBe('a$&b (c) {count} ist gescheitert.');
});
