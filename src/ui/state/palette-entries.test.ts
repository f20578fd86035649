import { expect, test } from 'vitest';
import { fakeDetail, fakeRow } from '../../../tests/fixtures/fake-mail';
import { DEFAULT_SETTINGS } from '../../history/settings-schema';
import { paletteEntries, type PaletteWorld } from './palette-entries';
import { COMMANDS } from './shortcuts';

const world = (part: Partial<PaletteWorld>): PaletteWorld => ({
  query: '',
  has: () => true,
  settings: DEFAULT_SETTINGS,
  shortcutsEnabled: true,
  rows: [
    fakeRow(
      fakeDetail({ id: 'visit', category: 'reply', sender: 'Tomás Núñez', subject: 'Visit in November' }),
    ),
    fakeRow(fakeDetail({ id: 'dinner', category: 'read', sender: 'Ada', subject: 'Dinner' })),
  ],
  recent: ['pallets in Gdańsk'],
  ...part,
});
const labels = (part: Partial<PaletteWorld>) => paletteEntries(world(part)).map(({ label }) => label);

test('only what can be done just now is offered', () => {
  expect(labels({ has: (command) => command === 'help' })).toContain('All keys');
  expect(labels({ has: (command) => command === 'help' })).not.toContain('Write a draft');
});

test('every command but moving within the list is offered where a view answers it', () => {
  const offered = new Set(paletteEntries(world({})).map(({ id }) => id));
  const missing = COMMANDS.filter((command) => !offered.has(command));
  expect(missing).toEqual(['next', 'previous', 'open', 'back', 'palette']);
});

test('what begins with the words comes before what only holds them', () => {
  expect(labels({ query: 'set' })[0]).toBe('Settings');
  expect(labels({ query: 'dark' })[0]).toBe('Dark theme');
});

test('mail is found by sender and subject, without its accents', () => {
  const entries = paletteEntries(world({ query: 'nunez visit' }));
  expect(entries[0]).toMatchObject({ section: 'Mail', label: 'Visit in November', hint: 'Tomás Núñez' });
});

test('what is typed can be searched everywhere, and earlier queries come back', () => {
  const entries = paletteEntries(world({ query: 'gdansk' }));
  expect(entries.map(({ act }) => act)).toEqual([
    { kind: 'search', query: 'gdansk' },
    { kind: 'search', query: 'pallets in Gdańsk' },
  ]);
});

test('the theme that is set is not offered', () => {
  expect(labels({ settings: { ...DEFAULT_SETTINGS, theme: 'dark' } })).not.toContain('Dark theme');
});
