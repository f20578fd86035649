/** What keys can do. Which of it is possible just now is for the views to say: they register handlers. */
export const COMMANDS = [
  'next',
  'previous',
  'open',
  'back',
  'label-reply',
  'label-act',
  'label-read',
  'label-skip',
  'toggle-urgent',
  'undo',
  'write-draft',
  'edit-draft',
  'search',
  'help',
  'go-briefing',
  'go-models',
  'go-settings',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Shortcut {
  readonly command: Command;
  /** Alternatives; a sequence has a space between its keys. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly section: 'Move' | 'Sort' | 'Answer' | 'Go';
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next', keys: ['j', 'ArrowDown'], label: 'Next mail', section: 'Move' },
  { command: 'previous', keys: ['k', 'ArrowUp'], label: 'Previous mail', section: 'Move' },
  { command: 'open', keys: ['Enter', 'o'], label: 'Open the mail, or fold the group', section: 'Move' },
  { command: 'back', keys: ['Escape'], label: 'Back to the list', section: 'Move' },
  { command: 'search', keys: ['/'], label: 'Search in the list', section: 'Move' },
  { command: 'label-reply', keys: ['1'], label: 'Needs a reply', section: 'Sort' },
  { command: 'label-act', keys: ['2'], label: 'To do', section: 'Sort' },
  { command: 'label-read', keys: ['3'], label: 'Worth reading', section: 'Sort' },
  { command: 'label-skip', keys: ['4'], label: 'Can be skipped', section: 'Sort' },
  { command: 'toggle-urgent', keys: ['u'], label: 'Urgent or not', section: 'Sort' },
  { command: 'undo', keys: ['z'], label: 'Take your correction back', section: 'Sort' },
  { command: 'write-draft', keys: ['r'], label: 'Write a draft', section: 'Answer' },
  { command: 'edit-draft', keys: ['e'], label: 'Edit the draft', section: 'Answer' },
  { command: 'go-briefing', keys: ['g b'], label: 'Briefing', section: 'Go' },
  { command: 'go-models', keys: ['g m'], label: 'Models and storage', section: 'Go' },
  { command: 'go-settings', keys: ['g s'], label: 'Settings', section: 'Go' },
  { command: 'help', keys: ['?'], label: 'This help', section: 'Go' },
];

const SEQUENCE_STARTS = new Set(
  SHORTCUTS.flatMap((shortcut) => shortcut.keys)
    .filter((keys) => keys.includes(' '))
    .map((keys) => keys.split(' ')[0]),
);

/** Keys that a focused control uses itself. */
const CONTROL_KEYS = new Set(['Enter', 'ArrowDown', 'ArrowUp']);

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** What has the focus: `text` takes every key, `control` those of `CONTROL_KEYS`, `page` none. */
  readonly focus: 'text' | 'control' | 'page';
}

export type KeyMeaning =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'sequence'; readonly first: string }
  | { readonly kind: 'none' };

/** What a key press means after `pending`, the first key of a sequence if one was pressed just before. */
export function keyMeaning(press: KeyPress, pending: string | null): KeyMeaning {
  const taken =
    press.ctrlKey ||
    press.metaKey ||
    press.altKey ||
    press.focus === 'text' ||
    (press.focus === 'control' && CONTROL_KEYS.has(press.key));
  if (taken) return { kind: 'none' };

  const pressed = pending === null ? press.key : `${pending} ${press.key}`;
  const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(pressed));
  if (shortcut) return { kind: 'command', command: shortcut.command };
  if (pending === null && SEQUENCE_STARTS.has(press.key)) return { kind: 'sequence', first: press.key };
  return { kind: 'none' };
}
