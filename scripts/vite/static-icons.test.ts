import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { staticIcon } from './static-icons.ts';

const ICONS = 'node_modules/@lucide/svelte/dist/icons';
const read = (name: string): string => readFileSync(`${ICONS}/${name}.svelte`, 'utf8');

it('draws the shapes of the package’s icon, and carries each name that style sheets may ask for', () => {
  const icon = staticIcon(read('trash'), 'trash.svelte');
  expect(icon).toContain('class="lucide-trash lucide-trash-2"');
  expect(icon).toContain('<path d="M10 11v6" /><path d="M14 11v6" />');
});

it('fails the build when a version of the package has its icons in another form', () => {
  expect(() => staticIcon('<svg />', 'moon.svelte')).toThrow('moon.svelte holds no shapes');
});

it('takes every property that a component of the app gives to an icon', () => {
  const KNOWN = ['size', 'strokeWidth', 'aria-label', 'aria-hidden'];
  const given = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => readFileSync(`src/${file}`, 'utf8'))
    .flatMap((component) => {
      const imported = component.matchAll(/import (\w+) from '@lucide\/svelte/g);
      const names = ['Icon', ...[...imported].map(([, name]) => name)].join('|');
      return [...component.matchAll(new RegExp(`<(?:${names})\\s([^>]*?)/>`, 'g'))];
    })
    .flatMap(([, properties = '']) => properties.replace(/\{[^}]*\}/g, '').match(/[\w-]+(?==)|\.{3}/g) ?? []);
  expect(given.length).toBeGreaterThan(100);
  expect([...new Set(given)].filter((name) => !KNOWN.includes(name))).toEqual([]);
});
