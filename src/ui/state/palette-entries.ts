import type { BriefingWindow, MailRow } from '../../app/api';
import type { Settings, Theme, WindowKind } from '../../contracts/settings';
import { WINDOW_LABELS } from '../format/window-words';
import * as m from '../i18n/compiled/messages';
import { firstRows, fold } from './filter-rows';
import { COMMAND_LABELS } from './shortcut-labels';
import { SHORTCUTS, type Command } from './shortcuts';

/** A line of the palette. */
export interface PaletteEntry {
  readonly id: string;
  /** The heading that it stands under. */
  readonly section: string;
  readonly label: string;
  /** What else is said of it. */
  readonly hint?: string;
  /** How to do the same by key. */
  readonly keys?: string;
  readonly act:
    | { readonly kind: 'command'; readonly command: Command }
    | { readonly kind: 'setting'; readonly change: Partial<Settings> }
    | { readonly kind: 'shortcuts'; readonly enabled: boolean }
    | { readonly kind: 'window'; readonly window: WindowKind }
    | { readonly kind: 'mail'; readonly id: string }
    | { readonly kind: 'search'; readonly query: string };
}

export interface PaletteWorld {
  readonly query: string;
  /** Whether a view answers the command just now. */
  readonly has: (command: Command) => boolean;
  readonly settings: Settings;
  readonly shortcutsEnabled: boolean;
  readonly hasMail: boolean;
  /** The mails that can be searched by now without holding the page up. */
  readonly rows: readonly MailRow[];
  readonly window: BriefingWindow;
  /** The last queries, the latest first. */
  readonly recent: readonly string[];
}

const MOST_MAILS = 8;
const MOST_RECENT = 4;
/** They make no sense from within the palette. */
const NOT_HERE: ReadonlySet<Command> = new Set(['palette', 'next', 'previous', 'open', 'back']);
const THEMES: Readonly<Record<Theme, () => string>> = {
  system: m.help_theme_system,
  light: m.help_theme_light,
  dark: m.help_theme_dark,
};

/** What the palette offers for what is typed, the best first in each section. */
export function paletteEntries(world: PaletteWorld): readonly PaletteEntry[] {
  const query = world.query.trim();
  const fixed = [...commandEntries(world), ...windowEntries(world), ...settingEntries(world)];
  const found = query === '' ? fixed : ranked(fixed, query);
  return [...found, ...mailEntries(world.rows, query), ...searchEntries(query, world.recent)];
}

function commandEntries({ has }: PaletteWorld): PaletteEntry[] {
  return SHORTCUTS.filter(({ command }) => !NOT_HERE.has(command) && has(command)).map(
    ({ command, keys, section }) => ({
      id: command,
      section: section === 'go' ? m.help_palette_go_to() : m.help_palette_commands(),
      // The name of a group alone would be read as the way there.
      label: command.startsWith('label-')
        ? m.help_palette_sort_as({ group: COMMAND_LABELS[command] })
        : COMMAND_LABELS[command],
      ...(keys[0] === undefined ? {} : { keys: keys[0] }),
      act: { kind: 'command', command },
    }),
  );
}

/** What the list of mail offers just now, but for what it shows already. */
function windowEntries({ hasMail, window: { kind, offered } }: PaletteWorld): PaletteEntry[] {
  if (!hasMail) return [];
  return offered
    .filter((other) => other !== kind)
    .map((window) => ({
      id: `window-${window}`,
      section: m.briefing_window(),
      label: WINDOW_LABELS[window](),
      act: { kind: 'window', window },
    }));
}

function settingEntries({ settings, shortcutsEnabled }: PaletteWorld): PaletteEntry[] {
  const themes = (['system', 'light', 'dark'] as const)
    .filter((theme) => theme !== settings.theme)
    .map((theme): PaletteEntry => {
      return { ...setting(`theme-${theme}`, THEMES[theme]()), act: { kind: 'setting', change: { theme } } };
    });
  const { generation } = settings;
  return [
    ...themes,
    {
      ...setting('generation', generation ? m.help_generation_off() : m.help_generation_on()),
      act: { kind: 'setting', change: { generation: !generation } },
    },
    {
      ...setting('shortcuts', shortcutsEnabled ? m.help_keys_turn_off() : m.help_keys_turn_on()),
      act: { kind: 'shortcuts', enabled: !shortcutsEnabled },
    },
  ];
}

const setting = (id: string, label: string) => ({ id, label, section: m.shell_settings() });

function mailEntries(rows: readonly MailRow[], query: string): PaletteEntry[] {
  if (query === '') return [];
  return firstRows(rows, query, MOST_MAILS).map(({ id, subject, senderName, senderAddress }) => ({
    id: `mail:${id}`,
    section: m.help_palette_mail(),
    label: subject || m.common_no_subject(),
    hint: senderName || senderAddress || m.common_unknown_sender(),
    act: { kind: 'mail', id },
  }));
}

function searchEntries(query: string, recent: readonly string[]): PaletteEntry[] {
  const entry = (text: string, label: string): PaletteEntry => ({
    id: `search:${text}`,
    section: m.help_palette_search(),
    label,
    act: { kind: 'search', query: text },
  });
  const before = recent
    .filter((text) => text !== query && fold(text).includes(fold(query)))
    .slice(0, MOST_RECENT)
    .map((text) => entry(text, text));
  return query === '' ? before : [entry(query, m.help_palette_search_for({ query })), ...before];
}

/** Those in which each word of the query begins a word, before those that only hold it. */
function ranked(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = fold(query).split(/\s+/u);
  const scored = entries.flatMap((entry) => {
    const text = fold(`${entry.section} ${entry.label}`);
    if (!words.every((word) => text.includes(word))) return [];
    const label = fold(entry.label);
    const begins = words.filter((word) => label.startsWith(word) || label.includes(` ${word}`)).length;
    return [{ entry, score: begins + (label.startsWith(words[0] ?? '') ? 1 : 0) }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ entry }) => entry);
}
