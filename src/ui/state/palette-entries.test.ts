import { expect, test } from 'vitest';
import { windowAt } from '../../app/briefing/briefing-window';
import { fakeDetail, fakeRow } from '../../../tests/fixtures/fake-mail';
import { DEFAULT_SETTINGS } from '../../history/default-settings';
import { paletteEntries, type PaletteWorld } from './palette-entries';
import { COMMANDS } from './shortcuts';

const world = (part: Partial<PaletteWorld>): PaletteWorld => ({
  query: '',
  has: () => true,
  settings: DEFAULT_SETTINGS,
  shortcutsEnabled: true,
  hasMail: true,
  rows: [
    fakeRow(
      fakeDetail({ id: 'visit', category: 'reply', sender: 'Tomás Núñez', subject: 'Visit in November' }),
    ),
    fakeRow(fakeDetail({ id: 'dinner', category: 'read', sender: 'Ada', subject: 'Dinner' })),
  ],
  window: windowAt('everything', new Date('2026-11-25T08:00:00'), null),
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

test('what sorts a mail cannot be taken for the way to where it goes', () => {
  expect(labels({ has: (command) => command === 'label-reply' })[0]).toBe('Sort under “Needs a reply”');
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

test('the windows of the briefing that are offered now are, but for the one that is shown', () => {
  // A Saturday, after a briefing was seen.
  const window = windowAt('overnight', new Date('2026-11-28T08:00:00'), { at: 0, through: 0 });
  const offered = (part: Partial<PaletteWorld>) =>
    paletteEntries(world(part)).flatMap(({ act, label, section }) =>
      act.kind === 'window' ? [[act.window, label, section]] : [],
    );
  expect(offered({ window })).toEqual([
    ['last', 'Since the last briefing', 'Mail to show'],
    ['friday', 'Since Friday', 'Mail to show'],
    ['everything', 'Everything', 'Mail to show'],
  ]);
  expect(offered({ window, query: 'since fri' }).map(([kind]) => kind)).toEqual(['friday']);
  // A Wednesday, before the first.
  expect(offered({}).map(([kind]) => kind)).toEqual(['overnight']);
  expect(offered({ window, hasMail: false })).toEqual([]);
});

test('the theme that is set is not offered', () => {
  expect(labels({ settings: { ...DEFAULT_SETTINGS, theme: 'dark' } })).not.toContain('Dark theme');
});
