import { expect, it } from 'vitest';
import { contract, spellOut } from './contractions';

it.each([
  ['I am afraid it is late.', 'I’m afraid it’s late.'],
  ['Tell me whose fault it is.', 'Tell me whose fault it is.'],
  ['I am not sure who you are, and I will not guess.', 'I’m not sure who you are, and I’ll not guess.'],
  ['I [can / cannot] come. On “it is late”: no.', 'I [can / cannot] come. On “it is late”: no.'],
])('contracts “%s” as people do', (full, short) => {
  expect(contract(full)).toBe(short);
  expect(spellOut(short)).toBe(full);
});
