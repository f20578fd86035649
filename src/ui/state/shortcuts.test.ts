import { expect, test } from 'vitest';
import { COMMANDS, isAlwaysOn, keyMeaning, SHORTCUTS, type KeyPress } from './shortcuts';

function press(key: string, part: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, focus: 'page', ...part };
}

test('every command is in the registry once, and no key has two commands', () => {
  expect(SHORTCUTS.map(({ command }) => command).sort()).toEqual([...COMMANDS].sort());
  const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a single key is a command', () => {
  expect(keyMeaning(press('j'), null)).toEqual({ kind: 'command', command: 'next' });
  expect(keyMeaning(press('3'), null)).toEqual({ kind: 'command', command: 'label-read' });
});

test('g begins a sequence, and the second key ends it', () => {
  expect(keyMeaning(press('g'), null)).toEqual({ kind: 'sequence', first: 'g' });
  expect(keyMeaning(press('m'), 'g')).toEqual({ kind: 'command', command: 'go-models' });
  expect(keyMeaning(press('x'), 'g')).toEqual({ kind: 'none' });
});

test('keys typed into text, or with a modifier, are left alone', () => {
  expect(keyMeaning(press('j', { focus: 'text' }), null)).toEqual({ kind: 'none' });
  expect(keyMeaning(press('r', { ctrlKey: true }), null)).toEqual({ kind: 'none' });
  expect(keyMeaning(press('r', { metaKey: true }), null)).toEqual({ kind: 'none' });
});

test('Ctrl or Cmd with k opens the palette, also while one types, but not over another dialog', () => {
  const palette = { kind: 'command', command: 'palette' };
  expect(keyMeaning(press('k', { ctrlKey: true }), null)).toEqual(palette);
  expect(keyMeaning(press('k', { metaKey: true, focus: 'text' }), null)).toEqual(palette);
  expect(keyMeaning(press('k', { ctrlKey: true, focus: 'dialog' }), null)).toEqual({ kind: 'none' });
});

test('in a text, Ctrl+Z is the text’s own', () => {
  expect(keyMeaning(press('z', { ctrlKey: true }), null)).toEqual({ kind: 'command', command: 'undo' });
  expect(keyMeaning(press('z', { ctrlKey: true, focus: 'text' }), null)).toEqual({ kind: 'none' });
});

test('Escape and what needs Ctrl work although single keys are turned off', () => {
  expect(isAlwaysOn({ key: 'Escape', ctrlKey: false, metaKey: false })).toBe(true);
  expect(isAlwaysOn({ key: 'k', ctrlKey: true, metaKey: false })).toBe(true);
  expect(isAlwaysOn({ key: 'k', ctrlKey: false, metaKey: false })).toBe(false);
});

test('a focused control keeps Enter and the arrows, but not the letters', () => {
  expect(keyMeaning(press('Enter', { focus: 'control' }), null)).toEqual({ kind: 'none' });
  expect(keyMeaning(press('ArrowDown', { focus: 'control' }), null)).toEqual({ kind: 'none' });
  expect(keyMeaning(press('j', { focus: 'control' }), null)).toEqual({ kind: 'command', command: 'next' });
});
