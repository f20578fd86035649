import type { SearchItem } from '../../contracts/search';

/** Different words in the mails; as in real mail, few of them are frequent (Zipf 1949). */
const VOCABULARY = 20_000;
const SHORTEST = 40;
const LONGEST = 260;
const SENTENCE = 12;

/** A generator of numbers from 0 to 1 that gives the same ones each time (xorshift, Marsaglia 2003). */
export function seededNumbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A word of syllables, the same for the same number. */
function wordOf(number: number): string {
  const [consonants, vowels] = ['bdfgklmnprst', 'aeiou'];
  let word = '';
  for (let rest = number + 40; rest > 0; rest = Math.floor(rest / 60))
    word += `${consonants[rest % 12] ?? ''}${vowels[Math.floor(rest / 12) % 5] ?? ''}`;
  return word;
}

const anyWord = (random: () => number): string => wordOf(Math.floor(VOCABULARY ** random()) - 1);

export function madeUpMails(count: number): SearchItem[] {
  const random = seededNumbers(20261126);
  return Array.from({ length: count }, (_, index) => {
    const words = SHORTEST + Math.floor((LONGEST - SHORTEST) * random());
    let text = '';
    for (let at = 0; at < words; at += 1)
      text += `${anyWord(random)}${(at + 1) % SENTENCE === 0 ? '.\n' : ' '}`;
    return {
      id: `mail:${index}`,
      title: Array.from({ length: 5 }, () => anyWord(random)).join(' '),
      text,
      ranges: [{ start: 0, end: text.length }],
      facts: {
        ...{ source: 'mail', threadId: `thread-${index}`, sent: false, from: 'a', to: 'b', cc: '' },
        ...{ date: '2026-10-05T08:00:00.000Z', hasAttachment: false },
      },
    };
  });
}

/** Two to five words, rarer ones among them. */
export function madeUpQuery(round: number): string {
  const random = seededNumbers(7 + round * 2_654_435);
  for (let skipped = 0; skipped < 8; skipped += 1) random();
  return Array.from({ length: 2 + Math.floor(4 * random()) }, () =>
    wordOf(20 + Math.floor((VOCABULARY / 10) ** random())),
  ).join(' ');
}

export function madeUpVector(random: () => number, dimensions = 384): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, () => random() + random() + random() - 1.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
