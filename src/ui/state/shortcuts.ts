/** What can be asked for by a key or from the palette. Which of it is possible just now is for the views to say: they register handlers. */
export const COMMANDS = [
  'next',
  'previous',
  'open',
  'back',
  'search',
  'select',
  'select-group',
  'label-reply',
  'label-act',
  'label-read',
  'label-skip',
  'toggle-urgent',
  'done',
  'remove',
  'undo',
  'write-draft',
  'edit-draft',
  'copy-markdown',
  'print',
  'brief',
  'add-mail',
  'palette',
  'help',
  'go-briefing',
  'go-search',
  'go-sources',
  'go-documents',
  'go-labels',
  'go-models',
  'go-settings',
  'go-speed',
  'go-learning',
  'go-voice',
  'go-evaluation',
  'go-escalation',
] as const;
export type Command = (typeof COMMANDS)[number];

export const SECTIONS = ['move', 'sort', 'answer', 'do', 'go'] as const;
export type Section = (typeof SECTIONS)[number];

/** One entry of the registry that the keyboard, the help and the palette are made from; its words are in `shortcut-labels.ts`. */
export interface Shortcut {
  readonly command: Command;
  /** Alternatives; a sequence has a space between its keys, `Mod+` is Ctrl or, on a Mac, Cmd. Empty for what only the palette offers. */
  readonly keys: readonly string[];
  readonly section: Section;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next', keys: ['j', 'ArrowDown'], section: 'move' },
  { command: 'previous', keys: ['k', 'ArrowUp'], section: 'move' },
  { command: 'open', keys: ['Enter', 'o'], section: 'move' },
  { command: 'back', keys: ['Escape'], section: 'move' },
  { command: 'search', keys: ['/'], section: 'move' },
  { command: 'select', keys: ['x'], section: 'move' },
  { command: 'select-group', keys: ['*'], section: 'move' },
  { command: 'label-reply', keys: ['1'], section: 'sort' },
  { command: 'label-act', keys: ['2'], section: 'sort' },
  { command: 'label-read', keys: ['3'], section: 'sort' },
  { command: 'label-skip', keys: ['4'], section: 'sort' },
  { command: 'toggle-urgent', keys: ['u'], section: 'sort' },
  { command: 'done', keys: ['d'], section: 'sort' },
  { command: 'remove', keys: ['#', 'Delete'], section: 'sort' },
  { command: 'undo', keys: ['z', 'Mod+z'], section: 'sort' },
  { command: 'write-draft', keys: ['r'], section: 'answer' },
  { command: 'edit-draft', keys: ['e'], section: 'answer' },
  { command: 'copy-markdown', keys: ['c'], section: 'do' },
  { command: 'print', keys: [], section: 'do' },
  { command: 'brief', keys: [], section: 'do' },
  { command: 'add-mail', keys: ['a'], section: 'do' },
  { command: 'palette', keys: ['Mod+k'], section: 'go' },
  { command: 'go-briefing', keys: ['g b'], section: 'go' },
  { command: 'go-search', keys: ['g f'], section: 'go' },
  { command: 'go-sources', keys: ['g a'], section: 'go' },
  { command: 'go-documents', keys: ['g d'], section: 'go' },
  { command: 'go-labels', keys: ['g l'], section: 'go' },
  { command: 'go-models', keys: ['g m'], section: 'go' },
  { command: 'go-settings', keys: ['g s'], section: 'go' },
  { command: 'go-speed', keys: [], section: 'go' },
  { command: 'go-learning', keys: [], section: 'go' },
  { command: 'go-voice', keys: [], section: 'go' },
  { command: 'go-evaluation', keys: [], section: 'go' },
  { command: 'go-escalation', keys: [], section: 'go' },
  { command: 'help', keys: ['?'], section: 'go' },
];

const SEQUENCE_STARTS = new Set(
  SHORTCUTS.flatMap((shortcut) => shortcut.keys)
    .filter((keys) => keys.includes(' '))
    .map((keys) => keys.split(' ')[0]),
);

/** Keys that a focused control uses itself. */
const CONTROL_KEYS = new Set(['Enter', 'ArrowDown', 'ArrowUp']);

/** With Ctrl or Cmd; these are heard in a text as well, where nothing else uses them. */
const HEARD_IN_TEXT = new Set<string>(['Mod+k']);

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** What has the focus: `text` takes every key, `control` those of `CONTROL_KEYS`, `page` none; an open `dialog` lets none through. */
  readonly focus: 'dialog' | 'text' | 'control' | 'page';
}

export type KeyMeaning =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'sequence'; readonly first: string }
  | { readonly kind: 'none' };

const NONE: KeyMeaning = { kind: 'none' };

/** What a key press means after `pending`, the first key of a sequence if one was pressed just before. */
export function keyMeaning(press: KeyPress, pending: string | null): KeyMeaning {
  if (press.altKey || press.focus === 'dialog') return NONE;
  if (press.ctrlKey || press.metaKey) return modified(press);
  if (press.focus === 'text' || (press.focus === 'control' && CONTROL_KEYS.has(press.key))) return NONE;

  const pressed = pending === null ? press.key : `${pending} ${press.key}`;
  const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(pressed));
  if (shortcut) return { kind: 'command', command: shortcut.command };
  if (pending === null && SEQUENCE_STARTS.has(press.key)) return { kind: 'sequence', first: press.key };
  return NONE;
}

function modified({ key, focus }: KeyPress): KeyMeaning {
  // A capital letter means that Shift is held, as for "redo".
  const pressed = `Mod+${key}`;
  if (focus === 'text' && !HEARD_IN_TEXT.has(pressed)) return NONE;
  const shortcut = SHORTCUTS.find(({ keys }) => keys.includes(pressed));
  return shortcut ? { kind: 'command', command: shortcut.command } : NONE;
}

/** Whether the key works although single keys are turned off. */
export function isAlwaysOn({
  key,
  ctrlKey,
  metaKey,
}: Pick<KeyPress, 'key' | 'ctrlKey' | 'metaKey'>): boolean {
  return key === 'Escape' || ctrlKey || metaKey;
}
