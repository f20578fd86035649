import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Category } from '../../contracts/briefing';
import { NightTally } from '../../tasks/summarise/digest';
import { createTranslator, type Patterns } from './translate-text';

const read = (locale: string): Patterns =>
  JSON.parse(readFileSync(`messages/${locale}/said.json`, 'utf8')) as Patterns;
const into = (locale: string) => createTranslator(read('en'), read(locale), String);
const OWNER = { name: 'Dana', address: 'dana@x.example', role: '' };

/** What a digest says of a night with so many mails of each kind. */
function night(
  counts: Partial<Record<Category, number>>,
  { urgent = false, threads = [] as readonly number[] } = {},
): string {
  const categories = Object.entries(counts).flatMap(([category, many]) =>
    Array.from({ length: many }, () => category as Category),
  );
  const threadOf = threads.flatMap((size, thread) => Array.from({ length: size }, () => `thread ${thread}`));
  const tally = new NightTally(OWNER);
  for (const [index, category] of categories.entries()) {
    const id = `mail-${index}`;
    tally.add({
      ...{ id, category, urgent, threadId: threadOf[index] ?? id, subject: 'Dock 4 and 5', done: false },
      ...{ senderName: id, senderAddress: `${id}@x.example` },
    });
  }
  return tally.describe();
}

const NIGHTS = [
  night({ reply: 1 }),
  night({ act: 1, read: 1 }),
  night({ reply: 3, skip: 2 }, { urgent: true }),
  night({ act: 4 }, { urgent: true }),
  night({ reply: 1, act: 1 }),
  night({ reply: 1, act: 2 }),
  night({ reply: 2, act: 1 }),
  night({ reply: 5, act: 6, read: 7 }, { threads: [3] }),
  night({ reply: 5, act: 6, read: 7 }, { urgent: true, threads: [4, 3] }),
  night({ read: 2, skip: 1 }),
];
/** Words that only the English sentences have. */
const ENGLISH = /\b(mails?|senders?|came|waits?|answer|asks?|urgent|them|read|skip|Nothing|Most)\b/u;

test.each(['de', 'es'])('whatever came in during the night, it is told in %s', (locale) => {
  for (const english of NIGHTS) {
    const told = into(locale)(english) ?? english;
    expect(told.match(/\d+/gu)?.sort()).toEqual(english.match(/\d+/gu)?.sort());
    expect(ENGLISH.exec(told)?.[0], told).toBeUndefined();
  }
});

test('the sentences stand as a person would write them', () => {
  expect(into('de')(night({ reply: 2, act: 1, read: 1, skip: 3 }))).toBe(
    '7 E-Mails von 7 Absendern sind eingegangen. 2 warten auf Ihre Antwort und 1 bittet Sie um etwas, keine davon dringend; 1 zu lesen, 3 zu überspringen.',
  );
});
