import { expect, it } from 'vitest';
import type { StandingPermission } from '../contracts/escalation';
import { LONGEST_PERMISSION_MS, permissionFor } from './permissions';

const GIVEN: StandingPermission = {
  id: 'a',
  task: 'draft',
  category: 'reply',
  modelId: 'best',
  provider: 'anthropic',
  givenAt: 1000,
  until: 5000,
};
const WANTED = {
  task: 'draft',
  category: 'reply',
  folder: 'Clients',
  modelId: 'best',
  providers: ['anthropic', 'openai'],
} as const;

it('covers exactly what it names, from when it was given until its end', () => {
  expect(permissionFor(WANTED, [GIVEN], 1000)).toBe(GIVEN);
  expect(permissionFor(WANTED, [GIVEN], 999)).toBeNull();
  expect(permissionFor(WANTED, [GIVEN], 5000)).toBeNull();
  for (const other of [
    { ...WANTED, task: 'summary' as const },
    { ...WANTED, category: 'read' as const },
    { ...WANTED, category: null },
    { ...WANTED, modelId: 'other' },
    { ...WANTED, providers: ['openai'] },
  ])
    expect(permissionFor(other, [GIVEN], 2000)).toBeNull();
});

it('ends by itself, however late the end that is stored', () => {
  const forever = { ...GIVEN, until: Number.MAX_SAFE_INTEGER };
  expect(permissionFor(WANTED, [forever], 1000 + LONGEST_PERMISSION_MS - 1)).toBe(forever);
  expect(permissionFor(WANTED, [forever], 1000 + LONGEST_PERMISSION_MS)).toBeNull();
});

it('can name a folder, with a category or instead of one, and never neither', () => {
  const inFolder = { ...GIVEN, folder: 'Clients' };
  expect(permissionFor(WANTED, [inFolder], 2000)).toBe(inFolder);
  const anyKind = { ...inFolder, category: null };
  expect(permissionFor({ ...WANTED, category: null }, [anyKind], 2000)).toBe(anyKind);
  for (const folder of ['Clients/Northlock', 'clients', '', null]) {
    expect(permissionFor({ ...WANTED, folder }, [inFolder, anyKind], 2000)).toBeNull();
    expect(permissionFor({ ...WANTED, folder }, [GIVEN], 2000)).toBe(GIVEN);
  }
  expect(permissionFor(WANTED, [{ ...GIVEN, category: null, folder: null }], 2000)).toBeNull();
});
