import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('each icon that points to the left or the right is turned round where lines run from right to left', () => {
  const components = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => readFileSync(`src/ui/${file}`, 'utf8'))
    .join('\n');
  const pointing = components.matchAll(/@lucide\/svelte\/icons\/([a-z0-9-]+-(?:left|right)|send|undo-2)'/gu);
  const names = [...new Set([...pointing].map(([, name = '']) => name))].sort();
  expect(names).toContain('chevron-right');

  const rule = /:is\(([^)]*)\):dir\(rtl\) \{[^}]*scale: -1 1;/u.exec(
    readFileSync('src/ui/styles/base.css', 'utf8'),
  );
  const turned = [...(rule?.[1] ?? '').matchAll(/\.lucide-([a-z0-9-]+)/gu)].map(([, name]) => name);
  expect(turned.sort()).toEqual(names);
});
