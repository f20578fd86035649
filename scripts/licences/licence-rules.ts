/** Licences under which a package may be shipped: they ask for their notice, and for nothing of what Deskside itself is licensed under. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** What packages fail to state in their `package.json`, as read in the licence that they ship. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  duck: 'BSD-2-Clause',
  'svelte-toolbelt': 'MIT',
};

/** The SPDX expression for a package; empty when nobody knows. */
export function licenceOf(name: string, stated: unknown): string {
  return READ_BY_HAND[name] ?? (typeof stated === 'string' ? stated.trim() : '');
}

/** Whether an SPDX expression leaves a choice that is allowed. Expressions nested deeper than one pair of brackets are refused. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\(([^()]*)\)$/, '$1');
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence.trim())));
}
