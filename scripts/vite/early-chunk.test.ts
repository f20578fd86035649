import { expect, it } from 'vitest';
import { earlyLinks } from './early-chunk.ts';

const CHUNKS = [
  { fileName: 'assets/app-1.js', moduleIds: ['/main.ts'], facadeModuleId: null },
  {
    fileName: 'assets/view-2.js',
    moduleIds: ['/mount.ts', '/shell.svelte'],
    facadeModuleId: null,
    viteMetadata: { importedCss: new Set(['assets/view-3.css']) },
  },
];

it('links the script that holds a module, and its styles', () => {
  expect(earlyLinks('/mount.ts', CHUNKS).map(({ attrs }) => [attrs?.['rel'], attrs?.['href']])).toEqual([
    ['modulepreload', './assets/view-2.js'],
    ['stylesheet', './assets/view-3.css'],
  ]);
});
