import { expect, it } from 'vitest';
import { withHintAtTop } from './compile-early.ts';

const HINT = '//# allFunctionsCalledOnLoad';

it('puts the hint above the list that Vite begins a script with, and moves no other line', () => {
  const list = 'const __vite__mapDeps=(i,m=["./later.js"])=>i.map(i=>d[i]);';
  expect(withHintAtTop(`${list}\n${HINT}\nimport"./a.js";\n`)).toBe(`${HINT}\n${list}\nimport"./a.js";\n`);
});

it('leaves a script as it is that begins with the hint', () => {
  expect(withHintAtTop(`${HINT}\nlet a;\n`)).toBe(`${HINT}\nlet a;\n`);
});
